using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccordWatch.Stories;

namespace AccordWatch.Host.Commands;

internal static class CompareCommand
{
    public static Command Build(Globals globals)
    {
        var files = new Argument<string[]>("FILE") { Description = "Two text files, the headline on the first line", Arity = new ArgumentArity(0, 2) };
        var batch = new Option<string?>("--batch") { Description = "NDJSON with id and the articles a and b on each line; - for standard input", HelpName = "PAIRS" };
        var weights = TrainCommand.WeightsOption();
        var command = new Command(
            "compare",
            "Tells whether two articles tell one story, and why.\n\nExamples:\n  accordwatch compare one.txt two.txt\n  accordwatch compare --batch pairs.jsonl")
        { files, batch, weights };
        command.SetAction(async (line, cancellationToken) =>
        {
            var stories = new StoryIndex(new StoryOptions(), TrainCommand.ModelOf(line.GetValue(weights)));
            if (line.GetValue(batch) is { } pairs)
            {
                return await Batch.RunAsync(pairs, "id", (input, _) => Task.FromResult(OnePair(input, stories)), cancellationToken);
            }

            var named = line.GetValue(files)!;
            return named.Length != 2
                ? throw new UsageException("compare needs two FILEs or --batch PAIRS. Example: accordwatch compare one.txt two.txt")
                : Print(
                    stories.Compare(
                        await Input.ArticleAsync(named[0], () => globals.SettingsOf(line), () => globals.SitesOf(line), cancellationToken),
                        await Input.ArticleAsync(named[1], () => globals.SettingsOf(line), () => globals.SitesOf(line), cancellationToken)),
                    line.GetValue(globals.Json));
        });
        return command;
    }

    private static object OnePair(JsonElement input, StoryIndex stories)
    {
        if (!input.TryGetProperty("a", out var a) || !input.TryGetProperty("b", out var b))
        {
            throw new UsageException("the line has no 'a' and 'b'");
        }

        var (one, other) = (NewsFile.OfJson(a), NewsFile.OfJson(b));
        var compared = stories.Compare(one, other);
        // The lines so far tell the next which words are rare and which headlines are like many; one instant, so that none of them grows too old to count.
        stories.Recall(stories.Next, one, DateTimeOffset.UnixEpoch, stories.Next);
        stories.Recall(stories.Next, other, DateTimeOffset.UnixEpoch, stories.Next);
        return new { Id = input.TextOf("id"), compared.Same, Score = Math.Round(compared.Score, 4) };
    }

    private static int Print(Comparison compared, bool asJson)
    {
        Console.WriteLine(asJson
            ? Json.Line(compared)
            : string.Create(CultureInfo.InvariantCulture, $"{(compared.Same ? "one story" : "two stories")} ({compared.Score:0.00})\n{compared.Because}"));
        return ExitCode.Ok;
    }
}
