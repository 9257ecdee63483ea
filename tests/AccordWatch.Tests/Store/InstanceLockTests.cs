using AccordWatch.Store;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Store;

public sealed class InstanceLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_instance_on_the_same_data_directory_is_refused_until_the_first_is_gone()
    {
        using (InstanceLock.Take(_folder.Path))
        {
            var refused = Assert.Throws<LockHeldException>(() => InstanceLock.Take(_folder.Path));
            Assert.Contains("--data", refused.Message, StringComparison.Ordinal);
        }

        using var after = InstanceLock.Take(_folder.Path);
    }
}
