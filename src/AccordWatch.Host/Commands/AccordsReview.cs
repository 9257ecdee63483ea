using System.CommandLine;
using AccordWatch.Knowledge;
using AccordWatch.Register;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

/// <summary>What people correct: each with a dry run, and each can be undone.</summary>
internal static class AccordsReview
{
    public static IEnumerable<Command> All(Globals globals) => [ReviewOf(globals), AcceptOf(globals), RejectOf(globals), MergeOf(globals), SplitOf(globals), EditOf(globals), UndoOf(globals)];

    private static Command ReviewOf(Globals globals)
    {
        var command = new Command("review", "Prints what only a person can decide: articles in doubt, steps that cannot follow, days that contradict each other, rolls that count other than the news.\n\nExamples:\n  accordwatch accords review\n  accordwatch accords accept 17");
        var list = new Command("list", "The same.\n\nExample:\n  accordwatch accords review list");
        command.SetAction(PrintAsync);
        list.SetAction(PrintAsync);
        command.Add(list);
        return command;

        async Task<int> PrintAsync(ParseResult line, CancellationToken cancellationToken)
        {
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            IReadOnlyList<ReviewItem> waiting = data is null ? [] : [.. new ReviewTable(data.Database).Waiting(), .. new RollReview(new AccordTable(data.Database), new DecisionTable(data.Database)).Waiting()];
            foreach (var item in waiting)
            {
                Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(item) : $"{item.Kind,-5}  {(item.Article is { } article ? $"article {article}" : ""),-12}  {item.Accord ?? "",-24}  {item.Question}{(item.Url is null ? "" : $"\n       {item.Url}")}");
            }

            if (waiting.Count == 0 && !line.GetValue(globals.Json))
            {
                await Console.Error.WriteLineAsync("Nothing waits for review.");
            }

            return ExitCode.Ok;
        }
    }

    private static Command AcceptOf(Globals globals) => OfArticle(globals, "accept", "An article in doubt reports an accord; or the step that it tells is taken after all; or a state is the 61st as it says, whatever the roll counts.\n\nExample:\n  accordwatch accords accept 17", (desk, article) => desk.Accept(article));

    private static Command RejectOf(Globals globals) => OfArticle(globals, "reject", "An article reports no accord, whatever the rules say; or the step that it tells is none.\n\nExample:\n  accordwatch accords reject 17", (desk, article) => desk.Reject(article));

    private static Command OfArticle(Globals globals, string name, string description, Func<Corrections, KeptArticle, Decision> decide)
    {
        var article = new Argument<string>("ARTICLE") { Description = "Number or URL of an article, as review and show print it" };
        return Deciding(globals, new Command(name, description) { article }, (line, desk) => Task.FromResult(decide(desk.Corrections, desk.Article(line.GetValue(article)!))));
    }

    private static Command MergeOf(Globals globals)
    {
        var (into, other) = (new Argument<string>("A") { Description = "The accord that stays" }, new Argument<string>("B") { Description = "The accord that is the same; its id leads to A from then on" });
        return Deciding(globals, new Command("merge", "Two accords are one.\n\nExample:\n  accordwatch accords merge AW-2021-MEX-RUS-001 AW-2021-MEX-RUS-002") { into, other }, (line, desk) => Task.FromResult(desk.Corrections.Merge(line.GetValue(into)!, line.GetValue(other)!)));
    }

    private static Command SplitOf(Globals globals)
    {
        var id = new Argument<string>("ID") { Description = "The accord that holds too much" };
        var articles = new Argument<long[]>("ARTICLE") { Description = "Numbers of the articles that are about another accord", Arity = ArgumentArity.OneOrMore };
        return Deciding(globals, new Command("split", "Some articles of an accord are about another one; later reports keep to it.\n\nExample:\n  accordwatch accords split AW-2021-MEX-RUS-001 17 21") { id, articles }, async (line, desk) =>
        {
            var (accord, split) = (line.GetValue(id)!, line.GetValue(articles)!);
            var planned = desk.Corrections.Split(accord, split, "an accord of its own");
            return desk.IsDryRun ? planned : desk.Corrections.Split(accord, split, await desk.Corrections.NewIdAsync(accord, split, desk.Parties, TimeProvider.System.GetUtcNow(), CancellationToken.None));
        });
    }

    private static Command EditOf(Globals globals)
    {
        var id = new Argument<string>("ID") { Description = "The accord" };
        var set = new Option<string[]>("--set") { Description = "FIELD=VALUE of title, status, instrument, kind, signed_on (empty: not known), areas (a,b); may be given several times", Required = true };
        return Deciding(globals, new Command("edit", "Sets fields of an accord; no later report changes them.\n\nExamples:\n  accordwatch accords edit AW-2021-MEX-RUS-001 --set signed_on=2021-09-28\n  accordwatch accords edit AW-2021-MEX-RUS-001 --set status=ratified --set areas=satcom,launch") { id, set }, (line, desk) =>
            Task.FromResult(desk.Corrections.Edit(line.GetValue(id)!, [.. line.GetValue(set)!.Select(Pair)])));
    }

    private static Command UndoOf(Globals globals)
        => Deciding(globals, new Command("undo", "Takes back the newest decision; again, the one before.\n\nExamples:\n  accordwatch accords undo --dry-run\n  accordwatch accords undo"), (_, desk) => Task.FromResult(desk.Corrections.Undo()));

    private static KeyValuePair<string, string> Pair(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? new(text[..at], text[(at + 1)..]) : throw new UsageException($"--set {text}: write FIELD=VALUE, e.g. --set status=ratified");
    }

    private static Command Deciding(Globals globals, Command command, Func<ParseResult, Desk, Task<Decision>> decide)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the decision, keep nothing" };
        command.Add(dryRun);
        command.SetAction(async (line, cancellationToken) =>
        {
            using var data = await DataFolder.OpenAsync(globals.DataOf(line), cancellationToken);
            var desk = new Desk(data.Database, KnowledgeBase.Load(globals.ConfigOf(line)).Parties, line.GetValue(dryRun));
            var decision = await Plain(() => decide(line, desk));
            if (!desk.IsDryRun)
            {
                await desk.Corrections.KeepAsync(decision, desk.Parties, TimeProvider.System.GetUtcNow(), cancellationToken);
            }

            Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(new { decision.What, decision.Subject, decision.Detail, decision.Changes, kept = !desk.IsDryRun }) : $"{decision.What}: {decision.Detail}{(desk.IsDryRun ? " (dry run, nothing kept)" : "")}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<Decision> Plain(Func<Task<Decision>> decide)
    {
        try
        {
            return await decide();
        }
        catch (CorrectionException mistake)
        {
            throw new UsageException(mistake.Message);
        }
    }

    private sealed class Desk(Database database, PartyBook parties, bool isDryRun)
    {
        private readonly ArticleTable _articles = new(database);

        public PartyBook Parties => parties;

        public bool IsDryRun => isDryRun;

        public Corrections Corrections { get; } = new(new AccordTable(database), new ArticleTable(database), new DecisionTable(database), new AccordRegister(new AccordTable(database), new DecisionTable(database)));

        public KeptArticle Article(string asked) => _articles.Find(asked) ?? throw new UsageException($"'{asked}': no such article. See those of an accord with: accordwatch accords show ID");
    }
}
