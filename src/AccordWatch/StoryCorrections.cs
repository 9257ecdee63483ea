using System.Globalization;
using AccordWatch.Register;
using AccordWatch.Store;

namespace AccordWatch;

/// <summary>What people correct in the stories: decisions as those on accords, each made first and kept afterwards.</summary>
public sealed class StoryCorrections(StoryTable stories, ArticleTable articles, DecisionTable decisions)
{
    /// <summary>Stories are one: all go into the first, and their ids lead there.</summary>
    /// <exception cref="CorrectionException">One is unknown, or they are one already.</exception>
    public Decision Merge(IReadOnlyList<long> ids)
    {
        var home = Known(ids[0]);
        var gone = ids.Skip(1).Select(Known).Select(story => story.Id).Distinct().Where(id => id != home.Id).ToList();
        if (gone.Count == 0)
        {
            throw new CorrectionException(ids.Count < 2 ? $"story {ids[0]} needs another to be merged with. See all with: accordwatch stories list" : $"stories {Listed(ids)} are already one story, {home.Id}.");
        }

        var moves = gone.SelectMany(story => stories.MembersOf(story).Select(member => Moved(member.Id, story, home.Id)));
        return new Decision
        {
            What = "story_merge",
            Subject = Text(home.Id),
            Detail = $"{(gone.Count == 1 ? "story" : "stories")} {Listed(gone)} {(gone.Count == 1 ? "is" : "are")} the same as story {home.Id}",
            Changes = [.. moves, .. Pins(gone.Prepend(home.Id))],
        };
    }

    /// <summary>Some articles of a story tell another one, which gets an id of its own; no repair brings the two together again.</summary>
    /// <exception cref="CorrectionException">The story is unknown, an article is not in it, or none would be left.</exception>
    public Decision Split(long id, IReadOnlyList<long> split)
    {
        var story = Known(id);
        var members = stories.MembersOf(story.Id);
        if (split.Where(article => members.All(member => member.Id != article)).ToList() is [var stranger, ..])
        {
            throw new CorrectionException($"article {stranger} is not in story {story.Id}. See its articles with: accordwatch stories show {story.Id}");
        }

        if (split.Distinct().Count() == members.Count)
        {
            throw new CorrectionException($"story {story.Id} would be left without an article. See its articles with: accordwatch stories show {story.Id}");
        }

        var made = articles.NextStoryId();
        return new Decision
        {
            What = "story_split",
            Subject = Text(story.Id),
            Detail = $"{(split.Count == 1 ? "article" : "articles")} {Listed(split)} of story {story.Id} {(split.Count == 1 ? "tells" : "tell")} story {made}",
            Changes = [.. split.Distinct().Select(article => Moved(article, story.Id, made)), .. Pins([story.Id])],
        };
    }

    /// <summary>Takes a decision back: its articles are again where they were.</summary>
    /// <exception cref="CorrectionException">It is no decision on stories in force, or a later one builds on it.</exception>
    public Decision Undo(long id)
    {
        var standing = decisions.StandingOnStories();
        var decision = standing.FirstOrDefault(one => one.Id == id)
            ?? throw new CorrectionException($"decision {id}: no decision on stories that is in force. See those of a story with: accordwatch stories show ID");
        var touched = decision.Changes.Select(change => change.Article).ToHashSet();
        return standing.FirstOrDefault(later => later.Id > id && later.Changes.Any(change => touched.Contains(change.Article))) is { } builder
            ? throw new CorrectionException($"decision {id}: decision {builder.Id} was made on the same articles later. Undo that first: accordwatch stories undo {builder.Id}")
            : new Decision
            {
                What = "story_undo",
                Subject = decision.Subject,
                Detail = $"decision {id} is taken back: {decision.Detail}",
                Changes = [.. decision.Changes.Reverse().Select(change => change with { Before = change.After, After = change.Before })],
                Undoes = id,
            };
    }

    /// <returns>Id of the decision.</returns>
    public Task<long> KeepAsync(Decision decision, DateTimeOffset now, CancellationToken cancellationToken)
        => decisions.DecideAsync(decision, (accord, _) => accord, now, cancellationToken);

    // What a decision has put together or apart stays so, on both sides of it.
    private IEnumerable<DecisionChange> Pins(IEnumerable<long> ids)
        => ids.SelectMany(stories.MembersOf).Where(member => !member.IsPinned).Select(member => new DecisionChange("pinned", null, member.Id, "0", "1"));

    private static DecisionChange Moved(long article, long from, long to) => new("story", null, article, Text(from), Text(to));

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Listed(IEnumerable<long> ids) => string.Join(", ", ids);

    private KeptStory Known(long id) => stories.Find(id) ?? throw new CorrectionException($"story {id}: no such story. See all with: accordwatch stories list");
}
