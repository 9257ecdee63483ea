using AccordWatch.Stories;

namespace AccordWatch.Tests.Stories;

/// <summary>Room for what is remembered of articles.</summary>
public sealed class SlabTests
{
    // Three make an article, and two an array: articles begin at its start and in its middle.
    private const int Run = 1 << 14;
    private const int RunsEach = 3;
    private const int Remembered = 10;
    private readonly Slab<ulong> slab = new();
    private readonly ulong[] run = new ulong[Run];

    [Fact]
    public void What_is_remembered_stays_while_the_room_of_what_is_forgotten_is_used_again()
    {
        var kept = new Queue<(int Article, Slice<ulong> Slice)>();
        for (var article = 0; article < 200; article++)
        {
            Keep(article, kept);

            Assert.All(kept, one => Assert.Equal(-1, one.Slice.Items.IndexOfAnyExcept((ulong)one.Article)));
        }
    }

    [Fact]
    public void What_comes_once_the_memory_is_full_takes_no_more_room()
    {
        var kept = new Queue<(int Article, Slice<ulong> Slice)>();
        var before = 0L;
        for (var article = 0; article < 200; article++)
        {
            before = article == 2 * Remembered ? GC.GetAllocatedBytesForCurrentThread() : before;
            Keep(article, kept);
        }

        // 180 come, of 384 kB each; other tests take from the same pool.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 24);
    }

    [Fact]
    public void A_run_longer_than_an_array_has_room_too()
    {
        slab.For(0, 0);
        var first = slab.Keep(Enumerable.Repeat(7UL, 100_000).ToArray());
        slab.For(1, 1);
        var second = slab.Keep(Enumerable.Repeat(8UL, 200_000).ToArray());

        Assert.Equal((100_000, 200_000), (first.Length, second.Length));
        Assert.Equal(-1, second.Items.IndexOfAnyExcept(8UL));
    }

    private void Keep(int article, Queue<(int Article, Slice<ulong> Slice)> kept)
    {
        slab.For(article, article - Remembered + 1);
        Array.Fill(run, (ulong)article);
        for (var at = 0; at < RunsEach; at++)
        {
            kept.Enqueue((article, slab.Keep(run)));
        }

        while (kept.Count > Remembered * RunsEach)
        {
            kept.Dequeue();
        }
    }
}
