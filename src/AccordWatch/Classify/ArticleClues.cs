using AccordWatch.Knowledge;
using AccordWatch.Text;

namespace AccordWatch.Classify;

/// <summary>What the lexicon and the book of parties see in one sentence.</summary>
internal sealed class SentenceClues(int index, bool isHeadline, bool isLead, Sentence sentence, string text)
{
    public int Index { get; } = index;

    public bool IsHeadline { get; } = isHeadline;

    public Sentence Sentence { get; } = sentence;

    public string Quote { get; } = sentence.In(text);

    /// <summary>Whether it may state a date by numbers.</summary>
    public bool HasDigits { get; } = sentence.In(text).Any(char.IsDigit);

    /// <summary>The quote without the place and day of writing before it: "Geneva, 3 May 2024 – ".</summary>
    public string QuoteBehindDateline => Quote[DatelineLength..];

    /// <summary>Offset in the text behind the dateline.</summary>
    public int DatelineEnd => Sentence.Start + DatelineLength;

    public List<Hit<LexiconRule>> Rules { get; } = [];

    public List<Hit<Named>> Names { get; } = [];

    public IEnumerable<Hit<LexiconRule>> Acts => Rules.Where(hit => hit.Of.Kind == RuleKind.Act);

    public IEnumerable<Hit<LexiconRule>> Instruments => Rules.Where(hit => hit.Of.Kind == RuleKind.Instrument);

    public bool TellsOfSpace => Rules.Exists(hit => hit.Of.Kind == RuleKind.Space && !Cues("elsewhere").Any(cue => cue.Overlaps(hit))) || Open is not null || Names.Exists(IsSpaceAgency);

    /// <summary>The open instrument that the sentence names, or null.</summary>
    public Hit<Named>? Open => Names.FindIndex(hit => hit.Of is Named.OpenInstrument) is var at and >= 0 ? Names[at] : null;

    public IEnumerable<Hit<LexiconRule>> Cues(string name) => Rules.Where(hit => hit.Of.Kind == RuleKind.Cue && hit.Of.Name == name);

    public bool Has(string cue) => Cues(cue).Any();

    private int DatelineLength { get; } = isLead ? Dateline.LengthIn(sentence.In(text)) : 0;

    private static bool IsSpaceAgency(Hit<Named> hit) => hit.Of is Named.Signatory { Party.Kind: "agency" };
}

/// <summary>An article as the classifier reads it: title, a blank line, text.</summary>
internal sealed class ArticleClues
{
    private readonly IReadOnlyList<Named.Signatory>?[] _parties;

    /// <param name="title">May be empty.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="lexicons">Those of the article's language.</param>
    /// <param name="parties">Who can sign.</param>
    public ArticleClues(string title, string text, IReadOnlyList<Lexicon> lexicons, PartyBook parties)
    {
        Reading = new Reading(title + "\n\n" + text);
        var lead = Reading.Sentences.TakeWhile(sentence => sentence.Start < title.Length).Count();
        Sentences = [.. Reading.Sentences.Select((sentence, at) => new SentenceClues(at, at < lead, at == lead, sentence, Reading.Text))];
        LeadIndex = lead < Sentences.Count ? lead : 0;
        _parties = new IReadOnlyList<Named.Signatory>?[Sentences.Count];
        foreach (var hit in parties.In(Reading, [.. lexicons.Select(lexicon => lexicon.Language)]))
        {
            Sentences[Reading.SentenceOf(hit.First)].Names.Add(hit);
        }

        foreach (var hit in lexicons.SelectMany(lexicon => lexicon.In(Reading)))
        {
            Sentences[Reading.SentenceOf(hit.First)].Rules.Add(hit);
        }
    }

    public Reading Reading { get; }

    public IReadOnlyList<SentenceClues> Sentences { get; }

    public IEnumerable<SentenceClues> Headline => Sentences.Where(sentence => sentence.IsHeadline);

    public IEnumerable<SentenceClues> Body => Sentences.Where(sentence => !sentence.IsHeadline);

    /// <summary>The first sentence of the text, or of the headline where there is no text.</summary>
    public int LeadIndex { get; }

    /// <summary>Parties that the sentence names, in order, each once; a state is none where it is only a place ("in Mexico").</summary>
    public IReadOnlyList<Named.Signatory> PartiesIn(SentenceClues sentence) => _parties[sentence.Index] ??= ReadParties(sentence);

    private List<Named.Signatory> ReadParties(SentenceClues sentence)
        => [.. sentence.Names.Where(hit => hit.Of is Named.Signatory && Reading.Words[hit.First].Start >= sentence.DatelineEnd && !IsPlace(sentence, hit) && !IsOfAnother(sentence, hit)).Select(hit => (Named.Signatory)hit.Of).Distinct()];

    // "in Moscow", "the University of Tokyo"
    private bool IsPlace(SentenceClues sentence, Hit<Named> hit)
        => hit.Of is Named.Signatory { Party.Kind: "state" } && (IsBehindPlace(sentence, hit) || sentence.Cues("domestic").Any(cue => hit.First - cue.End == 1 && Reading.Folded[cue.End] is "of" or "de" or "di" or "do" or "da" or "van" or "von"));

    // 필리핀 우주청, 印度国家航天局: not the agency that its own country calls so.
    private bool IsOfAnother(SentenceClues sentence, Hit<Named> hit)
        => hit.Of is Named.Signatory { Party: { Kind: "agency", Country: { } country } }
            && sentence.Names.Exists(other => other.End == hit.First && other.Of is Named.Signatory { Party.Kind: "state" } state && state.Party.Country != country
                && Reading.Text[Reading.Words[other.End - 1].End..Reading.Words[hit.First].Start] is "" or " ");

    private bool IsBehindPlace(SentenceClues sentence, Hit<Named> hit)
        => sentence.Rules.Exists(rule => rule.Of.Kind == RuleKind.Place && rule.End <= hit.First && hit.First - rule.End <= (Reading.Folded[hit.First - 1] == "the" ? 1 : 0));
}
