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
        var command = new Command(
            "evaluate",
            "Measures how well accords are read on a labelled corpus: precision and recall, the fields, and which articles are about one accord.\n\n"
            + "Examples:\n  accordwatch evaluate tests/AccordWatch.Tests/Golden/accords.jsonl\n  accordwatch evaluate corpus.jsonl --json")
        { corpus };
        command.SetAction(async (line, cancellationToken) =>
        {
            var verdicts = new Evaluation(KnowledgeBase.Load(globals.ConfigOf(line))).Read(await CorpusAsync(line.GetValue(corpus)!, cancellationToken));
            var (languages, groups) = (Evaluation.ByLanguage(verdicts), Evaluation.ByGroup(verdicts));
            var asJson = line.GetValue(globals.Json);
            Console.WriteLine(string.Join('\n', asJson ? [.. languages.Select(Json.Line), .. groups.Select(Json.Line)] : Shown(languages, groups)));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<IReadOnlyList<LabelledArticle>> CorpusAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new UsageException($"{file}: no such file. evaluate needs a labelled corpus, one article on each line.");
        }

        var articles = new List<LabelledArticle>();
        var number = 0;
        foreach (var line in await File.ReadAllLinesAsync(file, cancellationToken))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                articles.Add(ArticleOf(line, file, number));
            }
        }

        return articles;
    }

    // A corpus with a line left out would be measured too well.
    private static LabelledArticle ArticleOf(string line, string file, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var article = LabelledArticle.Of(json.RootElement);
            return article.IsAccord && article.Accord is null ? throw new UsageException("an accord needs its 'primary'") : article;
        }
        catch (Exception mistake) when (mistake is JsonException or UsageException or InvalidOperationException)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{file}:{number}: {mistake.Message}"));
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
