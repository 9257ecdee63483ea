using System.CommandLine;
using AccordWatch.Acquire;
using AccordWatch.Model;

namespace AccordWatch.Host.Commands;

/// <summary><c>sources import</c> and <c>sources export</c>: lists of feeds from and for other programs.</summary>
internal static class SourcesExchange
{
    public static Command Import(Globals globals)
    {
        var file = new Argument<string>("FILE.opml") { Description = "List of feeds (OPML 1.0 or 2.0)" };
        var check = new Option<bool>("--check") { Description = "Read each new feed once, and add only those that can be read; what they show is their first visit" };
        var dryRun = SourcesCommand.DryRun();
        var command = new Command(
            "import",
            "Adds the feeds of an OPML list, with a result for each (added, present, invalid, unreachable); bad ones do not stop the good ones.\n\nExamples:\n  accordwatch sources import feeds.opml --dry-run\n  accordwatch sources import feeds.opml\n  accordwatch sources import feeds.opml --check")
        { file, check, dryRun };
        command.SetAction(async (line, cancellationToken) =>
        {
            var isDry = line.GetValue(dryRun);
            var path = line.GetValue(file)!;
            var body = File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : throw new UsageException($"{path}: no such file.");
            using var data = isDry ? await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken) : await DataFolder.OpenAsync(globals.DataOf(line), cancellationToken);
            var outlines = OutlinesOf(path, body, KnownSources.Of(globals.ConfigOf(line), data).Sources);
            var options = globals.SettingsOf(line).Acquire;
            using var fetcher = new Fetcher(options, TimeProvider.System);
            var import = new OpmlImport(fetcher, isDry ? null : data!.Database, options, line.GetValue(check));
            var ended = new List<OpmlOutline>();
            await foreach (var outline in import.RunAsync(outlines, cancellationToken))
            {
                ended.Add(outline);
                Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(Fields(outline, isDry)) : Row(outline));
            }

            return await SumAsync(ended, isDry);
        });
        return command;
    }

    public static Command Export(Globals globals)
    {
        var file = new Argument<string?>("FILE") { Description = "Where to write; standard output when left out", Arity = ArgumentArity.ZeroOrOne };
        var dryRun = SourcesCommand.DryRun();
        var command = new Command("export", "Writes every source as OPML 2.0.\n\nExamples:\n  accordwatch sources export > feeds.opml\n  accordwatch sources export feeds.opml") { file, dryRun };
        command.SetAction(async (line, cancellationToken) =>
        {
            var known = await KnownSources.ReadAsync(globals.ConfigOf(line), globals.DataOf(line), cancellationToken);
            var list = Opml.Write(known.Sources, TimeProvider.System.GetUtcNow());
            if (line.GetValue(file) is not { } path)
            {
                await Console.Out.WriteAsync(list);
                return ExitCode.Ok;
            }

            if (!line.GetValue(dryRun))
            {
                await WriteAsync(path, list, cancellationToken);
            }

            Console.WriteLine(line.GetValue(globals.Json)
                ? Json.Line(new { File = path, Sources = known.All.Count, DryRun = line.GetValue(dryRun) })
                : $"{(line.GetValue(dryRun) ? "would write" : "wrote")}  {known.All.Count} sources  {path}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static IReadOnlyList<OpmlOutline> OutlinesOf(string path, byte[] body, IReadOnlyList<Source> present)
    {
        try
        {
            return Opml.Read(body, present);
        }
        catch (InvalidDataException mistake)
        {
            throw new UsageException($"{path}: {mistake.Message}.");
        }
    }

    private static async Task WriteAsync(string path, string list, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(path, list, cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: cannot be written ({refused.Message.TrimEnd('.')}). Name a file in a folder that you may write.");
        }
    }

    private static async Task<int> SumAsync(IReadOnlyList<OpmlOutline> outlines, bool isDry)
    {
        int Count(OutlineResult result) => outlines.Count(outline => outline.Result == result);
        await Console.Error.WriteLineAsync($"{Count(OutlineResult.Added)} {(isDry ? "would be added" : "added")}, {Count(OutlineResult.Present)} present, {Count(OutlineResult.Invalid)} invalid, {Count(OutlineResult.Unreachable)} unreachable.");
        return outlines.All(outline => outline.Result is OutlineResult.Invalid or OutlineResult.Unreachable) ? ExitCode.RunTime : ExitCode.Ok;
    }

    private static string Row(OpmlOutline outline)
        => outline.Source is { } source ? $"{WordOf(outline.Result),-7}  {source.Name}  {source.Url}{(outline.Reason is null ? "" : $"  {outline.Reason}")}" : $"{WordOf(outline.Result),-7}  {outline.Text}  {outline.Reason}";

    private static Dictionary<string, object?> Fields(OpmlOutline outline, bool isDry) => new()
    {
        ["outline"] = outline.Number,
        ["text"] = outline.Text,
        ["result"] = outline.Result,
        ["name"] = outline.Source?.Name,
        ["url"] = outline.Source?.Url.AbsoluteUri,
        ["reason"] = outline.Reason,
        ["dry_run"] = isDry,
    };

    private static string WordOf(OutlineResult result) => result switch
    {
        OutlineResult.Added => "added",
        OutlineResult.Present => "present",
        OutlineResult.Unreachable => "unreachable",
        _ => "invalid",
    };
}
