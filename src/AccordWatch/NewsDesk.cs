using AccordWatch.Classify;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Register;
using AccordWatch.Store;
using AccordWatch.Stories;

namespace AccordWatch;

/// <summary>What became of one article.</summary>
/// <param name="Article">As kept.</param>
/// <param name="Telling">First of its story, or one more.</param>
/// <param name="Finding">What was read in it.</param>
/// <param name="Accords">What it did to the register.</param>
public sealed record NewsReport(KeptArticle Article, Telling Telling, Finding Finding, IReadOnlyList<Registered> Accords);

/// <summary>Tells articles one after the other: group, keep, classify, register.</summary>
public sealed class NewsDesk(SourceTable sources, ArticleTable articles, AccordRegister register, StoryOptions options, Current<KnowledgeBase> knowledge, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private StoryIndex? _stories;

    /// <summary>Takes up the stories of the last days again, and reads what a process that was ended left unread.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _stories ??= await RecallAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <returns>Null when the source has told this article before.</returns>
    public async Task<NewsReport?> TellAsync(WaitingEntry entry, Article article, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _stories ??= await RecallAsync(cancellationToken).ConfigureAwait(false);
            if (articles.Known(article) is { } known)
            {
                await sources.SetAsync(entry.Id, "told", $"the same article as {known}", cancellationToken).ConfigureAwait(false);
                return null;
            }

            return await TellNewAsync(_stories, entry, article, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The index may hold an article that was not kept.
            _stories = null;
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<NewsReport> TellNewAsync(StoryIndex stories, WaitingEntry entry, Article article, CancellationToken cancellationToken)
    {
        var id = articles.NextId();
        var finding = Classify(article.Title, article.Text, article.Language, article.Published);
        var telling = stories.Tell(id, article, article.Published ?? entry.FirstSeenAt, KeyOf(finding));
        var again = telling as Telling.Again;
        var kept = await articles.KeepAsync(id, entry, article, again?.Of, again?.CopyOf, telling.Because, cancellationToken).ConfigureAwait(false);
        var accords = await EnterAsync(kept, finding, cancellationToken).ConfigureAwait(false);
        return new NewsReport(kept, telling, finding, accords);
    }

    // The register comes before the finding: a report that is made twice changes nothing, one that is never made is lost.
    private async Task<IReadOnlyList<Registered>> EnterAsync(KeptArticle kept, Finding finding, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var accords = await register.ReportAsync(finding, kept, knowledge.Value.Parties, now, cancellationToken).ConfigureAwait(false);
        await articles.KeepFindingAsync(kept.Id, finding, now, cancellationToken).ConfigureAwait(false);
        return accords;
    }

    private Finding Classify(string title, string text, string? language, DateTimeOffset? published) => new Classifier(knowledge.Value).Read(title, text, language, published);

    /// <summary>The act of an article for the stories: an accord by its parties and step; an act that is none keeps apart only.</summary>
    internal static EventKey? KeyOf(Finding finding)
    {
        var sides = string.Join(',', finding.Parties.Select(party => party.Country ?? party.Name).Distinct().Order(StringComparer.Ordinal));
        return finding.Status is null || sides.Length == 0 ? null
            : finding.IsAccord ? new EventKey(sides, finding.Joins ?? finding.Status)
            : finding.Decision == "reject" ? new EventKey(sides, $"{finding.Status}, no space accord,", Links: false)
            : null;
    }

    private async Task<StoryIndex> RecallAsync(CancellationToken cancellationToken)
    {
        var stories = new StoryIndex(options);
        foreach (var (kept, first) in articles.Since(clock.GetUtcNow() - (2 * options.Window)))
        {
            stories.Recall(kept.Id, ArticleOf(kept), kept.PublishedAt ?? kept.FirstSeenAt, first, articles.FindingOn(kept.Id) is { } finding ? KeyOf(finding) : null);
        }

        foreach (var kept in articles.Unread())
        {
            await EnterAsync(kept, Classify(kept.Title, kept.Text, kept.Language, kept.PublishedAt), cancellationToken).ConfigureAwait(false);
        }

        return stories;
    }

    private static Article ArticleOf(KeptArticle kept) => new()
    {
        Url = new Uri(kept.Url),
        CanonicalUrl = new Uri(kept.CanonicalUrl),
        Title = kept.Title,
        Text = kept.Text,
        Language = kept.Language,
        Published = kept.PublishedAt,
        Source = kept.SourceName,
        FetchedAt = kept.FetchedAt,
    };
}
