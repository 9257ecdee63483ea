using AccordWatch.Stories;

namespace AccordWatch.Tests.Stories;

/// <summary>Room for what is remembered of articles.</summary>
public sealed class SlabTests
{
    // Three make an article, and eight an array.
    private const int Run = 1 << 12;
    private readonly Slab<ulong> slab = new();

    [Fact]
    public void What_is_remembered_stays_while_the_room_of_what_is_forgotten_is_used_again()
    {
        var kept = new Queue<(ulong Article, Slice<ulong> Slice)>();
        for (var article = 0; article < 2000; article++)
        {
            slab.For(article, article - 99);
            for (var run = 0; run < 3; run++)
            {
                kept.Enqueue(((ulong)article, slab.Keep(Filled(article))));
            }

            while (kept.Count > 300)
            {
                kept.Dequeue();
            }

            Assert.All(article % 10 == 0 ? kept : [], one => Assert.Equal(-1, one.Slice.Items.IndexOfAnyExcept(one.Article)));
        }

        // A hundred are 10 MB, and 64 come.
        Assert.True(Allocated(() => Fill(2000, 2000, 100)) < 1 << 20);
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

    private void Fill(int from, int count, int remembered)
    {
        var run = Filled(from);
        for (var article = from; article < from + count; article++)
        {
            slab.For(article, article - remembered);
            slab.Keep(run);
        }
    }

    private static ulong[] Filled(int article)
    {
        var run = new ulong[Run];
        Array.Fill(run, (ulong)article);
        return run;
    }

    private static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
