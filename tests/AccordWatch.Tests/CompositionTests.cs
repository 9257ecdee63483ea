using AccordWatch.Host.Commands;
using AccordWatch.Host.Schedule;
using AccordWatch.Host.Settings;
using AccordWatch.Store;
using AccordWatch.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;

namespace AccordWatch.Tests;

public sealed class CompositionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_daemon_is_whole_with_the_configuration_as_shipped()
    {
        using var database = new Database(_folder.File("watch.db"));
        await Migrator.MigrateAsync(database, TimeProvider.System, CancellationToken.None);
        using var host = RunCommand.HostOf(Shipped.Config, HostSettings.Load(Shipped.Config, new Dictionary<string, string>()), database, _folder.Path, verbose: false);

        await RunCommand.BeginAsync(host.Services, CancellationToken.None);

        Assert.NotNull(host.Services.GetRequiredService<Reload>());
        Assert.True(host.Services.GetRequiredService<SourceTable>().All().Count > 20);
    }
}
