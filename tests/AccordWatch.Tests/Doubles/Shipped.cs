using AccordWatch.Knowledge;

namespace AccordWatch.Tests.Doubles;

/// <summary>The configuration as it is shipped: it lies beside the test assembly, as it does beside the program.</summary>
internal static class Shipped
{
    public static ConfigFolder Config { get; } = new(ConfigFolder.Beside, null);
}
