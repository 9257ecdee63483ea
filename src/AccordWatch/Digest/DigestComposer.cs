using System.Text;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Digest;

/// <summary>Gathers what a digest says and puts it into words that fit into one mail.</summary>
internal sealed class DigestComposer(Database database, DigestRenderer renderer)
{
    private const int MaxReviews = 20;

    // Gmail cuts a mail off at about 102 KB.
    private const int MaxHtml = 90_000;

    private readonly EditionTable _editions = new(database);
    private readonly AccordTable _accords = new(database);
    private readonly HealthTable _health = new(database);

    /// <summary>The digest of these items, without those at the end that do not fit.</summary>
    public (DigestContent Content, RenderedDigest Digest) Compose(Subscriber subscriber, Period period, IReadOnlyList<EditionItem> items, DigestMail mail)
    {
        // An accord of before the subscription is not new, though this reader never heard of it.
        var since = _editions.FirstPeriodOf(subscriber.Address) ?? period.Start;
        return Fit(new DigestContent
        {
            Subscriber = subscriber,
            Period = period,
            Day = Periods.DayOf(subscriber, period),
            Items = [.. items.Select(item => ItemOf(item, since))],
            Reviews = _editions.ReviewsFor(subscriber.Address, period, MaxReviews),
            Health = _health.Line(period.Start, period.End),
            UnsubscribeLink = mail.UnsubscribeLink(subscriber),
            Owner = mail.Owner,
        });
    }

    private DigestItem ItemOf(EditionItem item, DateTimeOffset since)
    {
        var accord = _accords.Find(item.AccordId)!;
        var told = item.ToldRevision ?? (accord.FirstReportedAt < since ? item.Revision - 1 : 0);
        var changes = _accords.HistoryOf(accord.Id).Where(change => change.Revision > told && change.Revision <= item.Revision).Select(change => change.Change);
        var evidence = _accords.EvidenceOf(accord.Id).Where(one => one.Field == "status").ToList();
        return new DigestItem(
            accord,
            told == 0,
            told == 0 ? [] : [.. changes],
            evidence.LastOrDefault(one => one.Value == accord.Status) ?? evidence.LastOrDefault(),
            _accords.ArticlesOf(accord.Id),
            item.MaybeTold);
    }

    private (DigestContent Content, RenderedDigest Digest) Fit(DigestContent content)
    {
        var total = content.Items.Count;
        while (true)
        {
            var digest = renderer.Render(content);
            var size = Encoding.UTF8.GetByteCount(digest.Html);
            if (size <= MaxHtml || content.Items.Count <= 1)
            {
                return (content, digest);
            }

            var fewer = Math.Clamp((int)((long)content.Items.Count * MaxHtml / size), 1, content.Items.Count - 1);
            content = content with { Items = [.. content.Items.Take(fewer)], Left = total - fewer };
        }
    }
}
