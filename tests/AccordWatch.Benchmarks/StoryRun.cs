using System.Diagnostics;
using System.Globalization;
using AccordWatch.Stories;

namespace AccordWatch.Benchmarks;

/// <summary>Groups one long stream and tells how speed and memory develop. Too long for a benchmark that repeats itself.</summary>
internal static class StoryRun
{
    private const int Batch = 1000;

    /// <param name="count">Articles in the stream.</param>
    /// <param name="words">Words of each.</param>
    public static void Go(int count, int words)
    {
        var index = new StoryIndex(new StoryOptions());
        var stream = new StoryStream(7, words).Take(count).GetEnumerator();
        var (number, again, total) = (0, 0, TimeSpan.Zero);
        for (var part = 1; part <= 10; part++)
        {
            var (took, told) = (TimeSpan.Zero, 0);
            while (number < (long)count * part / 10)
            {
                var batch = new List<Model.Article>(Batch);
                while (batch.Count < Batch && number + batch.Count < count && stream.MoveNext())
                {
                    batch.Add(stream.Current);
                }

                // Of the thread: making the stream, and collecting what it leaves, is not grouping.
                var watch = Stopwatch.GetTimestamp();
                foreach (var article in batch)
                {
                    again += index.Tell(++number, article, article.Published!.Value) is Telling.Again ? 1 : 0;
                }

                took += Stopwatch.GetElapsedTime(watch);
                told += batch.Count;
            }

            total += took;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{number,9:n0} articles  {told / took.TotalSeconds,8:n0} articles/s  {again * 100.0 / number,5:0.0} % again  {index.Count,7:n0} remembered  {GC.GetTotalMemory(true) / 1048576.0,6:0} MB live  {Environment.WorkingSet / 1048576.0,6:0} MB resident"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number / total.TotalSeconds:n0} articles/s over all"));
    }
}
