using AccordWatch.Store;
using AccordWatch.Stories;

namespace AccordWatch;

/// <summary>What grouping anew would change.</summary>
/// <param name="Articles">How many were grouped.</param>
/// <param name="Moves">Those that go to another story.</param>
/// <param name="Copies">Those that are now a copy of another wording, or of none, with the first of the same wording.</param>
public sealed record Regrouped(int Articles, IReadOnlyList<StoryMove> Moves, IReadOnlyList<(long Article, long First)> Copies);

/// <summary>Groups kept articles anew with the rules of today. What people decided stays, and so do the ids of stories.</summary>
public sealed class Regrouping(ArticleTable articles, StoryTable stories, StoryOptions options)
{
    /// <param name="since">Articles first seen before stay where they are.</param>
    public Regrouped Plan(DateTimeOffset since)
    {
        var index = new StoryIndex(options, nextStory: articles.NextStoryId());
        foreach (var (one, other) in stories.Parted())
        {
            index.Part(one, other);
        }

        var placed = new Dictionary<long, (KeptArticle Kept, Telling? Telling, long Story, long Copies)>();
        foreach (var kept in articles.Since(since - (2 * options.Window)))
        {
            if (index.WantsSecondLook)
            {
                Follow(index.Reconsider(), placed);
            }

            var (article, at, key) = (NewsDesk.ArticleOf(kept), kept.PublishedAt ?? kept.FirstSeenAt, ActReader.Of(articles.FindingOn(kept.Id)));
            if (kept.FirstSeenAt < since || kept.IsPinned)
            {
                index.Recall(kept.Id, article, at, kept.StoryId, key, isPinned: true);
                placed[kept.Id] = (kept, null, kept.StoryId, kept.CopyGroup);
                continue;
            }

            var telling = kept.TextKey is { } textKey && articles.OfText(textKey, kept.SourceName, kept.Title, kept.Id) is { } told
                ? index.Repeat(kept.Id, article, at, placed.TryGetValue(told.Id, out var known) ? known.Story : told.Story, told.Id, key)
                : index.Tell(kept.Id, article, at, key);
            var copyOf = (telling as Telling.Again)?.CopyOf;
            placed[kept.Id] = (kept, telling, telling.Story, copyOf is { } original ? placed.TryGetValue(original, out var first) ? first.Copies : original : kept.Id);
        }

        Follow(index.Reconsider(), placed);
        var grouped = placed.Values.Where(one => one.Telling is not null).ToList();
        var ids = IdsOf([.. grouped.Select(one => (one.Kept.StoryId, one.Story))], [.. placed.Values.Where(one => one.Telling is null).Select(one => one.Story)]);
        return new Regrouped(
            grouped.Count,
            [.. grouped.Where(one => ids[one.Story] != one.Kept.StoryId).Select(one => new StoryMove(one.Kept.Id, one.Kept.StoryId, ids[one.Story], $"regrouped: {one.Telling!.Because}"))],
            [.. grouped.Where(one => one.Copies != one.Kept.CopyGroup).Select(one => (one.Kept.Id, one.Copies))]);
    }

    private static void Follow(IReadOnlyList<Moved> moves, Dictionary<long, (KeptArticle Kept, Telling? Telling, long Story, long Copies)> placed)
    {
        foreach (var moved in moves)
        {
            placed[moved.Article] = placed[moved.Article] with { Story = moved.To };
        }
    }

    // A story has the id of the one most of whose articles it has; no two have the same, and what stays where it is keeps its id.
    private Dictionary<long, long> IdsOf(List<(long Before, long After)> grouped, HashSet<long> staying)
    {
        var next = articles.NextStoryId();
        var (ids, taken) = (new Dictionary<long, long>(), new HashSet<long>(staying));
        foreach (var story in grouped.Select(one => one.After).Where(story => story < next))
        {
            ids[story] = story;
            taken.Add(story);
        }

        foreach (var ((before, after), _) in grouped.CountBy(one => one).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key))
        {
            if (!ids.ContainsKey(after) && taken.Add(before))
            {
                ids[after] = before;
            }
        }

        foreach (var story in grouped.Select(one => one.After))
        {
            if (!ids.ContainsKey(story))
            {
                ids[story] = next++;
            }
        }

        return ids;
    }
}
