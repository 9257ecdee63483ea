using AccordWatch.Acquire;
using AccordWatch.Extract;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch;

/// <summary>What one visit to one source brought.</summary>
/// <param name="Acquired">How the source answered.</param>
/// <param name="News">Articles told, in order.</param>
/// <param name="NotArticles">URLs that led to no article, with the reason.</param>
/// <param name="InFeedWords">Articles told in the words of the feed because their page could not be had, with the reason.</param>
public sealed record Visited(
    VisitReport Acquired,
    IReadOnlyList<NewsReport> News,
    IReadOnlyList<(string Url, string Because)> NotArticles,
    IReadOnlyList<(string Url, string Because)> InFeedWords);

/// <summary>One visit to one source: acquire, extract, group, classify, register. Each step keeps its result before the next begins.</summary>
public sealed class Visit(Acquirer acquirer, SourceTable sources, NewsDesk desk, AcquireOptions options)
{
    public async Task<Visited> ToAsync(SourceState state, CancellationToken cancellationToken)
    {
        await desk.OpenAsync(cancellationToken).ConfigureAwait(false);
        var acquired = await acquirer.VisitAsync(state, cancellationToken).ConfigureAwait(false);
        var news = new List<NewsReport>();
        var not = new List<(string Url, string Because)>();
        var inFeedWords = new List<(string Url, string Because)>();
        // What an earlier visit left untold comes first.
        foreach (var entry in sources.Waiting(state.Source.Name))
        {
            if (!await sources.BeginAsync(entry, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            var (extraction, refusal) = await ArticleOfAsync(state.Source, entry, cancellationToken).ConfigureAwait(false);
            switch (extraction)
            {
                case Extraction.Found found when IsOld(entry, found.Article, state):
                    await sources.SetAsync(entry.Id, "baseline", "older than the first visit of its source", cancellationToken).ConfigureAwait(false);
                    break;
                case Extraction.Found found when await desk.TellAsync(entry, found.Article with { Source = state.Source.Name }, cancellationToken).ConfigureAwait(false) is { } told:
                    news.Add(told);
                    if (refusal is not null)
                    {
                        await sources.SetAsync(entry.Id, "told", $"in the words of the feed: {refusal}", cancellationToken).ConfigureAwait(false);
                        inFeedWords.Add((told.Article.Url, refusal));
                    }

                    break;
                case Extraction.NotAnArticle none:
                    await sources.SetAsync(entry.Id, "not_article", none.Because, cancellationToken).ConfigureAwait(false);
                    not.Add((entry.Entry.Link ?? entry.Entry.Title ?? "?", none.Because));
                    break;
                default:
                    break;
            }
        }

        return new Visited(acquired, news, not, inFeedWords);
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
            return (ArticleExtractor.FromEntry(entry, url, waiting.FirstSeenAt, source.Language), null);
        }

        return await acquirer.FetchArticleAsync(source, url, cancellationToken).ConfigureAwait(false) switch
        {
            Fetched.Body body => (ArticleExtractor.Extract(body.Page, entry, source.Language), null),
            Fetched.Refused refused => ArticleExtractor.FromEntry(entry, url, waiting.FirstSeenAt, source.Language) is Extraction.Found found
                ? (found, refused.Because)
                : (new Extraction.NotAnArticle(refused.Because), null),
            _ => (new Extraction.NotAnArticle($"{url}: no answer to read"), null),
        };
    }
}
