using System.Globalization;
using AccordWatch.Stories;

namespace AccordWatch.Benchmarks;

/// <summary>Groups one long stream and tells how speed and memory develop. Too long for a benchmark that repeats itself.</summary>
internal static class StoryRun
{
    public const int Seed = 7;
    private const int Turn = 1000;

    // By then the runtime has compiled what is called often.
    private const int Warming = 40_000;

    /// <param name="count">Articles in the stream.</param>
    /// <param name="words">Words of each.</param>
    public static void Go(int count, int words)
    {
        Print($"{Warming,9:n0} articles  {Warm(words).PerSecond}  of another stream, while the program is compiled");
        var index = new StoryIndex(new StoryOptions());
        var all = new StoryPart(index, new StoryStream(Seed, words).Take(count));
        foreach (var end in Enumerable.Range(1, 9).Select(tenth => (int)((long)count * tenth / 10)).Prepend(StoryBeginning.First).Where(end => end < count).Distinct().Order())
        {
            var before = all.Time;
            all.Group(end - all.Number);
            Tell(all.Time - before);
        }

        using (var beginning = new StoryBeginning(words))
        {
            var before = all.Time;
            while (all.Number < count)
            {
                // By turns so short both meet the machine in the same moods.
                var turn = Math.Min(Turn, count - all.Number);
                all.Group(turn);
                beginning.Group(turn);
            }

            var last = all.Time - before;
            Tell(last);
            Print($"{all.Number,9:n0} articles  {all.Time.PerSecond}  over all");
            Print($"{StoryBeginning.First,9:n0} articles  {beginning.Time.PerSecond}  at the beginning of the stream, by turns with its last part, which is {(1 - (last.ACpuSecond / beginning.Time.ACpuSecond)) * 100:0.0} % slower");
        }

        void Tell(StoryTime part) => Print($"{all.Number,9:n0} articles  {part.PerSecond}  {all.Again * 100.0 / all.Number,5:0.0} % again  {all.Moved,7:n0} moved later  {index.Count,7:n0} remembered  {GC.GetTotalMemory(true) / 1048576.0,6:0} MB live  {Environment.WorkingSet / 1048576.0,6:0} MB resident");
    }

    /// <summary>Groups another stream.</summary>
    public static StoryTime Warm(int words)
    {
        var part = new StoryPart(new StoryIndex(new StoryOptions()), new StoryStream(8, words).Take(Warming));
        part.Group(Warming);
        part.Look();
        return part.Time;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
