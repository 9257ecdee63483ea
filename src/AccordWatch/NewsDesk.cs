using System.Globalization;
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
public sealed record NewsReport(KeptArticle Article, Telling Telling, Finding Finding, IReadOnlyList<Registered> Accords)
{
    /// <summary>Why it is told in the words of the feed, or null.</summary>
    public string? Refusal { get; init; }
}

/// <summary>An article that waits to be told.</summary>
/// <param name="Entry">The entry that led to it.</param>
/// <param name="Article">The article.</param>
/// <param name="Refusal">Why it is told in the words of the feed, or null.</param>
public sealed record Untold(WaitingEntry Entry, Article Article, string? Refusal);

/// <summary>Tells articles one after the other: group, classify, keep, register.</summary>
public sealed class NewsDesk(ArticleTable articles, StoryTable kept, AccordRegister register, StoryOptions options, Current<KnowledgeBase> knowledge, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private StoryIndex? _stories;
    private bool _hasLooked;

    /// <summary>Takes up the stories of the last days again, and reads what a process that was ended left unread.</summary>
    /// <param name="onlyLeftovers">Does so only when something was left unread; asked once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MistakeException">The knowledge has a mistake.</exception>
    public async Task OpenAsync(bool onlyLeftovers, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!onlyLeftovers || (!_hasLooked && articles.AnyUnread()))
            {
                // The knowledge is read now, before anything is tried with it.
                _ = knowledge.Value;
                _stories ??= await RecallAsync(cancellationToken).ConfigureAwait(false);
            }

            _hasLooked = true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Tells articles of one source, and keeps with them what became of its other entries.</summary>
    /// <returns>Without those that the source has told before.</returns>
    public async Task<IReadOnlyList<NewsReport>> TellAsync(IReadOnlyList<Untold> untold, IReadOnlyList<EntryEnd> others, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await TellInTurnAsync(untold, [.. others], cancellationToken).ConfigureAwait(false);
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

    private async Task<IReadOnlyList<NewsReport>> TellInTurnAsync(IReadOnlyList<Untold> untold, List<EntryEnd> ends, CancellationToken cancellationToken)
    {
        var placed = new List<(PlacedArticle Article, Telling Telling, Finding Finding, string? Refusal)>();
        var (revised, moves) = (new List<(RevisedArticle Article, Finding? Finding)>(), new List<Moved>());
        if (untold.Count > 0)
        {
            _stories ??= await RecallAsync(cancellationToken).ConfigureAwait(false);
            if (_stories.WantsSecondLook)
            {
                moves.AddRange(_stories.Reconsider());
            }

            var known = articles.Known(untold[0].Article.Source, untold.Select(one => one.Article.CanonicalUrl.AbsoluteUri));
            var ofEntries = articles.OfEntries(untold.Select(one => one.Entry.Id));
            var id = articles.NextId();
            foreach (var one in untold)
            {
                if (ofEntries.TryGetValue(one.Entry.Id, out var before) && articles.Find(before) is { } old)
                {
                    revised.Add(Revise(_stories, old, one, moves));
                }
                else if (known.TryAdd(one.Article.CanonicalUrl.AbsoluteUri, id))
                {
                    placed.Add(Place(_stories, id++, one));
                }
                else
                {
                    var same = known[one.Article.CanonicalUrl.AbsoluteUri];
                    if (articles.Find(same) is { IsRelated: true } headline && !Headline.IsAll(one.Article))
                    {
                        revised.Add(Revise(_stories, headline, one, moves));
                    }

                    ends.Add(new EntryEnd(one.Entry.Id, "told", $"the same article as {same}"));
                }
            }
        }

        var batch = new NewsBatch([.. placed.Select(one => one.Article)]) { Revisions = [.. revised.Select(one => one.Article)], Moves = [.. moves.Select(MoveOf)], Others = ends };
        var told = await articles.KeepAsync(batch, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        foreach (var (article, finding) in revised.Where(one => one.Finding is not null))
        {
            await EnterAsync(articles.Find(article.Id)!, finding!, cancellationToken).ConfigureAwait(false);
        }

        var reports = new List<NewsReport>();
        foreach (var (article, (to, telling, finding, refusal)) in told.Zip(placed))
        {
            var accords = to.Finding is null ? await EnterAsync(article, finding, cancellationToken).ConfigureAwait(false) : [];
            reports.Add(new NewsReport(article, telling, finding, accords) { Refusal = refusal });
        }

        return reports;
    }

    private (PlacedArticle Article, Telling Telling, Finding Finding, string? Refusal) Place(StoryIndex stories, long id, Untold one)
    {
        var article = one.Article;
        var finding = Classify(article.Title, article.Text, article.Language, article.Published);
        var (at, key, textKey) = (article.Published ?? one.Entry.FirstSeenAt, ActReader.Of(finding), TextKey.Of(article)?.ToString("x32", CultureInfo.InvariantCulture));
        var telling = textKey is not null && articles.OfText(textKey, article.Source, article.Title, id) is { } told
            ? stories.Repeat(id, article, at, told.Story, told.Id, key)
            : stories.Tell(id, article, at, key);
        var dateline = Headline.DatelineIn(article.Text);
        // A finding that is for the register is kept after it: a report that is made twice changes nothing, one that is never made is lost.
        var isForRegister = finding.IsAccord || finding.Further.Any(further => further.IsAccord);
        var placed = new PlacedArticle(id, one.Entry, article, telling.Story, (telling as Telling.Again)?.CopyOf, telling.Because)
        {
            IsRelated = telling.IsRelated,
            Wire = (dateline?.Agency, dateline?.Place),
            Flags = Headline.FlagsOf(article.Title),
            TextKey = textKey,
            Note = one.Refusal is null ? null : $"in the words of the feed: {one.Refusal}",
            Finding = isForRegister ? null : finding,
        };
        return (placed, telling, finding, one.Refusal);
    }

    // A text that has come is told like a new one; any other version only says what it changes.
    private (RevisedArticle Article, Finding? Finding) Revise(StoryIndex stories, KeptArticle old, Untold one, List<Moved> moves)
    {
        var article = one.Article;
        if (!old.IsRelated || Headline.IsAll(article))
        {
            // The feed's words in place of a page that cannot be had are no newer version of it.
            var isComparable = old.Origin == "feed" || article.Origin == TextOrigin.Page;
            return (new RevisedArticle(old.Id, one.Entry, article, isComparable ? Revision.ChangesOf(ArticleOf(old), article) : []), null);
        }

        var finding = Classify(article.Title, article.Text, article.Language, article.Published);
        var telling = stories.Retell(old.Id, article, article.Published ?? old.FirstSeenAt, old.StoryId, articles.IsAlone(old), ActReader.Of(finding));
        if (telling.Story != old.StoryId)
        {
            moves.Add(new Moved(old.Id, old.StoryId, telling.Story, $"its text came: {telling.Because}"));
        }

        var dateline = Headline.DatelineIn(article.Text);
        return (
            new RevisedArticle(old.Id, one.Entry, article, [$"its text came: {telling.Because}"])
            {
                IsText = true,
                CopyOf = (telling as Telling.Again)?.CopyOf,
                TextKey = TextKey.Of(article)?.ToString("x32", CultureInfo.InvariantCulture),
                Wire = (dateline?.Agency, dateline?.Place),
            },
            finding);
    }

    private static StoryMove MoveOf(Moved moved) => new(moved.Article, moved.From, moved.To, moved.Because) { IsMerge = moved.IsMerge };

    private async Task<IReadOnlyList<Registered>> EnterAsync(KeptArticle kept, Finding finding, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var accords = await register.ReportAsync(finding, kept, knowledge.Value.Parties, now, cancellationToken).ConfigureAwait(false);
        await articles.KeepFindingAsync(kept.Id, finding, now, cancellationToken).ConfigureAwait(false);
        return accords;
    }

    private Finding Classify(string title, string text, string? language, DateTimeOffset? published) => new Classifier(knowledge.Value).Read(title, text, language, published);

    private async Task<StoryIndex> RecallAsync(CancellationToken cancellationToken)
    {
        var stories = new StoryIndex(options, nextStory: articles.NextStoryId());
        foreach (var (one, other) in kept.Parted())
        {
            stories.Part(one, other);
        }

        foreach (var told in articles.Since(clock.GetUtcNow() - (2 * options.Window)))
        {
            stories.Recall(told.Id, ArticleOf(told), told.PublishedAt ?? told.FirstSeenAt, told.StoryId, ActReader.Of(articles.FindingOn(told.Id)), told.IsPinned);
        }

        foreach (var unread in articles.Unread())
        {
            await EnterAsync(unread, Classify(unread.Title, unread.Text, unread.Language, unread.PublishedAt), cancellationToken).ConfigureAwait(false);
        }

        return stories;
    }

    internal static Article ArticleOf(KeptArticle kept) => new()
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
