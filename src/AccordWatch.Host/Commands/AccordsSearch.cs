using System.CommandLine;
using System.Globalization;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Register;
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
        var command = new Command("search", "Finds accords and articles by words.\n\nExamples:\n  accordwatch accords search lunar station\n  accordwatch accords search mexico espacial --json\n  accordwatch accords search moon --binding no") { words };
        var facets = new Facets();
        facets.AddFactsTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var asked = line.GetValue(words)!.SelectMany(word => word.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
            var articles = data is null ? [] : new SearchTable(data.Database).Articles(asked, MaxArticles);
            var found = AccordsCommand.AllOf(data, globals, line)
                .Where(accord => facets.Fits(line, accord) && (Holds(accord, asked) || articles.Any(article => article.Accord == accord.Id))).ToList();

            // An article without an accord has none of the facts.
            var others = facets.AreAsked(line) ? [] : articles.Where(article => article.Accord is null).ToList();
            Print(found, others, line.GetValue(globals.Json));
            if (found.Count == 0 && others.Count == 0 && !line.GetValue(globals.Json))
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
        var command = new Command("roll", "Prints the states that joined an open instrument as this register knows them, the first ones first: founders too, and the number that news gives each (the 38th signatory), against which the roll is counted.\n\nExamples:\n  accordwatch accords roll artemis\n  accordwatch accords roll ILRS --json") { name };
        command.SetAction(async (line, cancellationToken) =>
        {
            var instrument = Instrument(KnowledgeBase.Load(globals.ConfigOf(line)).Parties, line.GetValue(name)!);
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var roll = data is null ? null : Roll.Of(new AccordTable(data.Database), instrument.Name);
            var asJson = line.GetValue(globals.Json);
            if (!asJson)
            {
                Console.WriteLine(roll is null ? $"{instrument.Name}: 0 joined in this register" : Counted(roll));
            }

            var place = 0;
            foreach (var member in roll?.Members ?? [])
            {
                place += member.Status == "planned" ? 0 : 1;
                Console.WriteLine(asJson ? Json.Line(new { instrument = instrument.Name, member.State, member.SignedOn, member.Status, number = member.Count?.Number, founder = member.IsFounder, member.Accord, member.ReportedFrom }) : Shown(member, place));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    // The highest number that news gives tells how many there must be up to that one.
    private static string Counted(Roll roll)
    {
        var told = string.Create(CultureInfo.InvariantCulture, $"{roll.Instrument}: {roll.Joined.Count} joined in this register");
        var differs = roll.Missing == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $": {Math.Abs(roll.Missing)} {(roll.Missing > 0 ? "missing" : "too many")}");
        return roll.Counted is { } last ? told + string.Create(CultureInfo.InvariantCulture, $"; news counts {last.State} as number {last.Count!.Number}, here it is {roll.Place}{differs}") : told;
    }

    private static string Shown(RollMember member, int place)
    {
        var number = member.Count is { } counted ? string.Create(CultureInfo.InvariantCulture, $" (number {counted.Number})") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{(member.Status == "planned" ? "" : $"{place}"),4}  {member.SignedOn ?? $"by {Day(member.ReportedFrom)}",-13}  {(member.IsFounder ? "founder" : member.Status),-9}  {member.State}{number}  {member.Accord}");
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

    private static string Day(DateTimeOffset reported) => reported.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
