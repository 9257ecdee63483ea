using System.CommandLine;
using System.Globalization;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Text;

namespace AccordWatch.Host.Commands;

/// <summary>Finds accords by words, and the states that joined an open instrument.</summary>
internal static class AccordsSearch
{
    private const int MaxArticles = 100;

    public static Command SearchOf(Globals globals)
    {
        var words = new Argument<string[]>("WORDS") { Description = "All of them must occur, or words that begin so; accents and capitals do not matter", Arity = ArgumentArity.OneOrMore };
        var command = new Command("search", "Finds accords and articles by words.\n\nExamples:\n  accordwatch accords search lunar station\n  accordwatch accords search mexico espacial --json") { words };
        command.SetAction(async (line, cancellationToken) =>
        {
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var asked = line.GetValue(words)!.SelectMany(word => word.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
            var articles = data is null ? [] : new SearchTable(data.Database).Articles(asked, MaxArticles);
            var accords = data is null ? [] : new AccordTable(data.Database).All();
            var found = accords.Where(accord => Holds(accord, asked) || articles.Any(article => article.Accord == accord.Id)).ToList();
            Print(found, [.. articles.Where(article => article.Accord is null)], line.GetValue(globals.Json));
            if (found.Count == 0 && articles.Count == 0 && !line.GetValue(globals.Json))
            {
                await Console.Error.WriteLineAsync("Nothing found.");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    public static Command RollOf(Globals globals)
    {
        var name = new Argument<string>("NAME") { Description = "An open instrument, or a part of its name, e.g. artemis" };
        var command = new Command("roll", "Prints the states that joined an open instrument as this register knows them, the first ones first.\n\nExamples:\n  accordwatch accords roll artemis\n  accordwatch accords roll ILRS --json") { name };
        command.SetAction(async (line, cancellationToken) =>
        {
            var instrument = Instrument(KnowledgeBase.Load(globals.ConfigOf(line)).Parties, line.GetValue(name)!);
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var joined = (data is null ? [] : new AccordTable(data.Database).All()).Where(accord => accord.Joins == instrument.Name)
                .OrderBy(accord => accord.SignedOn ?? Day(accord), StringComparer.Ordinal).ThenBy(accord => accord.Id, StringComparer.Ordinal).ToList();
            if (!line.GetValue(globals.Json))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{instrument.Name}: {joined.Count(accord => accord.Status != "planned")} joined in this register"));
            }

            var number = 0;
            foreach (var accord in joined)
            {
                var state = string.Join(", ", accord.Parties.Where(party => party.Kind == "state").DefaultIfEmpty(accord.Parties[0]).Select(party => party.Name));
                number += accord.Status == "planned" ? 0 : 1;
                Console.WriteLine(line.GetValue(globals.Json)
                    ? Json.Line(new { instrument = instrument.Name, state, accord.SignedOn, accord.Status, accord = accord.Id, accord.ReportedFrom })
                    : $"{(accord.Status == "planned" ? "" : number.ToString(CultureInfo.InvariantCulture)),4}  {accord.SignedOn ?? $"by {Day(accord)}",-13}  {accord.Status,-9}  {state}  {accord.Id}");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(IReadOnlyList<Accord> accords, IReadOnlyList<FoundArticle> articles, bool asJson)
    {
        foreach (var accord in accords)
        {
            Console.WriteLine(asJson ? Json.Line(new { accord }) : $"{accord.Id}  {accord.SignedOn ?? "",-10}  {accord.Status,-11}  {accord.Title}");
        }

        foreach (var article in articles)
        {
            Console.WriteLine(asJson ? Json.Line(new { article }) : string.Create(CultureInfo.InvariantCulture, $"article {article.Id}  {article.Published:yyyy-MM-dd}  {article.Title}\n  {article.Url}"));
        }
    }

    private static bool Holds(Accord accord, IReadOnlyList<string> words)
    {
        var all = Folding.Fold(string.Join(' ', [accord.Id, accord.Title, accord.Joins ?? "", .. accord.Parties.Select(party => party.Name), .. accord.Signatories, .. accord.Areas]));
        return words.All(word => all.Contains(Folding.Fold(word), StringComparison.Ordinal));
    }

    private static Named.OpenInstrument Instrument(PartyBook parties, string asked)
        => parties.OpenInstruments.Values.FirstOrDefault(one => asked.Equals(one.Code, StringComparison.OrdinalIgnoreCase) || Folding.Fold(one.Name).Contains(Folding.Fold(asked), StringComparison.Ordinal))
            ?? parties.In(new Reading(asked)).Select(hit => hit.Of).OfType<Named.OpenInstrument>().FirstOrDefault()
            ?? throw new UsageException($"'{asked}': no such open instrument. Known: {string.Join(", ", parties.OpenInstruments.Keys)}");

    private static string Day(Accord accord) => (accord.ReportedFrom ?? accord.FirstReportedAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
