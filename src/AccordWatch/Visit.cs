using AccordWatch.Acquire;
using AccordWatch.Extract;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch;

/// <summary>What one visit to one source brought.</summary>
/// <param name="Acquired">How the source answered.</param>
/// <param name="News">Articles told, in order.</param>
/// <param name="NotArticles">URLs that led to no article, with the reason.</param>
/// <param name="InFeedWords">Articles told in the words of the feed because their page could not be had, with the reason.</param>
/// <param name="Misread">Pages on which the rule of their site found nothing for one of its keys, with the rule.</param>
public sealed record Visited(
    VisitReport Acquired,
    IReadOnlyList<NewsReport> News,
    IReadOnlyList<(string Url, string Because)> NotArticles,
    IReadOnlyList<(string Url, string Because)> InFeedWords,
    IReadOnlyList<(string Url, RuleUse Rule)> Misread);

/// <summary>One visit to one source: acquire, extract, group, classify, register. Each step keeps its result before the next begins.</summary>
public sealed class Visit(Acquirer acquirer, SourceTable sources, NewsDesk desk, AcquireOptions options, Current<SiteRules> sites)
{
    // Entries whose text the feed itself carries are told together.
    private const int AtOnce = 30;

    public async Task<Visited> ToAsync(SourceState state, CancellationToken cancellationToken)
    {
        await desk.OpenAsync(onlyLeftovers: true, cancellationToken).ConfigureAwait(false);
        var acquired = await acquirer.VisitAsync(state, cancellationToken).ConfigureAwait(false);
        var visited = new Visited(acquired, [], [], [], []);
        // What an earlier visit left untold comes first.
        var waiting = sources.Waiting(state.Source.Name);
        if (waiting.Count > 0)
        {
            // Before an attempt is counted: a mistake in the rules is no fault of an entry.
            _ = state.Source.FullText ? sites.Value : null;
            await desk.OpenAsync(onlyLeftovers: false, cancellationToken).ConfigureAwait(false);
        }

        foreach (var together in Together(waiting, state.Source.FullText ? 1 : AtOnce))
        {
            visited = await TellAsync(state, visited, await sources.BeginAsync(together, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }

        return visited;
    }

    private async Task<Visited> TellAsync(SourceState state, Visited visited, IReadOnlyList<WaitingEntry> entries, CancellationToken cancellationToken)
    {
        var untold = new List<Untold>();
        var ends = new List<EntryEnd>();
        var not = new List<(string Url, string Because)>();
        var misread = new List<(string Url, RuleUse Rule)>();
        foreach (var entry in entries)
        {
            var (extraction, refusal) = await ArticleOfAsync(state.Source, entry, cancellationToken).ConfigureAwait(false);
            if (extraction.Rule is { Missed.Count: > 0 } rule)
            {
                misread.Add((entry.Entry.Link!, rule));
            }

            switch (extraction)
            {
                case Extraction.Found found when IsOld(entry, found.Article, state):
                    ends.Add(new EntryEnd(entry.Id, "baseline", "older than the first visit of its source"));
                    break;
                case Extraction.Found found:
                    untold.Add(new Untold(entry, found.Article with { Source = state.Source.Name }, refusal));
                    break;
                case Extraction.NotAnArticle none:
                    ends.Add(new EntryEnd(entry.Id, "not_article", none.Because));
                    not.Add((entry.Entry.Link ?? entry.Entry.Title ?? "?", none.Because));
                    break;
                default:
                    break;
            }
        }

        var told = await desk.TellAsync(untold, ends, cancellationToken).ConfigureAwait(false);
        return visited with
        {
            News = [.. visited.News, .. told],
            NotArticles = [.. visited.NotArticles, .. not],
            InFeedWords = [.. visited.InFeedWords, .. told.Where(report => report.Refusal is not null).Select(report => (report.Article.Url, report.Refusal!))],
            Misread = [.. visited.Misread, .. misread],
        };
    }

    // An entry that was begun before stands alone, so that one that kills the process takes no other with it.
    internal static IEnumerable<IReadOnlyList<WaitingEntry>> Together(IReadOnlyList<WaitingEntry> waiting, int most)
    {
        var together = new List<WaitingEntry>();
        foreach (var entry in waiting)
        {
            if (together.Count == most || (together.Count > 0 && (entry.Attempts > 0 || together[^1].Attempts > 0)))
            {
                yield return together;
                together = [];
            }

            together.Add(entry);
        }

        if (together.Count > 0)
        {
            yield return together;
        }
    }

    // The links of a page bear no dates: what was there at the first visit is judged by the date of the article itself.
    private bool IsOld(WaitingEntry entry, Article article, SourceState state)
        => state.BaselineAt is null && entry.Entry.Published is null && article.Published is { } published && published < entry.FirstSeenAt - options.Baseline;

    // The page where there is one to be had, the feed's own words where not; then with the reason.
    private async Task<(Extraction Extraction, string? Refusal)> ArticleOfAsync(Source source, WaitingEntry waiting, CancellationToken cancellationToken)
    {
        var entry = waiting.Entry;
        if (!Uri.TryCreate(entry.Link, UriKind.Absolute, out var url))
        {
            return (ArticleExtractor.FromEntry(entry, source.Url, waiting.FirstSeenAt, source.Language), null);
        }

        if (!source.FullText)
        {
            return (ArticleExtractor.FromHeadline(entry, url, waiting.FirstSeenAt, source.Language), null);
        }

        return await acquirer.FetchArticleAsync(source, url, cancellationToken).ConfigureAwait(false) switch
        {
            Fetched.Body body => (ArticleExtractor.Extract(body.Page, entry, source.Language, sites.Value.For(body.Page.Url)), null),
            Fetched.Refused refused => ArticleExtractor.FromEntry(entry, url, waiting.FirstSeenAt, source.Language) is Extraction.Found found
                ? (found, refused.Because)
                : (new Extraction.NotAnArticle(refused.Because), null),
            _ => (new Extraction.NotAnArticle($"{url}: no answer to read"), null),
        };
    }
}
