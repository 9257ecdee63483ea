using System.Diagnostics;
using System.Text;
using AccordWatch.Acquire;
using AccordWatch.Model;

namespace AccordWatch.Tests.Acquire;

/// <summary>Reads what wants to exhaust the machine, and asserts that it does not.</summary>
internal static class Bounded
{
    /// <summary>A machine that is busy with other tests takes its time; what grows without bound takes minutes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>Allocated in all, collected or not, so that the peak lies below it.</summary>
    private const long Base = 64 << 20;

    private const long ToTheByte = 16;

    public static readonly Uri Here = new("https://gazette.example/feed.xml");

    public static Feed? Read(string text, string? contentType = null) => Read(Encoding.UTF8.GetBytes(text), contentType);

    public static Feed? Read(byte[] body, string? contentType = null)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var feed = FeedReader.Read(body, contentType, Here);
        var (elapsed, allocated) = (watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - before);

        Assert.True(elapsed < Longest, $"{body.Length} bytes took {elapsed}");
        Assert.True(allocated < Base + ToTheByte * body.Length, $"{body.Length} bytes took {allocated >> 20} MB");
        return feed;
    }
}
