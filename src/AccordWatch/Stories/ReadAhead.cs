using System.Runtime.CompilerServices;

namespace AccordWatch.Stories;

/// <summary>What lies apart in memory is read before it is used: one after the other each piece would be waited for, read in a loop that does nothing else they come together.</summary>
internal static class ReadAhead
{
    /// <summary>Takes what depends on all that was read, so that the compiler leaves the reading in.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Done(int sum)
    {
    }
}
