using System.CommandLine;
using System.Globalization;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Register;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

internal static class AccordsCommand
{
    public static Command Build(Globals globals)
    {
        var command = new Command(
            "accords",
            "The register of space accords.\n\nExamples:\n  accordwatch accords list\n  accordwatch accords show AW-2021-MEX-RUS-001\n  accordwatch accords search lunar station\n  accordwatch accords export --format csv > accords.csv")
        {
            ListOf(globals), ShowOf(globals), AccordsSearch.SearchOf(globals), AccordsSearch.RollOf(globals), ExportOf(globals),
        };
        foreach (var decision in AccordsReview.All(globals))
        {
            command.Add(decision);
        }

        return command;
    }

    private static Command ListOf(Globals globals)
    {
        var facets = new Facets();
        var command = new Command("list", "Prints the accords, newest first.\n\nExamples:\n  accordwatch accords list\n  accordwatch accords list --party MX --status signed --json\n  accordwatch accords list --area launch --year 2021\n  accordwatch accords list --binding yes");
        facets.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var accords = facets.Of(line, AllOf(data, globals, line));
            foreach (var accord in accords)
            {
                Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(accord) : $"{accord.Id}  {accord.SignedOn ?? "          ",-10}  {accord.Status,-11}  {Sources(accord),-3}  {accord.Title}");
            }

            if (accords.Count == 0 && !line.GetValue(globals.Json))
            {
                await Console.Error.WriteLineAsync("No accords yet. Read the sources with: accordwatch poll");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command ShowOf(Globals globals)
    {
        var id = new Argument<string>("ID") { Description = "e.g. AW-2021-MEX-RUS-001" };
        var command = new Command("show", "Prints one accord with the words that prove each field, where articles differ, its articles and its history.\n\nExample:\n  accordwatch accords show AW-2021-MEX-RUS-001") { id };
        command.SetAction(async (line, cancellationToken) =>
        {
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var table = data is null ? null : new AccordTable(data.Database);
            var accord = table?.Find(line.GetValue(id)!) ?? throw new UsageException($"'{line.GetValue(id)}': no such accord. See all with: accordwatch accords list");
            var instruments = InstrumentBook.Load(globals.ConfigOf(line));
            Console.WriteLine(line.GetValue(globals.Json) ? AsJson(accord, table, instruments) : Shown(accord, table, instruments));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command ExportOf(Globals globals)
    {
        var format = new Option<string>("--format") { Description = "csv, json, ics or atom", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "json", "ics", "atom");
        var output = new Option<string?>("--out") { Description = "File to write; standard output otherwise", HelpName = "FILE" };
        var schema = new Option<bool>("--schema") { Description = "Print the JSON Schema of one accord instead" };
        var facets = new Facets();
        var command = new Command("export", "Writes the register as CSV, JSON, iCalendar or an Atom feed.\n\nExamples:\n  accordwatch accords export > accords.csv\n  accordwatch accords export --format ics --out accords.ics\n  accordwatch accords export --schema") { format, output, schema };
        facets.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            if (line.GetValue(schema))
            {
                Console.WriteLine(AccordSchema.Text);
                return ExitCode.Ok;
            }

            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var accords = facets.Of(line, AllOf(data, globals, line));
            var text = AccordExport.Of(accords, line.GetValue(format)!);
            if (line.GetValue(output) is { } file)
            {
                await File.WriteAllTextAsync(file, text, cancellationToken);
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{accords.Count} accords written to {file}"));
            }
            else
            {
                await Console.Out.WriteAsync(text.AsMemory(), cancellationToken);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The whole register, each accord with what the files say of it; empty where there is none yet.</summary>
    internal static IReadOnlyList<Accord> AllOf(DataFolder? data, Globals globals, ParseResult line)
    {
        var instruments = InstrumentBook.Load(globals.ConfigOf(line));
        return data is null ? [] : [.. new AccordTable(data.Database).All().Select(instruments.Told)];
    }

    private static string AsJson(Accord accord, AccordTable table, InstrumentBook instruments) => Json.Line(new
    {
        accord = instruments.Told(accord),
        bindingBecause = instruments.BindingOf(accord).Because,
        steps = table.StepsOf(accord.Id),
        differing = Differences.In(accord, table.AccountsOf(accord.Id), table.EditedIn(accord.Id)),
        evidence = table.EvidenceOf(accord.Id),
        articles = table.ArticlesOf(accord.Id),
        history = table.HistoryOf(accord.Id),
    });

    internal static string Shown(Accord accord, AccordTable table, InstrumentBook instruments)
    {
        var binding = instruments.BindingOf(accord);
        var differing = Differences.In(accord, table.AccountsOf(accord.Id), table.EditedIn(accord.Id));
        var lines = new List<string>
        {
            $"{accord.Id}  {accord.Title}",
            $"  status       {accord.Status}",
            $"  instrument   {accord.Instrument} ({accord.Kind}){Marked("instrument")}",
            $"  binding      {binding.Answer ?? "not known"}: {binding.Because}",
            $"  signed on    {accord.SignedOn ?? "not stated"}{Marked("signed_on")}",
            $"  parties      {string.Join(", ", accord.Parties.Select(party => party.Country is null ? party.Name : $"{party.Name} ({party.Country})"))}",
            $"  signatories  {(accord.Signatories.Count == 0 ? "not named" : string.Join(", ", accord.Signatories))}",
            $"  areas        {(accord.Areas.Count == 0 ? "not named" : string.Join(", ", accord.Areas))}",
            $"  sources      {accord.Sources}{(accord.IsOfficial ? ", one of them official" : "")}{(accord.Origin == "background" ? "; only known from the background of articles" : "")}",
        };
        lines.AddRange(AccordsDiffering.Shown(differing));
        lines.Add("  steps");
        lines.AddRange(table.StepsOf(accord.Id).Select(Shown));
        lines.Add("  articles");
        lines.AddRange(table.ArticlesOf(accord.Id).Select(Shown));
        lines.Add("  evidence");
        lines.AddRange(table.EvidenceOf(accord.Id).GroupBy(one => (one.Field, one.Value)).Select(group => Shown(group.First())));
        lines.Add("  history");
        lines.AddRange(table.HistoryOf(accord.Id).Select(change => $"    {change.ChangedAt:yyyy-MM-dd HH:mm}Z  {change.Change}"));
        return string.Join('\n', lines);

        string Marked(string field) => differing.Any(one => one.Field == field) ? "  (articles differ)" : "";
    }

    private static string Shown(AccordStep step)
        => $"    {step.Day ?? "undated",-10}  {step.Status,-11}  article {step.ArticleId}{(step.Move == "jump" ? ", waits for review" : "")}{(step.Quote is null ? "" : $": “{step.Quote}”")}";

    private static string Shown(AccordArticle article)
        => $"    {article.Published:yyyy-MM-dd}  {article.Language ?? "--"}  {article.Source}: {article.Title} (article {article.Id})\n      {article.Url}";

    private static string Shown(AccordEvidence one) => $"    {one.Field} = {one.Value}\n      “{one.Quote}” [{one.Start}–{one.End}]\n      {one.Url}";

    // The number of independent sources; * an official one among them.
    private static string Sources(Accord accord) => string.Create(CultureInfo.InvariantCulture, $"{accord.Sources}{(accord.IsOfficial ? "*" : "")}");
}
