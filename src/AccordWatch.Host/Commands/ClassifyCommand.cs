using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccordWatch.Classify;
using AccordWatch.Host.Evaluate;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Register;
using AccordWatch.Text;

namespace AccordWatch.Host.Commands;

internal static class ClassifyCommand
{
    public static Command Build(Globals globals)
    {
        var files = new Argument<string[]>("FILE") { Description = "Articles: web pages (files or URLs), or plain text with the title on the first line; - for standard input", Arity = ArgumentArity.ZeroOrMore };
        var batch = new Option<string?>("--batch") { Description = "NDJSON with id, url, title, text, lang, published on each line; - for standard input", HelpName = "FILE" };
        var published = new Option<string?>("--published") { Description = "Day of publication of the files, where they do not tell it themselves", HelpName = "YYYY-MM-DD" };
        var command = new Command(
            "classify",
            "Tells whether articles report a space accord as news, and which.\n\nExamples:\n  accordwatch classify article.txt\n  accordwatch classify --json article.txt\n  accordwatch classify --batch articles.jsonl")
        { files, published, batch };
        command.SetAction(async (line, cancellationToken) =>
        {
            var knowledge = KnowledgeBase.Load(globals.ConfigOf(line));
            var reader = new Reader(knowledge);
            if (line.GetValue(batch) is { } cases)
            {
                return await Batch.RunAsync(cases, "id", (input, _) => Task.FromResult<object>(Output(input.TextOf("id"), reader.Read(input))), cancellationToken);
            }

            var named = line.GetValue(files)!;
            if (named.Length == 0)
            {
                throw new UsageException("classify needs a FILE or --batch FILE. Example: accordwatch classify article.txt");
            }

            var day = line.GetValue(published) is { } told ? DateReader.Read(told)?.Instant ?? throw new UsageException($"--published {told}: not a date. Write it like 2021-09-30.") : (DateTimeOffset?)null;
            foreach (var file in named)
            {
                var article = await Input.ArticleAsync(file, () => globals.SettingsOf(line), () => globals.SitesOf(line), cancellationToken);
                var read = reader.Read(article.Title, article.Text, article.Language, day ?? article.Published);
                Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(Output(file, read)) : Shown(file, read));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Dictionary<string, object?> Output(string? id, (Finding Finding, string? AccordId) read) => new()
    {
        ["id"] = id,
        ["accord"] = read.Finding.IsAccord,
        ["score"] = read.Finding.Score,
        ["status"] = Vocabulary.StageOf(read.Finding.Status),
        ["step"] = read.Finding.Status,
        ["instrument"] = read.Finding.Instrument,
        ["kind"] = read.Finding.Kind,
        ["parties"] = read.Finding.Parties,
        ["signatories"] = read.Finding.Signatories,
        ["signed_on"] = read.Finding.SignedOn,
        ["areas"] = read.Finding.Areas,
        ["founds"] = read.Finding.Founds,
        ["member_number"] = read.Finding.MemberNumber,
        ["accord_id"] = read.AccordId,
        ["background"] = read.Finding.Background,
        ["evidence"] = read.Finding.Evidence,
        ["why"] = read.Finding.Why,
    };

    private static string Shown(string file, (Finding Finding, string? AccordId) read)
    {
        var finding = read.Finding;
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{file}: {(finding.IsAccord ? "a space accord" : "no space accord")} (score {finding.Score:0.00}, {finding.Decision})"),
        };
        if (finding.IsAccord)
        {
            lines.Add($"  {read.AccordId}  {finding.Status} {finding.Instrument}, {finding.Kind}{(finding.SignedOn is null ? "" : $", {finding.SignedOn}")}");
            lines.Add($"  parties: {string.Join(", ", finding.Parties.Select(party => party.Country is null ? party.Name : $"{party.Name} ({party.Country})"))}");
            lines.Add($"  areas: {string.Join(", ", finding.Areas)}");
            lines.Add($"  signatories: {string.Join(", ", finding.Signatories)}");
        }

        lines.AddRange(finding.Background.Select(one => $"  background: {one.Instrument ?? "paper"} of {string.Join(", ", one.Parties.Select(party => party.Name))}{(one.SignedOn is null ? "" : $", {one.SignedOn}")}"));
        return string.Join('\n', lines);
    }

    /// <summary>The classifier with a register that lives as long as the command.</summary>
    private sealed class Reader(KnowledgeBase knowledge)
    {
        private readonly Classifier _classifier = new(knowledge);
        private readonly PassingRegister _register = new(knowledge.Parties);

        public (Finding Finding, string? AccordId) Read(JsonElement input)
        {
            var article = LabelledArticle.Of(input);
            return Read(article.Title, article.Text, article.Language, article.Published, article.PublishedAbout);
        }

        public (Finding Finding, string? AccordId) Read(string title, string text, string? language, DateTimeOffset? published, DateTimeOffset? about = null)
        {
            var finding = _classifier.Read(title, text, language, published);
            return (finding, _register.Report(finding, published ?? about) is [var id, ..] ? id : null);
        }
    }
}
