using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Register;

/// <summary>What a report did to the register.</summary>
/// <param name="AccordId">The accord.</param>
/// <param name="IsNew">It was not known before.</param>
/// <param name="Changes">What a further report changed; empty for mere coverage.</param>
public sealed record Registered(string AccordId, bool IsNew, IReadOnlyList<string> Changes);

/// <summary>Makes one accord of many articles. Reports come one at a time.</summary>
public sealed class AccordRegister(AccordTable accords)
{
    /// <summary>Enters the accords that a finding reports, its further ones too; what is not accepted is kept as a finding only.</summary>
    public async Task<IReadOnlyList<Registered>> ReportAsync(Finding finding, KeptArticle article, PartyBook parties, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entered = new List<Registered>();
        foreach (var one in finding.Further.Prepend(finding).Where(one => one is { IsAccord: true, Decision: "accept" }).SelectMany(AccordResolver.Each))
        {
            entered.Add(await ReportOneAsync(one, article, new AccordResolver(parties), now, cancellationToken).ConfigureAwait(false));
        }

        return entered;
    }

    private async Task<Registered> ReportOneAsync(Finding finding, KeptArticle article, AccordResolver resolver, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (resolver.Resolve(finding, article.PublishedAt ?? article.FirstSeenAt, accords.All()))
        {
            case Resolution.Same same:
                return new Registered(same.Known.Id, false, await accords.ReportAsync(same.Known, finding, same.Status, same.SignedOn, article, now, cancellationToken).ConfigureAwait(false));
            case Resolution.Fresh fresh:
                return new Registered(await accords.EnterAsync(fresh.Prefix, fresh.Title, finding, article, now, cancellationToken).ConfigureAwait(false), true, []);
            default:
                throw new InvalidOperationException("a resolution is fresh or the same");
        }
    }
}
