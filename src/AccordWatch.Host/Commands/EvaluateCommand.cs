using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccordWatch.Host.Evaluate;
using AccordWatch.Knowledge;

namespace AccordWatch.Host.Commands;

internal static class EvaluateCommand
{
    public static Command Build(Globals globals)
    {
        var corpus = new Argument<string>("CORPUS") { Description = "NDJSON: articles with id, lang, published, title, text, label (accord or not_accord), group, and primary, the accord as people read it" };
        var stream = new Option<bool>("--stream")
        {
            Description = "CORPUS is a stream in order of time: articles with id, lang, published, title, text, accord (a name of its own; null for other news) and status, also (further accords) and signed_on where they are to be checked",
        };
        var command = new Command(
            "evaluate",
            "Measures how well accords are read on a labelled corpus: precision and recall, the fields, and which articles are about one accord.\n"
            + "With --stream: tells the articles one after the other to an empty register, and lists by article what was missed, taken for an accord, merged, split, left in a wrong state or dated wrongly.\n\n"
            + "Examples:\n  accordwatch evaluate tests/AccordWatch.Tests/Golden/accords.jsonl\n  accordwatch evaluate corpus.jsonl --json\n  accordwatch evaluate --stream tests/AccordWatch.Tests/Golden/stream.jsonl")
        { corpus, stream };
        command.SetAction(async (line, cancellationToken) =>
        {
            var knowledge = KnowledgeBase.Load(globals.ConfigOf(line));
            var (file, asJson) = (line.GetValue(corpus)!, line.GetValue(globals.Json));
            if (line.GetValue(stream))
            {
                var kept = StreamFigures.Of(StreamReplay.Tell(await LinesAsync(file, StreamLine.Of, cancellationToken), knowledge));
                Console.WriteLine(asJson ? Json.Line(kept) : string.Join('\n', Shown(kept)));
                return ExitCode.Ok;
            }

            var verdicts = new Evaluation(knowledge).Read(await LinesAsync(file, ArticleOf, cancellationToken));
            var (languages, groups) = (Evaluation.ByLanguage(verdicts), Evaluation.ByGroup(verdicts));
            Console.WriteLine(string.Join('\n', asJson ? [.. languages.Select(Json.Line), .. groups.Select(Json.Line)] : Shown(languages, groups)));
            return ExitCode.Ok;
        });
        return command;
    }

    // A corpus with a line left out would be measured too well.
    private static async Task<IReadOnlyList<T>> LinesAsync<T>(string file, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new UsageException($"{file}: no such file. evaluate needs a labelled corpus, one article on each line.");
        }

        var articles = new List<T>();
        var number = 0;
        foreach (var line in await File.ReadAllLinesAsync(file, cancellationToken))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                articles.Add(Read(line, read, file, number));
            }
        }

        return articles;
    }

    private static T Read<T>(string line, Func<JsonElement, T> read, string file, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return read(json.RootElement);
        }
        catch (Exception mistake) when (mistake is JsonException or UsageException or InvalidOperationException)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{file}:{number}: {mistake.Message}"));
        }
    }

    private static LabelledArticle ArticleOf(JsonElement line)
    {
        var article = LabelledArticle.Of(line);
        return article.IsAccord && article.Accord is null ? throw new UsageException("an accord needs its 'primary'") : article;
    }

    private static IEnumerable<string> Shown(StreamFigures kept)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{kept.Articles} articles, {kept.Accords} accords; the register holds {kept.Registered}.");
        yield return string.Create(CultureInfo.InvariantCulture, $"Reports found: {kept.Found} of {kept.Reports}. Missed {kept.Count("missed")}, false accords {kept.Count("false_accord")}.");
        yield return $"Same accord (B-cubed): precision {Cell(kept.BCubedPrecision, 0)}, recall {Cell(kept.BCubedRecall, 0)}, F1 {Cell(kept.BCubedF1, 0)}. "
            + string.Create(CultureInfo.InvariantCulture, $"Wrong merges {kept.Count("wrong_merge")}, wrong splits {kept.Count("wrong_split")}.");
        yield return string.Create(CultureInfo.InvariantCulture, $"States: {kept.StandRight} of {kept.Kept} accords stand right at the end. Wrong states {kept.Count("wrong_state")}, wrong days {kept.Count("wrong_day")}.");
        foreach (var kind in kept.Mistakes.GroupBy(mistake => mistake.What).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            yield return "";
            yield return $"{kind.Key.Replace('_', ' ')}:";
            foreach (var mistake in kind)
            {
                yield return $"  {mistake.Id}  {mistake.Expected ?? "no accord"} -> {mistake.Found ?? "nothing"}  {mistake.Title}";
            }
        }
    }

    private static IEnumerable<string> Shown(IReadOnlyList<Figures> languages, IReadOnlyList<FalseAlarms> groups)
    {
        yield return "      articles  accords  precision  recall     F1  status  instrument  countries  date right  date made up  areas F1  same accord";
        foreach (var part in languages)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{part.Part,-4}{part.Articles,10}{part.Accords,9}{Cell(part.Precision, 11)}{Cell(part.Recall, 8)}{Cell(part.F1, 7)}{Cell(part.Status, 8)}{Cell(part.Instrument, 12)}{Cell(part.CountriesExact, 11)}{Cell(part.DateRight, 12)}{Cell(part.DateGivenThoughNoneStated, 14)}{Cell(part.AreasF1, 10)}{Cell(part.SameAccord, 13)}");
        }

        yield return "";
        yield return "Other news taken for accords, by group: " + string.Join(", ", groups.Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Group} {group.Taken} of {group.Articles}")));
    }

    private static string Cell(double? share, int width) => (share?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-").PadLeft(width);
}
