using System.CommandLine;
using System.Globalization;
using AccordWatch.Classify;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

internal static class ExplainCommand
{
    public static Command Build(Globals globals)
    {
        var article = new Argument<string>("ARTICLE") { Description = "Number or URL of an article that was read; else a URL or a file" };
        var command = new Command(
            "explain",
            "Tells why an article was taken for an accord, or why not: the rules that spoke, their weights, the thresholds, its story.\n\nExamples:\n  accordwatch explain 17\n  accordwatch explain https://example.org/news/1\n  accordwatch explain article.txt")
        { article };
        command.SetAction(async (line, cancellationToken) =>
        {
            var asked = line.GetValue(article)!;
            var knowledge = KnowledgeBase.Load(globals.ConfigOf(line));
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var articles = data is null ? null : new ArticleTable(data.Database);
            if (articles?.Find(asked) is not { } kept)
            {
                var read = await Input.ArticleAsync(asked, () => globals.SettingsOf(line), () => globals.SitesOf(line), cancellationToken);
                Print(line.GetValue(globals.Json), asked, null, new Classifier(knowledge).Read(read.Title, read.Text, read.Language, read.Published), knowledge);
                return ExitCode.Ok;
            }

            var finding = articles.FindingOn(kept.Id) ?? new Classifier(knowledge).Read(kept.Title, kept.Text, kept.Language, kept.PublishedAt);
            Print(line.GetValue(globals.Json), kept.Title, kept, finding, knowledge, new StoryTable(data!.Database).MovesOf(kept.Id), articles.RevisionsOf(kept.Id));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(bool asJson, string name, KeptArticle? kept, Finding finding, KnowledgeBase knowledge, IReadOnlyList<KeptMove>? moves = null, IReadOnlyList<KeptRevision>? revisions = null)
        => Console.WriteLine(asJson
            ? Json.Line(new { article = kept?.Id, kept?.Url, kept?.StoryId, note = kept?.Note, told_because = kept?.ToldBecause, moves, revisions, finding, accept = knowledge.Watch.Accept, review = knowledge.Watch.Review })
            : Shown(name, kept, finding, knowledge, moves, revisions));

    internal static string Shown(string name, KeptArticle? kept, Finding finding, KnowledgeBase knowledge, IReadOnlyList<KeptMove>? moves = null, IReadOnlyList<KeptRevision>? revisions = null)
    {
        var lines = new List<string> { name };
        if (kept is not null)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  article {kept.Id} of {kept.SourceName}, {kept.Url}"));
            lines.AddRange(kept.Note is null ? [] : [$"  {kept.Note}"]);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  story {(moves is [var first, ..] ? first.From : kept.StoryId)}: {kept.ToldBecause}{(kept.IsRelated ? "; related, since there is only a headline" : "")}"));
            lines.AddRange(moves?.Select(move => string.Create(CultureInfo.InvariantCulture, $"  then story {move.To}, {move.MovedAt:yyyy-MM-dd HH:mm}Z: {move.Because}")) ?? []);
            lines.AddRange(revisions?.Select(revision => string.Create(CultureInfo.InvariantCulture, $"  newer version, {revision.SeenAt:yyyy-MM-dd HH:mm}Z: {string.Join("; ", revision.Changes)}")) ?? []);
            lines.AddRange(kept.IsPinned ? ["  it stays there, as a person decided"] : []);
        }

        lines.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"  {(finding.IsAccord ? "a space accord" : "no space accord")}: {finding.Decision}, score {finding.Score:0.000} (accept from {knowledge.Watch.Accept}, review from {knowledge.Watch.Review}); rules {finding.RulesVersion}"));
        lines.AddRange(finding.Why.Select(reason => $"    {reason}"));
        if (finding.Evidence.Count > 0)
        {
            lines.Add("  evidence");
            lines.AddRange(finding.Evidence.Select(evidence => string.Create(CultureInfo.InvariantCulture, $"    {evidence.Field}: “{evidence.Quote}” [{evidence.Start}–{evidence.End}]")));
        }

        return string.Join('\n', lines);
    }
}
