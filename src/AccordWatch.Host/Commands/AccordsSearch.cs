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
        var command = new Command("roll", "Prints the states that joined an open instrument as this register knows them, the first ones first: founders too, and the number that news gives each (the 38th signatory), against which the roll is counted.\n\nExamples:\n  accordwatch accords roll artemis\n  accordwatch accords roll ILRS --json") { name };
        command.SetAction(async (line, cancellationToken) =>
        {
            var instrument = Instrument(KnowledgeBase.Load(globals.ConfigOf(line)).Parties, line.GetValue(name)!);
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var members = data is null ? [] : Members(new AccordTable(data.Database), instrument.Name);
            var asJson = line.GetValue(globals.Json);
            if (!asJson)
            {
                Console.WriteLine(Counted(instrument.Name, members));
            }

            var place = 0;
            foreach (var member in members)
            {
                place += member.Status == "planned" ? 0 : 1;
                Console.WriteLine(asJson ? Json.Line(new { instrument = instrument.Name, member.State, member.SignedOn, member.Status, number = member.Number, founder = member.IsFounder, member.Accord, member.ReportedFrom }) : Shown(member, place));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    // Founders are told as one accord, and counted each by its name; a state counts once.
    private static List<Member> Members(AccordTable table, string instrument)
    {
        var (all, numbers) = (table.All(), table.MemberNumbersOf(instrument));
        var founders = table.FoundingsOf(instrument).Select(id => all.FirstOrDefault(accord => accord.Id == id)).OfType<Accord>()
            .SelectMany(accord => accord.Parties.Where(party => party.Kind == "state").Select(party => MemberOf(accord, party.Name, null, true)));
        var joined = all.Where(accord => accord.Joins == instrument)
            .Select(accord => MemberOf(accord, string.Join(", ", accord.Parties.Where(party => party.Kind == "state").DefaultIfEmpty(accord.Parties[0]).Select(party => party.Name)), numbers.TryGetValue(accord.Id, out var number) ? number : null, false));
        return [.. founders.Concat(joined).OrderBy(member => member.SignedOn ?? Day(member.ReportedFrom), StringComparer.Ordinal).ThenBy(member => member.Number ?? 0).ThenBy(member => member.State, StringComparer.Ordinal).DistinctBy(member => member.State)];
    }

    private static Member MemberOf(Accord accord, string state, int? number, bool isFounder) => new(state, accord.SignedOn, accord.Status, number, isFounder, accord.Id, accord.ReportedFrom ?? accord.FirstReportedAt);

    // The highest number that news gives tells how many there must be up to that one.
    private static string Counted(string instrument, List<Member> members)
    {
        var joined = members.FindAll(member => member.Status != "planned");
        var told = string.Create(CultureInfo.InvariantCulture, $"{instrument}: {joined.Count} joined in this register");
        if (joined.Where(member => member.Number is not null).MaxBy(member => member.Number) is not { Number: { } number } last)
        {
            return told;
        }

        var here = joined.IndexOf(last) + 1;
        var differs = here == number ? "" : string.Create(CultureInfo.InvariantCulture, $": {Math.Abs(number - here)} {(here < number ? "missing" : "too many")}");
        return told + string.Create(CultureInfo.InvariantCulture, $"; news counts {last.State} as number {number}, here it is {here}{differs}");
    }

    private static string Shown(Member member, int place)
    {
        var number = member.Number is { } counted ? string.Create(CultureInfo.InvariantCulture, $" (number {counted})") : "";
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

    // Number is as news counts; the day of signing is null when not stated.
    private sealed record Member(string State, string? SignedOn, string Status, int? Number, bool IsFounder, string Accord, DateTimeOffset ReportedFrom);
}
