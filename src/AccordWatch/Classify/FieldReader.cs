using AccordWatch.Knowledge;
using AccordWatch.Model;

namespace AccordWatch.Classify;

/// <summary>The fields of one accord with the sentences that prove them.</summary>
internal sealed record Fields(string? Instrument, string? SignedOn, IReadOnlyList<string> Signatories, IReadOnlyList<string> Areas, int? MemberNumber, IReadOnlyList<Evidence> Evidence);

/// <summary>Reads instrument, day, signatories and areas of the chosen act.</summary>
internal sealed class FieldReader(ArticleClues clues, DateOnly? published)
{
    // Areas are told in the sentences that follow the act; further down other things are.
    private const int AreaSentences = 8;

    private const int NearAct = 10;

    // "of the", "dell'", "für"
    private const int ArticleLength = 5;

    public Fields Read(Primary chosen, IReadOnlyList<NewsEvent> events)
    {
        var evidence = new List<Evidence>();
        Prove("status", chosen.Event.Sentence);
        var (instrument, told) = InstrumentOf(chosen, events);
        Prove("instrument", told);
        foreach (var party in chosen.Parties)
        {
            Prove($"party:{party.Party.Name}", SentenceOf(party, chosen.Event.Sentence));
        }

        var (signedOn, dated) = SignedOnOf(chosen, events);
        if (dated is not null)
        {
            Prove("signed_on", dated);
        }

        var signatories = new SignatoryReader(clues).In(chosen.Event);
        foreach (var (name, sentence) in signatories)
        {
            Prove($"signatory:{name}", sentence);
        }

        var areas = AreasOf(chosen, events);
        foreach (var (area, sentence) in areas)
        {
            Prove($"area:{area}", sentence);
        }

        var (number, counted) = MemberNumberOf(chosen);
        if (counted is not null)
        {
            Prove("member_number", counted);
        }

        return new Fields(instrument, signedOn, [.. signatories.Select(one => one.Name)], [.. areas.Select(one => one.Area)], number, evidence);

        void Prove(string field, SentenceClues sentence) => evidence.Add(new Evidence(field, sentence.Quote, sentence.Sentence.Start, sentence.Sentence.End));
    }

    // A headline says "deal" or "pact" where the text names the paper.
    private (string Instrument, SentenceClues Sentence) InstrumentOf(Primary chosen, IReadOnlyList<NewsEvent> events)
    {
        var own = chosen.Event.Instrument;
        if (own is not null and not "agreement" || chosen.Event.Open is not null && chosen.Event.Status == "acceded")
        {
            return (own ?? "accession", chosen.Event.Sentence);
        }

        var more = events.FirstOrDefault(one => one.IsNews && one.Instrument is not null and not "other" and not "accession" && one.Sentence.Index <= clues.LeadIndex + 2
            && !one.Sentence.IsHeadline && !one.Sentence.Has("elsewhere") && (chosen.Event.Sentence.IsHeadline || own is null));
        if (more is { Instrument: not "agreement" })
        {
            return (more.Instrument!, more.Sentence);
        }

        // "an accord on mining: a memorandum of understanding with …"
        var named = clues.Body.Where(sentence => sentence == chosen.Event.Sentence || sentence.Index == clues.LeadIndex)
            .Where(sentence => !sentence.Has("background") && !sentence.Has("elsewhere") && sentence.Open is null)
            .SelectMany(sentence => sentence.Instruments.Select(hit => (hit.Of.Name, Sentence: sentence)))
            .FirstOrDefault(one => one.Name is "mou" or "letter_of_intent" or "implementing_arrangement" or "joint_statement");
        return named.Sentence is not null && chosen.Event.Status is "signed" or "planned"
            ? named
            : (own ?? (chosen.Event.Status == "announced" ? "other" : "agreement"), chosen.Event.Sentence);
    }

    private (int? Number, SentenceClues? Sentence) MemberNumberOf(Primary chosen)
    {
        if (chosen.Event is not { Status: "acceded", Open: not null } || chosen.Parties.Count(party => party.Party.Kind == "state") > 1)
        {
            return (null, null);
        }

        foreach (var sentence in clues.Headline.Prepend(chosen.Event.Sentence).Concat(clues.Body.Where(one => one.Index <= Math.Max(chosen.Event.Sentence.Index, clues.LeadIndex) + 1 && !one.Has("background"))))
        {
            if (MemberNumber.In(clues, sentence) is { } number)
            {
                return (number, sentence);
            }
        }

        return (null, null);
    }

    private SentenceClues SentenceOf(Named.Signatory party, SentenceClues first)
        => clues.PartiesIn(first).Contains(party) ? first : clues.Sentences.FirstOrDefault(sentence => clues.PartiesIn(sentence).Contains(party)) ?? first;

    private (string? Day, SentenceClues? Sentence) SignedOnOf(Primary chosen, IReadOnlyList<NewsEvent> events)
    {
        if (chosen.Event.Status is "ratified" or "in_force" or "suspended" or "terminated" or "withdrawn")
        {
            return OriginalOf(chosen);
        }

        if (chosen.Event.Status is "announced" or "negotiating")
        {
            return (null, null);
        }

        var sentences = new[] { chosen.Event.Sentence }
            .Concat(events.Where(one => one.IsNews && one.Status == chosen.Event.Status && one.Sentence.Index <= clues.LeadIndex + 4).Select(one => one.Sentence))
            .Concat(clues.Sentences.Where(sentence => sentence.Index == clues.LeadIndex && chosen.Event.Sentence.Index <= clues.LeadIndex + 1 && sentence.Acts.Any()))
            .Concat(clues.Body.Where(sentence => IsBehindLead(sentence) && sentence.Acts.Any(act => act.Of.Name == chosen.Event.Status || (chosen.Event.Status is "acceded" or "extended" or "amended" && act.Of.Name == "signed"))));
        foreach (var sentence in sentences)
        {
            if (DayReader.In(clues.Reading, sentence, published, chosen.Event.Status == "planned") is { } day && IsPlausible(day, chosen.Event.Status) && !IsDayOfTelling(sentence, day, chosen.Event.Status) && (!day.IsRelative || IsDayOfAct(sentence, chosen.Event.Status)))
            {
                return (day.Text, sentence);
            }
        }

        return (null, null);
    }

