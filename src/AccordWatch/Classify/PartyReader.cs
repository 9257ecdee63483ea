using AccordWatch.Knowledge;

namespace AccordWatch.Classify;

/// <summary>Who are the parties of an act: first the headline and the sentence of the act, then the sentences around it.</summary>
internal sealed class PartyReader(ArticleClues clues)
{
    // The states of a bilateral accord; more in one headline or one sentence make it multilateral.
    private const int Both = 2;

    // A sentence that lists this many names the signatories wherever it stands.
    private const int Many = 5;

    public IReadOnlyList<Named.Signatory> PartiesOf(NewsEvent news)
    {
        var headline = Unique(clues.Headline.SelectMany(clues.PartiesIn));
        var own = news.Parties;
        var hosts = HostsOf(news);
        var parties = Without(news.Open is not null && news.Sentence.IsHeadline ? headline : Unique(own.Concat(headline)), hosts);
        if (news.Open is not null && news.Status == "signed" && news.Instrument == "agreement")
        {
            return Unique(parties.Concat(clues.Sentences.Where(sentence => sentence.Index <= clues.LeadIndex + 1 && !sentence.Has("negated")).SelectMany(clues.PartiesIn)));
        }

        var named = CountriesOf(Without(headline, hosts));
        if (news.Open is null ? named.Count >= Both : named.Count > 0 && clues.Headline.Any(sentence => sentence.Open?.Of == news.Open))
        {
            parties = Within(parties, named);
        }

        if (news.Open is not null && CountriesOf(parties).Count > 0)
        {
            return parties;
        }

        foreach (var sentence in Around(news.Sentence).Where(other => news.Open is null || !other.Has("negated")))
        {
            if (IsComplete(parties))
            {
                break;
            }

            parties = Unique(parties.Concat(Without(clues.PartiesIn(sentence), hosts)));
        }

        return IsComplete(parties) ? WithAgencies(parties, news) : parties;
    }

    /// <summary>Two states, or a state and an organisation, or an agency and a company.</summary>
    public static bool IsComplete(IReadOnlyList<Named.Signatory> parties)
        => CountriesOf(parties).Count >= Both
            || parties.Count(party => party.Party.Kind == "igo") + Math.Min(1, CountriesOf(parties).Count) >= Both
            || (parties.Any(party => party.Party.Kind == "company") && parties.Any(party => party.Party.Kind is "agency" or "igo"));

    /// <summary>Whether the act itself names those that it needs: for joining an open instrument, one that is not its host.</summary>
    public static bool NamesItsParties(NewsEvent news) => news.Open is null ? IsComplete(news.Parties) : CountriesOf(WithoutHosts(news)).Count > 0;

    /// <summary>Those whom the act itself names, but not the hosts of the open instrument that is joined.</summary>
    public static IReadOnlyList<Named.Signatory> WithoutHosts(NewsEvent news) => Without(news.Parties, HostsOf(news));

    public static IReadOnlyList<string> CountriesOf(IEnumerable<Named.Signatory> parties) => [.. parties.Select(party => party.Party.Country).OfType<string>().Distinct()];

    // Agencies that sign for the states already named.
    private IReadOnlyList<Named.Signatory> WithAgencies(IReadOnlyList<Named.Signatory> parties, NewsEvent news)
    {
        var countries = CountriesOf(parties);
        var agencies = clues.Sentences.Where(sentence => sentence.Index <= news.Sentence.Index + 2 || (sentence.Index <= news.Sentence.Index + 6 && !sentence.Has("background") && sentence.Acts.Any(act => act.Of.Name == "signed")))
            .SelectMany(clues.PartiesIn)
            .Where(party => party.Party.Kind == "agency" && countries.Contains(party.Party.Country!));
        return Unique(parties.Concat(agencies));
    }

    private IEnumerable<SentenceClues> Around(SentenceClues sentence)
        => clues.Sentences.Where(other => other != sentence && !other.IsHeadline && !other.Has("background") && (other.Index <= Math.Max(sentence.Index, clues.LeadIndex) + 3 || clues.PartiesIn(other).Count >= Many))
            .OrderBy(other => Math.Abs(other.Index - sentence.Index));

    private static IReadOnlyList<string> HostsOf(NewsEvent news) => news.Open is { } open && news.Status is "acceded" or "planned" ? open.Hosts : [];

    private static IReadOnlyList<Named.Signatory> Without(IReadOnlyList<Named.Signatory> parties, IReadOnlyList<string> hosts)
        => hosts.Count == 0 ? parties : [.. parties.Where(party => party.Party.Country is null ? party.Party.Kind != "igo" : !hosts.Contains(party.Party.Country))];

    private static IReadOnlyList<Named.Signatory> Within(IReadOnlyList<Named.Signatory> parties, IReadOnlyList<string> countries)
        => [.. parties.Where(party => party.Party.Country is null || countries.Contains(party.Party.Country))];

    private static IReadOnlyList<Named.Signatory> Unique(IEnumerable<Named.Signatory> parties) => [.. parties.Distinct()];
}
