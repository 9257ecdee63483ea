using AccordWatch.Text;

namespace AccordWatch.Knowledge;

/// <summary>What a rule of the lexicon tells.</summary>
public enum RuleKind
{
    Instrument,
    Act,
    Cue,
    Space,
    Area,
    Weekday,
    Today,
    Yesterday,
    BeforeYesterday,
    Tomorrow,

    /// <summary>A time ahead without its day: "next week".</summary>
    Later,

    /// <summary>Behind the name of a month: "in March this year".</summary>
    ThisYear,
    LastYear,

    /// <summary>Before a day that begins a span: "since January 2004".</summary>
    Since,

    /// <summary>A word before the name of a place: "in Moscow".</summary>
    Place,

    /// <summary>Who is counted among those that join: "the 38th signatory".</summary>
    Member,
}

/// <summary>A rule of a language: its phrases with the sentences that prove it.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Name">One of the <see cref="Vocabulary"/>; for a weekday its number, Monday 1 to Sunday 7.</param>
/// <param name="Yes">Sentences that it finds.</param>
/// <param name="No">Sentences that it does not find.</param>
public sealed record LexiconRule(RuleKind Kind, string Name, IReadOnlyList<string> Yes, IReadOnlyList<string> No)
{
    /// <summary>For readers: <c>act signed</c>.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Name}";
}

/// <summary>How news of one language tells of accords: <c>config/knowledge/lexicon/LANGUAGE.yaml</c>.</summary>
public sealed class Lexicon
{
    private static readonly (string Key, RuleKind Kind, IReadOnlyList<string> Names)[] Sections =
    [
        ("instruments", RuleKind.Instrument, Vocabulary.Instruments), ("acts", RuleKind.Act, Vocabulary.Statuses), ("cues", RuleKind.Cue, Vocabulary.Cues),
        ("space", RuleKind.Space, ["space"]), ("areas", RuleKind.Area, Vocabulary.Areas),
    ];

    private readonly PhraseBook<LexiconRule> _phrases = new();

    private Lexicon(string language) => Language = language;

    /// <summary>ISO 639-1.</summary>
    public string Language { get; }

    /// <summary>Those with sentences to prove them.</summary>
    public List<LexiconRule> Rules { get; } = [];

    /// <summary>What shows that space is the subject, as written in the rules, without the stars of stems.</summary>
    public List<string> SpaceWords { get; } = [];

    /// <exception cref="MistakeException">An unknown name, a rule without both kinds of sentences, or a phrase without a word.</exception>
    public static Lexicon Load(YamlMap file)
    {
        file.Allow([.. Sections.Select(section => section.Key), "language", "calendar", "places", "members", "names"]);
        var lexicon = new Lexicon(file.NeededText("language"));
        foreach (var (key, kind, names) in Sections)
        {
            foreach (var item in file.Maps(key))
            {
                lexicon.AddRule(item, kind, names);
            }
        }

        lexicon.AddCalendar(file);
        return lexicon;
    }

    /// <summary>Every rule that speaks in the text, with its place; the longest of those that overlap within a kind.</summary>
    public IReadOnlyList<Hit<LexiconRule>> In(Reading reading)
        => [.. _phrases.In(reading).GroupBy(hit => hit.Of.Kind).SelectMany(hits => hits.Key is RuleKind.Area or RuleKind.Cue ? hits.ToList() : Hits.Longest(hits))];

    private void AddRule(YamlMap item, RuleKind kind, IReadOnlyList<string> names)
    {
        item.Allow("name", "phrases", "yes", "no");
        var name = item.NeededText("name");
        if (!names.Contains(name))
        {
            throw item.Mistake("name", $"'{name}' is not known here; did you mean '{Nearest.Of(name, names)}'? Known: {string.Join(", ", names)}");
        }

        var rule = new LexiconRule(kind, name, item.Texts("yes"), item.Texts("no"));
        if (rule.Yes.Count == 0 || rule.No.Count == 0)
        {
            throw item.Mistake(rule.Yes.Count == 0 ? "yes" : "no", $"rule '{name}' needs at least one sentence that it finds (yes) and one that it does not (no)");
        }

        Rules.Add(rule);
        Add(item, "phrases", rule);
        if (kind == RuleKind.Space)
        {
            SpaceWords.AddRange(item.Texts("phrases").Select(phrase => phrase.TrimEnd('*')));
        }
    }

    private void AddCalendar(YamlMap file)
    {
        if (file.Map("calendar") is { } calendar)
        {
            calendar.Allow("weekdays", "today", "yesterday", "before_yesterday", "tomorrow", "later", "this_year", "last_year", "since");
            var days = calendar.Texts("weekdays");
            if (days.Count != 7)
            {
                throw calendar.Mistake("weekdays", "seven days are needed, Monday first");
            }

            for (var day = 0; day < days.Count; day++)
            {
                foreach (var name in days[day].Split('|'))
                {
                    _phrases.Add(name, new LexiconRule(RuleKind.Weekday, $"{day + 1}", [], []));
                }
            }

            Add(calendar, "today", new LexiconRule(RuleKind.Today, "today", [], []));
            Add(calendar, "yesterday", new LexiconRule(RuleKind.Yesterday, "yesterday", [], []));
            Add(calendar, "before_yesterday", new LexiconRule(RuleKind.BeforeYesterday, "before_yesterday", [], []));
            Add(calendar, "later", new LexiconRule(RuleKind.Later, "later", [], []));
            Add(calendar, "tomorrow", new LexiconRule(RuleKind.Tomorrow, "tomorrow", [], []));
            Add(calendar, "this_year", new LexiconRule(RuleKind.ThisYear, "this_year", [], []));
            Add(calendar, "last_year", new LexiconRule(RuleKind.LastYear, "last_year", [], []));
            Add(calendar, "since", new LexiconRule(RuleKind.Since, "since", [], []));
        }

        Add(file, "places", new LexiconRule(RuleKind.Place, "place", [], []));
        Add(file, "members", new LexiconRule(RuleKind.Member, "member", [], []));
    }

    private void Add(YamlMap map, string key, LexiconRule rule)
    {
        foreach (var phrase in map.Texts(key))
        {
            try
            {
                _phrases.Add(phrase, rule);
            }
            catch (FormatException mistake)
            {
                throw map.Mistake(key, mistake.Message);
            }
        }
    }
}
