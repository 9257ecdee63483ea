using System.Diagnostics;
using System.Globalization;
using AccordWatch.Stories;

namespace AccordWatch.Benchmarks;

/// <summary>
/// Groups the first articles of the stream over and over, each time with an index that knows nothing yet. In a process of its own: its collector would have a full memory
/// to look through otherwise.
/// </summary>
internal sealed class StoryBeginning : IDisposable
{
    public const int First = 10_000;
    private readonly Process _process;

    public StoryBeginning(int words)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [typeof(StoryBeginning).Assembly.Location, "stories", "beginning", words.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Read();
    }

    /// <summary>All that it has grouped so far, but the warming up.</summary>
    public StoryTime Time { get; private set; }

    public void Group(int count)
    {
        _process.StandardInput.WriteLine(count.ToString(CultureInfo.InvariantCulture));
        Time = Read();
    }

    // Articles, time and CPU time in ticks.
    private StoryTime Read()
        => _process.StandardOutput.ReadLine() is { } line && line.Split(' ') is [var articles, var took, var cpu]
            ? new StoryTime(int.Parse(articles, CultureInfo.InvariantCulture), new TimeSpan(long.Parse(took, CultureInfo.InvariantCulture)), new TimeSpan(long.Parse(cpu, CultureInfo.InvariantCulture)))
            : throw new InvalidOperationException("The process that groups the beginning of the stream has ended.");

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>The other process: for each number that it reads it groups so many articles, and answers what all of them took.</summary>
    public static void Serve(int words)
    {
        StoryRun.Warm(words);
        var (part, before) = (Anew(words), default(StoryTime));
        for (string? line = "0"; line is not null; line = Console.ReadLine())
        {
            part.Group(int.Parse(line, CultureInfo.InvariantCulture));
            if (part.Number >= First)
            {
                part.Look();
                (part, before) = (Anew(words), before + part.Time);
            }

            var time = before + part.Time;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.Articles} {time.Took.Ticks} {time.Cpu.Ticks}"));
        }
    }

    private static StoryPart Anew(int words)
    {
        // What the one before it leaves is nothing that a beginning has to do with.
        GC.Collect();
        return new StoryPart(new StoryIndex(new StoryOptions()), new StoryStream(StoryRun.Seed, words).Take(First));
    }
}
