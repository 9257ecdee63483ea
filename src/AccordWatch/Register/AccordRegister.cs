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
public sealed class AccordRegister(AccordTable accords, DecisionTable decisions)
{
    /// <summary>
    /// Enters the accords that a finding reports, its further ones too, and those that it recalls. What is not accepted, by the rules or by a person, is kept as a
    /// finding only; what a person rejected stays out.
    /// </summary>
    public async Task<IReadOnlyList<Registered>> ReportAsync(Finding finding, KeptArticle article, PartyBook parties, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var verdict = decisions.VerdictOn(article.Id);
        var entered = new List<Registered>();
        if (verdict == "reject")
        {
            return entered;
        }

        var resolver = new AccordResolver(parties);
        foreach (var one in finding.Further.Prepend(finding).Where(one => (one is { IsAccord: true, Decision: "accept" } || verdict == "accept") && one is { Status: not null, Instrument: not null, Kind: not null }).SelectMany(AccordResolver.Each))
        {
            entered.Add(await ReportOneAsync(one, article, resolver, entered, now, cancellationToken).ConfigureAwait(false));
        }

        foreach (var recalled in finding.IsAccord ? Recollection.In(finding, article.PublishedAt ?? article.FirstSeenAt, parties) : [])
        {
            await RecallAsync(recalled, article, resolver, now, cancellationToken).ConfigureAwait(false);
        }

        return entered;
    }

    private async Task<Registered> ReportOneAsync(Finding finding, KeptArticle article, AccordResolver resolver, List<Registered> entered, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (resolver.Resolve(finding, article.PublishedAt ?? article.FirstSeenAt, Candidates(finding, article, resolver, entered)))
        {
            case Resolution.Same same:
                // Where the one that fits was merged, the report goes to what it is now.
                var home = accords.Find(same.Known.Id)!;
                var told = home.Id == same.Known.Id ? same : AccordResolver.SameAs(home, finding, same.Because);
                var standing = new Standing(told.Status, told.SignedOn, NameOf(told.Move));
                return new Registered(home.Id, false, await accords.ReportAsync(home, finding, standing, article, now, cancellationToken).ConfigureAwait(false));
            case Resolution.Fresh fresh:
                return new Registered(await accords.EnterAsync(fresh.Prefix, fresh.Title, finding, article, now, cancellationToken).ConfigureAwait(false), true, []);
            default:
                throw new InvalidOperationException("a resolution is fresh or the same");
        }
    }

    // An article told again is about what it was about before, as people have left it.
    private IReadOnlyList<Accord> Candidates(Finding finding, KeptArticle article, AccordResolver resolver, List<Registered> entered)
    {
        var told = entered.ConvertAll(one => one.AccordId);
        var before = accords.ReportedBy(article.Id);
        var all = accords.Comparable(resolver.WithNamesakes(finding.Parties)).Where(accord => AccordResolver.MayBe(finding, accord, told)).ToList();
        return before.Count == 0 ? all : all.FindAll(accord => before.Contains(accord.Id)) is { Count: > 0 } own ? own : all;
    }

    private async Task RecallAsync(Finding recalled, KeptArticle article, AccordResolver resolver, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (resolver.Resolve(recalled, null, accords.Comparable(resolver.WithNamesakes(recalled.Parties))) is Resolution.Fresh fresh)
        {
            await accords.RecallAsync(fresh.Prefix, fresh.Title, recalled, article, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string NameOf(Move move) => move switch
    {
        Move.Step => "step",
        Move.Jump => "jump",
        _ => "none",
    };
}
