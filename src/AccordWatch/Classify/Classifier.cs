using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Classify;

/// <summary>
/// Reads whether an article reports a space accord as news, which one, and the words that prove each field. Pure: the same article and the same
/// knowledge give the same finding.
/// </summary>
public sealed class Classifier(KnowledgeBase knowledge)
{
    // Accords of one day are told together at the top; further down the article recalls others.
    private const int FurtherSentences = 4;

    /// <param name="title">May be empty.</param>
    /// <param name="text">Plain text; paragraphs are separated by a blank line.</param>
    /// <param name="language">ISO 639-1; null lets the lexicon decide that finds most.</param>
    /// <param name="published">Resolves weekdays and tells old from new; null when unknown.</param>
    public Finding Read(string title, string text, string? language, DateTimeOffset? published)
    {
        var day = published is { } instant ? DateOnly.FromDateTime(instant.Date) : (DateOnly?)null;
        var clues = CluesOf(title, text, language);
        var events = new EventReader(clues, day).Read();
        var parties = new PartyReader(clues);
        var chosen = Choose(clues, events, parties);
        var weighing = new Weighing();
        new Judgement(clues, knowledge.Watch, weighing).Weigh(chosen, events);
        var fields = chosen is null ? null : new FieldReader(clues, day).Read(chosen, events);
        var finding = Found(chosen, fields, weighing) with
        {
            Background = [.. events.Where(one => one.Background is not null && one != chosen?.Event).Select(one => Mentioned(one, clues))],
            RulesVersion = knowledge.RulesVersion,
        };
        return finding.IsAccord && chosen is not null ? finding with { Further = [.. FurtherOf(chosen, events, clues, parties, day).Select(one => one with { Score = finding.Score })] } : finding;
    }

    private ArticleClues CluesOf(string title, string text, string? language)
    {
        if (language is not null && knowledge.Lexicons.TryGetValue(language, out var own))
        {
            return new ArticleClues(title, text, [own], knowledge.Parties);
        }

        var reading = new Reading(title + "\n\n" + text);
        var best = knowledge.Lexicons.Values.MaxBy(lexicon => lexicon.In(reading).Count);
        return new ArticleClues(title, text, language is null && best is not null ? [best] : [.. knowledge.Lexicons.Values], knowledge.Parties);
    }

    // The news stands in the headline or the lead; an act that the article only recalls is not its news.
    private static Primary? Choose(ArticleClues clues, IReadOnlyList<NewsEvent> events, PartyReader parties)
    {
        var ranked = events.Where(one => one.IsNews)
            .Select(one => (Event: one, Parties: parties.PartiesOf(one)))
            .Select(one => (one.Event, one.Parties, Rank: RankOf(one.Event, one.Parties, clues)))
            .OrderByDescending(one => one.Rank)
            .ThenBy(one => one.Event.Sentence.Index)
            .ToList();
        if (ranked.Count == 0)
        {
            return null;
        }

        var best = ranked[0];
        var joining = ranked.FirstOrDefault(one => IsJoiningMeant(best.Event, one.Event, best.Parties, clues));
        return joining.Event is null ? new Primary(best.Event, best.Parties) : new Primary(joining.Event, joining.Parties);
    }

    // "Poland signs space agreement with NASA" above a text that names the Artemis Accords.
    private static bool IsJoiningMeant(NewsEvent best, NewsEvent other, IReadOnlyList<Named.Signatory> parties, ArticleClues clues)
        => best is { Open: null, Instrument: "agreement", Sentence.IsHeadline: true, Status: "signed" or "planned" }
            && other is { Open: { Hosts.Count: > 0 } open, Status: "acceded", Instrument: "accession" } && other.Sentence.Index <= clues.LeadIndex + 1
            && PartyReader.CountriesOf(parties).All(country => open.Hosts.Contains(country) || PartyReader.CountriesOf(other.Parties).Contains(country));

    private static double RankOf(NewsEvent one, IReadOnlyList<Named.Signatory> parties, ArticleClues clues)
    {
        var place = one.Sentence.IsHeadline ? 2.5 : Math.Max(0, 2.5 - (0.5 * (one.Sentence.Index - clues.LeadIndex)));
        var weight = one.Status switch { "announced" or "negotiating" => -1.2, "planned" => -0.3, _ => 0 };
        return place + weight
            + (one.Instrument is null ? 0 : 0.6)
            + (one.Open is null ? 0 : 0.1)
            + (PartyReader.NamesItsParties(one) ? 1 : PartyReader.IsComplete(parties) ? 0.5 : 0)
            + (one.Sentence.TellsOfSpace ? 0.8 : 0)
            - (one.Sentence.Has("elsewhere") ? 1.5 : 0);
    }

