using System.Diagnostics;
using AccordWatch.Model;
using AccordWatch.Stories;

namespace AccordWatch.Benchmarks;

/// <summary>How many articles of a stream were grouped in what time.</summary>
internal sealed class StoryPart(StoryIndex index, IEnumerable<Article> stream)
{
    private const int Batch = 1000;
    private readonly IEnumerator<Article> _stream = stream.GetEnumerator();

    public int Number { get; private set; }

    public int Again { get; private set; }

    /// <summary>Articles that a second look put into another story.</summary>
    public int Moved { get; private set; }

    public StoryTime Time { get; private set; }

    /// <summary>The second look at what awaits it, which a longer stream brings with it.</summary>
    public void Look() => Clock(0, () => Moved += index.Reconsider().Count);

    public void Group(int count)
    {
        for (var end = Number + count; Number < end;)
        {
            var batch = new List<Article>(Batch);
            while (batch.Count < Batch && Number + batch.Count < end && _stream.MoveNext())
            {
                batch.Add(_stream.Current);
            }

            // Making the stream is not grouping.
            Clock(batch.Count, () => Tell(batch));
        }
    }

    private void Tell(List<Article> batch)
    {
        foreach (var article in batch)
        {
            if (index.WantsSecondLook)
            {
                Moved += index.Reconsider().Count;
            }

            Again += index.Tell(++Number, article, article.Published!.Value) is Telling.Again ? 1 : 0;
        }
    }

    // The CPU time is that of all threads, with the compiler and the collector.
    private void Clock(int articles, Action work)
    {
        var (watch, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        work();
        Time += new StoryTime(articles, Stopwatch.GetElapsedTime(watch), Environment.CpuUsage.TotalTime - cpu);
    }
}

/// <summary>What so many articles took.</summary>
internal readonly record struct StoryTime(int Articles, TimeSpan Took, TimeSpan Cpu)
{
    public double ACpuSecond => Articles / Cpu.TotalSeconds;

    public FormattableString PerSecond => $"{ACpuSecond,8:n0} a CPU second  {Articles / Took.TotalSeconds,8:n0} a second";

    public static StoryTime operator +(StoryTime one, StoryTime other) => new(one.Articles + other.Articles, one.Took + other.Took, one.Cpu + other.Cpu);

    public static StoryTime operator -(StoryTime one, StoryTime other) => new(one.Articles - other.Articles, one.Took - other.Took, one.Cpu - other.Cpu);
}
