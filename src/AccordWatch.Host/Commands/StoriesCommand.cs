using System.CommandLine;
using System.Globalization;
using AccordWatch.Register;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

/// <summary>The stories as kept, and what people correct in them.</summary>
internal static class StoriesCommand
{
    public static Command Build(Globals globals) => new(
        "stories",
        "The stories that articles tell.\n\nExamples:\n  accordwatch stories list\n  accordwatch stories show 12\n  accordwatch stories merge 12 15\n  accordwatch stories split 12 40 41")
    {
        ListOf(globals), ShowOf(globals), MergeOf(globals), SplitOf(globals), UndoOf(globals), RegroupOf(globals),
    };

    /// <summary>How many sources tell something, e.g. <c>in 7 sources, 3 of them independent</c>.</summary>
    internal static string Coverage(int sources, int independent) => sources == 1 ? "in 1 source"
        : string.Create(CultureInfo.InvariantCulture, $"in {sources} sources, {independent} of them independent");

    private static Command ListOf(Globals globals)
    {
        var limit = new Option<int>("--limit") { Description = "How many at most", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "Prints the stories, the one that was told last first.\n\nExamples:\n  accordwatch stories list\n  accordwatch stories list --limit 500 --json") { limit };
        command.SetAction(async (line, cancellationToken) =>
        {
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var stories = data is null ? [] : new StoryTable(data.Database).Newest(line.GetValue(limit));
            foreach (var story in stories)
            {
                Console.WriteLine(line.GetValue(globals.Json)
                    ? Json.Line(story)
                    : string.Create(CultureInfo.InvariantCulture, $"{story.Id,6}  {story.LastAt:yyyy-MM-dd HH:mm}Z  {story.Articles,3} {(story.Articles == 1 ? "article " : "articles")} {Coverage(story.Sources, story.Independent)}  {story.Title}"));
            }

            if (stories.Count == 0 && !line.GetValue(globals.Json))
            {
                await Console.Error.WriteLineAsync("No stories yet. Read the sources with: accordwatch poll");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command ShowOf(Globals globals)
    {
        var id = new Argument<long>("ID") { Description = "Number of the story, as list prints it; that of a merged one leads on" };
        var command = new Command("show", "Prints a story: its articles, why each is in it, which stands for the others, and what people decided.\n\nExample:\n  accordwatch stories show 12") { id };
        command.SetAction(async (line, cancellationToken) =>
        {
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken);
            var table = data is null ? null : new StoryTable(data.Database);
            var story = table?.Find(line.GetValue(id)) ?? throw new UsageException($"story {line.GetValue(id)}: no such story. See all with: accordwatch stories list");
            var (members, canonical, leading) = (table.MembersOf(story.Id), table.CanonicalOf(story.Id), table.LeadingTo(story.Id));
            var decisions = DecisionsOn(story.Id, leading, new DecisionTable(data!.Database));
            Console.WriteLine(line.GetValue(globals.Json)
                ? Json.Line(new { story, canonical, leading_here = leading, members, decisions = decisions.Select(one => new { one.Id, one.What, one.Detail, one.MadeAt }) })
                : Shown(story, members, canonical, leading, decisions));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MergeOf(Globals globals)
    {
        var ids = new Argument<long[]>("ID") { Description = "The story that stays, then those that are the same; their ids lead to it from then on", Arity = new ArgumentArity(2, 100) };
        return Deciding(globals, new Command("merge", "Stories are one; no repair parts them again.\n\nExample:\n  accordwatch stories merge 12 15") { ids }, (line, corrections) => corrections.Merge(line.GetValue(ids)!));
    }

    private static Command SplitOf(Globals globals)
    {
        var id = new Argument<long>("STORY") { Description = "The story that holds too much" };
        var articles = new Argument<long[]>("ARTICLE") { Description = "Numbers of the articles that tell another one", Arity = ArgumentArity.OneOrMore };
        return Deciding(globals, new Command("split", "Some articles of a story tell another one; no repair brings them together again.\n\nExample:\n  accordwatch stories split 12 40 41") { id, articles }, (line, corrections) => corrections.Split(line.GetValue(id), line.GetValue(articles)!));
    }

    private static Command UndoOf(Globals globals)
    {
        var id = new Argument<long>("DECISION") { Description = "Number of the decision, as show prints it" };
        return Deciding(globals, new Command("undo", "Takes back a decision on stories.\n\nExamples:\n  accordwatch stories undo 3 --dry-run\n  accordwatch stories undo 3") { id }, (line, corrections) => corrections.Undo(line.GetValue(id)));
    }

    private static Command RegroupOf(Globals globals)
    {
        var days = new Option<int>("--since") { Description = "Articles first seen in the last DAYS", HelpName = "DAYS", DefaultValueFactory = _ => 14 };
        var dryRun = DryRun("Show what would change, keep nothing");
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--since: give a number of days from 1 on, e.g. --since 14");
            }
        });
        var command = new Command("regroup", "Groups the kept articles of the last days anew with the rules of today; decisions stay, and a story that keeps most of its articles keeps its id.\n\nExamples:\n  accordwatch stories regroup --dry-run\n  accordwatch stories regroup --since 30") { days, dryRun };
        command.SetAction(async (line, cancellationToken) =>
        {
            using var data = await DataFolder.OpenAsync(globals.DataOf(line), cancellationToken);
            var (table, now) = (new StoryTable(data.Database), TimeProvider.System.GetUtcNow());
            var plan = new Regrouping(new ArticleTable(data.Database), table, globals.SettingsOf(line).Stories).Plan(now.AddDays(-line.GetValue(days)));
            if (!line.GetValue(dryRun))
            {
                await table.MoveAsync(plan.Moves, plan.Copies, now, cancellationToken);
            }

            foreach (var move in plan.Moves)
            {
                Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(move) : string.Create(CultureInfo.InvariantCulture, $"article {move.Article}: story {move.From} -> {move.To}, {move.Because}"));
            }

            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{plan.Articles} articles grouped, {plan.Moves.Count} go to another story, {plan.Copies.Count} to another wording{(line.GetValue(dryRun) ? " (dry run, nothing kept)" : "")}"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Deciding(Globals globals, Command command, Func<ParseResult, StoryCorrections, Decision> decide)
    {
        var dryRun = DryRun("Show the decision, keep nothing");
        command.Add(dryRun);
        command.SetAction(async (line, cancellationToken) =>
        {
            using var data = await DataFolder.OpenAsync(globals.DataOf(line), cancellationToken);
            var corrections = new StoryCorrections(new StoryTable(data.Database), new ArticleTable(data.Database), new DecisionTable(data.Database));
            var decision = Plain(() => decide(line, corrections));
            long? id = line.GetValue(dryRun) ? null : await corrections.KeepAsync(decision, TimeProvider.System.GetUtcNow(), cancellationToken);
            Console.WriteLine(line.GetValue(globals.Json)
                ? Json.Line(new { id, decision.What, decision.Subject, decision.Detail, decision.Changes, kept = id is not null })
                : id is null ? $"{decision.Detail} (dry run, nothing kept)" : $"{decision.Detail} (decision {id})");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Decision Plain(Func<Decision> decide)
    {
        try
        {
            return decide();
        }
        catch (CorrectionException mistake)
        {
            throw new UsageException(mistake.Message);
        }
    }

    private static Option<bool> DryRun(string description) => new("--dry-run") { Description = description };

    private static List<Decision> DecisionsOn(long story, IReadOnlyList<long> leading, DecisionTable decisions)
    {
        var ids = leading.Append(story).Select(id => id.ToString(CultureInfo.InvariantCulture)).ToHashSet();
        return [.. decisions.StandingOnStories().Where(decision => decision.Changes.Any(change => change.Field == "story" && (ids.Contains(change.Before!) || ids.Contains(change.After!))))];
    }

    private static string Shown(KeptStory story, IReadOnlyList<StoryMember> members, long canonical, IReadOnlyList<long> leading, List<Decision> decisions)
    {
        var best = members.Single(member => member.Id == canonical);
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{story.Id}  {story.Title}"),
            string.Create(CultureInfo.InvariantCulture, $"  told        {story.FirstAt:yyyy-MM-dd HH:mm}Z to {story.LastAt:yyyy-MM-dd HH:mm}Z"),
            $"  coverage    {Coverage(story.Sources, story.Independent)}",
            string.Create(CultureInfo.InvariantCulture, $"  canonical   article {best.Id}, {best.Source}: {best.Title}\n                {best.Url}"),
        };
        lines.AddRange(leading.Count == 0 ? [] : [$"  also known  {string.Join(", ", leading)}"]);
        lines.Add("  articles");
        lines.AddRange(members.Select(Shown));
        lines.AddRange(decisions.Count == 0 ? [] : ["  decisions"]);
        lines.AddRange(decisions.Select(decision => string.Create(CultureInfo.InvariantCulture, $"    {decision.Id}  {decision.MadeAt:yyyy-MM-dd HH:mm}Z  {decision.Detail}")));
        return string.Join('\n', lines);
    }

    private static string Shown(StoryMember member) => string.Create(
        CultureInfo.InvariantCulture,
        $"    {member.Id,6}  {member.At:yyyy-MM-dd HH:mm}Z  {member.Place,-7}  {member.Language ?? "--"}  {member.Source}: {member.Title}{(member.Place == "copy" ? $" (copy of {member.CopyGroup})" : "")}{(member.Wire is null ? "" : $" ({member.Wire})")}{(member.IsPinned ? ", placed by hand" : "")}\n            {member.Because}");
}
