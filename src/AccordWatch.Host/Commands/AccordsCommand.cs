using System.CommandLine;
using System.Globalization;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

internal static class AccordsCommand
{
    public static Command Build(Globals globals) => new(
        "accords",
        "The register of space accords.\n\nExamples:\n  accordwatch accords list\n  accordwatch accords show AW-2021-MEX-RUS-001\n  accordwatch accords export --format csv > accords.csv")
    {
        ListOf(globals), ShowOf(globals), ExportOf(globals),
    };

    private static Command ListOf(Globals globals)
    {
        var party = new Option<string?>("--party") { Description = "Only those with this party: a name or a two-letter country code" };
        var status = new Option<string?>("--status") { Description = "Only those that have come this far, e.g. signed, ratified" };
        var command = new Command("list", "Prints the accords, newest first.\n\nExamples:\n  accordwatch accords list\n  accordwatch accords list --party MX --status signed --json") { party, status };
        command.SetAction(async (line, cancellationToken) =>
        {
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var accords = (data is null ? [] : new AccordTable(data.Database).All())
                .Where(accord => line.GetValue(status) is not { } asked || accord.Status == asked)
                .Where(accord => line.GetValue(party) is not { } asked || accord.Parties.Any(one => asked.Equals(one.Name, StringComparison.OrdinalIgnoreCase) || asked.Equals(one.Country, StringComparison.OrdinalIgnoreCase)))
                .ToList();
            foreach (var accord in accords)
            {
                Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(accord) : $"{accord.Id}  {accord.SignedOn ?? "          ",-10}  {accord.Status,-9}  {accord.Title}");
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
        var command = new Command("show", "Prints one accord with the words that prove each field, its articles and its history.\n\nExample:\n  accordwatch accords show AW-2021-MEX-RUS-001") { id };
        command.SetAction(async (line, cancellationToken) =>
        {
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var table = data is null ? null : new AccordTable(data.Database);
            var accord = table?.Find(line.GetValue(id)!) ?? throw new UsageException($"'{line.GetValue(id)}': no such accord. See all with: accordwatch accords list");
            Console.WriteLine(line.GetValue(globals.Json)
                ? Json.Line(new { accord, evidence = table.EvidenceOf(accord.Id), articles = table.ArticlesOf(accord.Id), history = table.HistoryOf(accord.Id) })
                : Shown(accord, table));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command ExportOf(Globals globals)
    {
        var format = new Option<string>("--format") { Description = "csv, json or ics", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "json", "ics");
        var output = new Option<string?>("--out") { Description = "File to write; standard output otherwise", HelpName = "FILE" };
        var command = new Command("export", "Writes the register as CSV, JSON or iCalendar.\n\nExamples:\n  accordwatch accords export > accords.csv\n  accordwatch accords export --format ics --out accords.ics") { format, output };
        command.SetAction(async (line, cancellationToken) =>
        {
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var accords = data is null ? [] : new AccordTable(data.Database).All();
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

    internal static string Shown(Accord accord, AccordTable table)
    {
        var lines = new List<string>
        {
            $"{accord.Id}  {accord.Title}",
            $"  status       {accord.Status}",
            $"  instrument   {accord.Instrument} ({accord.Kind})",
            $"  signed on    {accord.SignedOn ?? "not stated"}",
            $"  parties      {string.Join(", ", accord.Parties.Select(party => party.Country is null ? party.Name : $"{party.Name} ({party.Country})"))}",
            $"  signatories  {(accord.Signatories.Count == 0 ? "not named" : string.Join(", ", accord.Signatories))}",
            $"  areas        {(accord.Areas.Count == 0 ? "not named" : string.Join(", ", accord.Areas))}",
            "  articles",
        };
        lines.AddRange(table.ArticlesOf(accord.Id).Select(article => $"    {article.Published:yyyy-MM-dd}  {article.Language ?? "--"}  {article.Source}: {article.Title}\n      {article.Url}"));
        lines.Add("  evidence");
        lines.AddRange(table.EvidenceOf(accord.Id).GroupBy(one => (one.Field, one.Value)).Select(group => $"    {group.Key.Field} = {group.Key.Value}\n      “{group.First().Quote}” [{group.First().Start}–{group.First().End}]\n      {group.First().Url}"));
        lines.Add("  history");
        lines.AddRange(table.HistoryOf(accord.Id).Select(change => $"    {change.ChangedAt:yyyy-MM-dd HH:mm}Z  {change.Change}"));
        return string.Join('\n', lines);
    }
}