    private Finding Found(Primary? chosen, Fields? fields, Weighing weighing)
    {
        var score = weighing.Score;
        var watched = chosen is null || IsWatched(chosen, fields!.Areas);
        if (!watched)
        {
            weighing.Note("none of its parties or areas is watched");
        }

        var decision = score >= knowledge.Watch.Accept && watched ? "accept" : score >= knowledge.Watch.Review && watched ? "review" : "reject";
        return new Finding
        {
            IsAccord = chosen is not null && score >= knowledge.Watch.Accept,
            Score = score,
            Decision = chosen is null ? "reject" : decision,
            Status = chosen?.Event.Status,
            Instrument = fields?.Instrument,
            Kind = chosen?.Kind,
            Joins = chosen is { Event: { Status: "acceded" or "planned", Open: { } open, Instrument: "accession" } } ? open.Name : null,
            Founds = chosen is { Event: { IsFounding: true, Open: { } founded } } ? founded.Name : null,
            MemberNumber = fields?.MemberNumber,
            Parties = chosen?.AsParties ?? [],
            Signatories = fields?.Signatories ?? [],
            SignedOn = fields?.SignedOn,
            Areas = fields?.Areas ?? [],
            Evidence = fields?.Evidence ?? [],
            Why = weighing.Reasons,
        };
    }

    private bool IsWatched(Primary chosen, IReadOnlyList<string> areas)
        => (knowledge.Watch.Parties.Count == 0 || chosen.Parties.Any(party => knowledge.Watch.Parties.Contains(party.Party.Name) || (party.Party.Country is { } country && knowledge.Watch.Parties.Contains(country))))
            && (knowledge.Watch.Areas.Count == 0 || areas.Count == 0 || areas.Any(knowledge.Watch.Areas.Contains));

    private static BackgroundAccord Mentioned(NewsEvent one, ArticleClues clues)
        => new([.. one.Parties.Select(party => party.Party)], one.Instrument, DayReader.In(clues.Reading, one.Sentence, null, false)?.Text ?? YearOf(one, clues));

    private static string? YearOf(NewsEvent one, ArticleClues clues)
    {
        var years = DayReader.YearsIn(clues.Reading, one.Sentence).ToList();
        return years.Count == 1 ? $"{years[0]}" : null;
    }

    // A ceremony with two memoranda, or two states that join on one day, are several accords on one page.
    private IReadOnlyList<Finding> FurtherOf(Primary chosen, IReadOnlyList<NewsEvent> events, ArticleClues clues, PartyReader parties, DateOnly? day)
        => [.. events.Where(one => one.IsNews && one != chosen.Event && one.Status is "signed" or "acceded" or "ratified" && one.Instrument is not null && one.Sentence.TellsOfSpace && !one.Sentence.Has("elsewhere"))
            .Where(one => one.Sentence.Index <= clues.LeadIndex + FurtherSentences)
            .Where(one => (one.Open is not null ? PartyReader.NamesItsParties(one) : PartyReader.IsComplete(one.Parties)) && !Overlap(one, chosen))
            .Select(one => new Primary(one, one.Open is null ? one.Parties : parties.PartiesOf(one)))
            .Select(one => (Primary: one, Fields: new FieldReader(clues, day).Read(one, events)))
            .Select(one => Found(one.Primary, one.Fields, new Weighing()) with
            {
                IsAccord = true,
                Decision = "accept",
                RulesVersion = knowledge.RulesVersion,
            })
            .DistinctBy(one => string.Join(',', one.Parties.Select(party => party.Name).Order(StringComparer.Ordinal)))];

    private static bool Overlap(NewsEvent one, Primary chosen)
    {
        var countries = PartyReader.CountriesOf(PartyReader.WithoutHosts(one));
        return countries.All(chosen.Countries.Contains) || (one.Open is null && chosen.Countries.All(countries.Contains) && chosen.Countries.Count > 0);
    }
}
