using System.Diagnostics;
using System.Globalization;
using AccordWatch.Model;
using AccordWatch.Stories;

namespace AccordWatch.Benchmarks;

/// <summary>Groups one long stream and tells how speed and memory develop. Too long for a benchmark that repeats itself.</summary>
internal static class StoryRun
{
    private const int Batch = 1000;
    private const int First = 10_000;

    // By then the runtime has compiled what is called often.
    private const int Warming = 40_000;

    /// <param name="count">Articles in the stream.</param>
    /// <param name="words">Words of each.</param>
    public static void Go(int count, int words)
    {
        Print($"{Warming,9:n0} articles  {Warm(words).PerSecond}  of another stream, while the program is compiled");
        var index = new StoryIndex(new StoryOptions());
        var all = new Part(index, new StoryStream(7, words).Take(count));
        var (beginning, last) = (new Beginning(words), all);
        foreach (var end in Enumerable.Range(1, 10).Select(tenth => (int)((long)count * tenth / 10)).Prepend(Math.Min(First, count)).Distinct().Order())
        {
            var before = all.Copy();
            while (all.Number < end)
            {
                all.Group(Math.Min(Batch, end - all.Number));
                if (end == count)
                {
                    // By turns so short both meet the machine in the same moods.
                    beginning.Group(Batch);
                }
            }

            var part = last = all.Since(before);
            Print($"{all.Number,9:n0} articles  {part.PerSecond}  {all.Again * 100.0 / all.Number,5:0.0} % again  {all.Moved,7:n0} moved later  {index.Count,7:n0} remembered  {GC.GetTotalMemory(true) / 1048576.0,6:0} MB live  {Environment.WorkingSet / 1048576.0,6:0} MB resident");
        }

        Print($"{all.Number,9:n0} articles  {all.PerSecond}  over all");
        Print($"{First,9:n0} articles  {beginning.All.PerSecond}  at the beginning of the stream, by turns with its last part, which is {(1 - (last.ACpuSecond / beginning.All.ACpuSecond)) * 100:0.0} % slower");
    }

    private static Part Warm(int words)
    {
        var part = new Part(new StoryIndex(new StoryOptions()), new StoryStream(8, words).Take(Warming));
        part.Group(Warming);
        part.Look();
        return part;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>The first articles of the stream, over and over, each time by an index that knows nothing yet.</summary>
    private sealed class Beginning(int words)
    {
        private Part _part = Anew(words);

        // Those that were grouped to the end.
        private Part? _before;

        public Part All => _before?.And(_part) ?? _part;

        public void Group(int count)
        {
            _part.Group(count);
            if (_part.Number >= First)
            {
                _part.Look();
                (_before, _part) = (All, Anew(words));
            }
        }

        private static Part Anew(int words) => new(new StoryIndex(new StoryOptions()), new StoryStream(7, words).Take(First));
    }

    /// <summary>How many articles were grouped in what time.</summary>
    private sealed class Part(StoryIndex index, IEnumerable<Article> stream)
    {
        private readonly IEnumerator<Article> _stream = stream.GetEnumerator();
        private TimeSpan _took;
        private TimeSpan _cpu;

        public int Number { get; private set; }

        public int Again { get; private set; }

        /// <summary>Articles that a second look put into another story.</summary>
        public int Moved { get; private set; }

        public double ACpuSecond => Number / _cpu.TotalSeconds;

        public FormattableString PerSecond => $"{ACpuSecond,8:n0} a CPU second  {Number / _took.TotalSeconds,8:n0} a second";

        public Part Copy() => (Part)MemberwiseClone();

        public Part Since(Part before)
        {
            var part = Copy();
            (part.Number, part._took, part._cpu) = (Number - before.Number, _took - before._took, _cpu - before._cpu);
            return part;
        }

        public Part And(Part other)
        {
            var part = Copy();
            (part.Number, part._took, part._cpu) = (Number + other.Number, _took + other._took, _cpu + other._cpu);
            return part;
        }

        /// <summary>The second look at what awaits it, which a longer stream brings with it.</summary>
        public void Look() => Time(() => Moved += index.Reconsider().Count);

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
                Time(() => Tell(batch));
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
        private void Time(Action work)
        {
            var (watch, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            work();
            (_took, _cpu) = (_took + Stopwatch.GetElapsedTime(watch), _cpu + Environment.CpuUsage.TotalTime - cpu);
        }
    }
}
