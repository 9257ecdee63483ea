using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using AccordWatch.Digest;
using AccordWatch.Host.Demo;
using AccordWatch.Knowledge;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

internal static class DemoCommand
{
    private const string Mark = "this-is-a-demonstration";

    public static Command Build(Globals globals)
    {
        var output = new Option<string>("--out") { Description = "Where the digest and the demonstration's own data go", HelpName = "DIR", DefaultValueFactory = _ => "demo-out" };
        var keep = new Option<bool>("--keep") { Description = "Keep the demonstration's database, to look around in it" };
        var command = new Command(
            "demo",
            "The whole job, offline, in under a minute: invented newspapers are served on this machine, read, grouped, classified and registered by the real program, and the digest is written.\n\nExamples:\n  accordwatch demo\n  accordwatch demo --out ./demo-out --keep")
        { output, keep };
        command.SetAction(async (line, cancellationToken) =>
        {
            var folder = Path.GetFullPath(line.GetValue(output)!);
            var directory = Path.Combine(folder, "data");
            Renew(directory);
            var started = Stopwatch.GetTimestamp();
            Shown shown;
            using (var data = await DataFolder.OpenAsync(directory, cancellationToken))
            {
                await File.WriteAllTextAsync(Path.Combine(directory, Mark), "", cancellationToken);
                var demonstration = new Demonstration(globals.ConfigOf(line), data.Database, directory);
                shown = await Screen.WithProgressAsync("reading nine years of news", done => demonstration.RunAsync(done, cancellationToken));
                await WriteAsync(folder, directory, shown, cancellationToken);
                Print(shown, new AccordTable(data.Database), KnowledgeBase.Load(globals.ConfigOf(line)));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{shown.Requests} requests, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, no network beyond this machine. Written to {folder}: digest.eml, digest.txt, digest.html, editions/."));
            if (line.GetValue(keep))
            {
                Console.WriteLine($"Look around with: accordwatch accords list --data {directory}");
            }
            else
            {
                Directory.Delete(directory, recursive: true);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    // Only a directory that an earlier demonstration made is thrown away.
    private static void Renew(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        if (!File.Exists(Path.Combine(directory, Mark)))
        {
            throw new UsageException($"{directory} was not made by a demonstration and is left alone. Name another folder with --out DIR.");
        }

        Directory.Delete(directory, recursive: true);
    }

    // The richest edition is the one to show; all of them lie in editions/.
    private static async Task WriteAsync(string folder, string directory, Shown shown, CancellationToken cancellationToken)
    {
        var editions = Path.Combine(folder, "editions");
        Directory.CreateDirectory(editions);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(directory, "editions")))
        {
            File.Copy(file, Path.Combine(editions, Path.GetFileName(file)), overwrite: true);
        }

        var best = shown.Best ?? throw new InvalidOperationException("the demonstration sent no edition");
        await DigestCommand.WriteAsync(folder, best, cancellationToken);
    }

    private static void Print(Shown shown, AccordTable accords, KnowledgeBase knowledge)
    {
        Console.WriteLine("THIS IS A DEMONSTRATION: the newspapers are invented, the events are real, the words are AccordWatch's own.\n");
        var stories = shown.News.GroupBy(report => report.Article.StoryId).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"STORIES  {shown.News.Count} articles tell {stories.Count} stories; those with more than one source:"));
        foreach (var story in stories.Where(story => story.Count() > 1))
        {
            Console.WriteLine($"  {story.First().Article.Title}");
            foreach (var report in story)
            {
                Console.WriteLine($"    {report.Article.PublishedAt:yyyy-MM-dd}  {report.Article.Language}  {report.Article.SourceName,-20}  {report.Article.Title}");
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nACCORDS  {shown.Accords.Count} in the register:"));
        foreach (var accord in shown.Accords)
        {
            Console.WriteLine($"  {accord.Id,-22}  {accord.SignedOn ?? "",-10}  {accord.Status,-9}  {accord.Title}");
        }

        if (shown.Accords.FirstOrDefault(accord => accord.Id == "AW-2021-MEX-RUS-001") is { } example)
        {
            Console.WriteLine($"\nONE OF THEM, with its evidence\n{AccordsCommand.Shown(example, accords, knowledge.Instruments)}");
        }

        Explain("WHY", shown.News.FirstOrDefault(report => report.Finding.IsAccord && report.Article.Url.EndsWith("mexico-russia-signing", StringComparison.Ordinal)), knowledge);
        Explain("WHY NOT", shown.News.FirstOrDefault(report => !report.Finding.IsAccord && report.Article.Url.EndsWith("sre-niega-glonass", StringComparison.Ordinal)), knowledge);
        Console.WriteLine($"\nDIGEST\n{Indented(shown.Best!.Rendered)}");
    }

    private static void Explain(string heading, NewsReport? report, KnowledgeBase knowledge)
    {
        if (report is not null)
        {
            Console.WriteLine($"\n{heading}\n{ExplainCommand.Shown(report.Article.Title, report.Article, report.Finding with { Evidence = [] }, knowledge)}");
        }
    }

    private static string Indented(RenderedDigest digest) => $"  Subject: {digest.Subject}\n\n  {digest.Text.ReplaceLineEndings("\n").TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)}";
}