    // The signing itself is often told right below the lead, but so are older papers.
    private bool IsBehindLead(SentenceClues sentence)
        => sentence.Index > clues.LeadIndex && sentence.Index <= clues.LeadIndex + 2 && !sentence.Has("background") && !sentence.Has("negated") && !sentence.Has("elsewhere");

    // The day of the original signing, where it is told of the same parties.
    // "said on the 18th that they will sign next month"
    private bool IsDayOfTelling(SentenceClues sentence, StatedDay day, string status)
        => status == "planned" && day.Day <= published && sentence.Rules.Exists(hit => hit.Of.Kind == RuleKind.Later);

    private (string? Day, SentenceClues? Sentence) OriginalOf(Primary chosen)
    {
        foreach (var sentence in clues.Body.Where(one => one.Index <= clues.LeadIndex + 4 && one.Acts.Any(act => act.Of.Name == "signed") && !IsOfChangedPaper(one, chosen)))
        {
            var countries = PartyReader.CountriesOf(clues.PartiesIn(sentence));
            var signed = DayReader.LastIn(clues.Reading, sentence, published);
            if (signed is { } day && (countries.Count == 0 || countries.All(chosen.Countries.Contains)) && (published is not { } today || today.DayNumber - day.Day.DayNumber > 3))
            {
                return (day.Text, sentence);
            }
        }

        return (null, null);
    }

    // "ratified the protocol that amends the agreement of 22 December 2004": the day is that of the other paper.
    private static bool IsOfChangedPaper(SentenceClues sentence, Primary chosen)
        => chosen.Event.Instrument == "other" && (sentence.Acts.Any(act => act.Of.Name == "amended") || !sentence.Instruments.Any(hit => hit.Of.Name == "other"));

    // "Today the partnership comprises …" below the lead speaks of nowadays.
    private bool IsDayOfAct(SentenceClues sentence, string status)
        => (status != "planned" && (sentence.Index <= clues.LeadIndex || !sentence.Rules.Exists(hit => hit.Of.Kind == RuleKind.Today))) || IsBesideAct(sentence);

    // "intends to sign …, it said on Sunday": the day far from the act is that of the saying.
    private bool IsBesideAct(SentenceClues sentence)
        => sentence.Rules.Where(hit => hit.Of.Kind is RuleKind.Weekday or RuleKind.Today).All(day => sentence.Acts.Any(act => clues.Reading.WordsBetween(Math.Min(act.End, day.First), Math.Max(act.End, day.First)) <= NearAct));

    private bool IsPlausible(StatedDay day, string status)
        => published is not { } today || status == "planned" || (day.Day <= today.AddDays(2) && (day.IsRelative || today.DayNumber - day.Day.DayNumber < 400));

    private List<(string Area, SentenceClues Sentence)> AreasOf(Primary chosen, IReadOnlyList<NewsEvent> events)
    {
        var last = events.Where(one => one.Background is not null && one.Sentence.Index > chosen.Event.Sentence.Index && one.Sentence.Index > clues.LeadIndex + 1).Select(one => one.Sentence.Index).DefaultIfEmpty(int.MaxValue).Min();
        var areas = new List<(string Area, SentenceClues Sentence)>();
        foreach (var sentence in clues.Sentences.Where(one => one.Index < last && one.Index <= Math.Max(chosen.Event.Sentence.Index, clues.LeadIndex) + AreaSentences && !one.Has("background")))
        {
            // The name of an agency or of another instrument tells of no field: "Ministry of Education".
            areas.AddRange(sentence.Rules.Where(hit => hit.Of.Kind == RuleKind.Area && !sentence.Names.Exists(name => name.Overlaps(hit) && name.Of != chosen.Event.Open) && !IsOfOffice(sentence, hit)).Select(hit => (hit.Of.Name, sentence)));
        }

        foreach (var area in chosen.Event.Open?.Areas ?? [])
        {
            areas.Add((area, chosen.Event.Sentence));
        }

        return [.. areas.DistinctBy(one => one.Area)];
    }

    // "the Minister of Defence", "Education Secretary": the office tells of no field.
    private bool IsOfOffice(SentenceClues sentence, Hit<LexiconRule> area)
        => sentence.Cues("teller").Any(teller => teller.Overlaps(area)
            || (teller.End <= area.First && area.First - teller.End <= 2 && IsShort(teller.End, area.First))
            || (area.End <= teller.First && teller.First - area.End <= 1 && IsUnbroken(area.End, teller.First)));

    private bool IsShort(int first, int end) => IsUnbroken(first, end) && Enumerable.Range(first, end - first).All(word => clues.Reading.Folded[word].Length <= ArticleLength);

    private bool IsUnbroken(int first, int end)
        => !clues.Reading.Text[clues.Reading.Words[first - 1].End..clues.Reading.Words[end].Start].Any(mark => mark is ',' or ';' or ':' or '–' or '—' or '(');
}
