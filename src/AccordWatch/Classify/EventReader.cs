using System.Globalization;
using AccordWatch.Knowledge;

namespace AccordWatch.Classify;

/// <summary>Reads acts on instruments sentence by sentence, with their tense, modality and negation.</summary>
internal sealed class EventReader(ArticleClues clues, DateOnly? published)
{
    // How many words before an act a modal or a negation still governs it.
    private const int Governs = 3;

    // So many states make an instrument rather than join it.
    private const int Founders = 6;

    // An older act is no news: longer than this before publication it is background.
    private const int FreshDays = 60;

    // "signed in the spring of 2014"
    private const int YearReach = 4;

    private readonly int? _year = published?.Year ?? YearOf(clues);

    public IReadOnlyList<NewsEvent> Read() => [.. clues.Sentences.SelectMany(EventsIn)];

    private IEnumerable<NewsEvent> EventsIn(SentenceClues sentence)
    {
        var best = sentence.Acts.Select(act => EventOf(sentence, act)).OfType<(NewsEvent Event, int Gap)>().ToList();
        if (best.Count == 0)
        {
            yield break;
        }

        // In one sentence the act that stands first among the statuses counts, then the one closest to its instrument.
        var ordered = best.OrderBy(one => one.Event.IsNegated).ThenBy(one => one.Event.Background is not null).ThenBy(one => Rank(one.Event.Status)).ThenBy(one => one.Gap).Select(one => one.Event).ToList();
        yield return ordered[0];
    }

    private (NewsEvent Event, int Gap)? EventOf(SentenceClues sentence, Hit<LexiconRule> act)
    {
        var instrument = Nearest(sentence.Instruments, act);
        var open = sentence.Open;
        var gap = Math.Min(instrument is { } near ? Gap(near, act) : int.MaxValue, open is { } joined ? Gap(joined, act) : int.MaxValue);
        if (gap > Reach(act.Of.Name))
        {
            return null;
        }

        var status = StatusOf(sentence, act);
        if (status is null)
        {
            return null;
        }

        var named = (open?.Of as Named.OpenInstrument, instrument?.Of.Name);
        var (finalStatus, finalInstrument) = Joined(sentence, status, named.Item1, instrument);
        return (new NewsEvent
        {
            Sentence = sentence,
            Status = finalStatus,
            Instrument = finalInstrument,
            Open = named.Item1,
            IsFounding = named.Item1 is not null && status == "signed" && finalStatus == "signed" && finalInstrument == "agreement" && (instrument is not { } paper || sentence.Open is { } made && paper.Overlaps(made)),
            Parties = clues.PartiesIn(sentence),
            Words = WordsOf(act, instrument, open),
            Background = BackgroundOf(sentence, act, finalStatus),
            IsNegated = Governing(sentence, act, "negated"),
        }, gap);
    }

    // Signing an open instrument is joining it, unless another paper is what is signed: a memorandum on the lunar station.
    private (string Status, string? Instrument) Joined(SentenceClues sentence, string status, Named.OpenInstrument? open, Hit<LexiconRule>? instrument)
    {
        if (open is null)
        {
            return (status, status == "acceded" && instrument is null ? "accession" : instrument?.Of.Name);
        }

        var own = instrument is { } paper && sentence.Open is { } named && !paper.Overlaps(named) ? paper.Of.Name : null;
        if (status == "acceded")
        {
            return (status, own is "mou" or "agreement" && !open.IsSigned ? own : "accession");
        }

        return own is null && status == "signed" ? (IsFounding(sentence, open) ? ("signed", "agreement") : ("acceded", "accession")) : (status, own ?? "accession");
    }

    // Many states sign together with the host: that is how the instrument came to be.
    private bool IsFounding(SentenceClues sentence, Named.OpenInstrument open)
    {
        var headline = PartyReader.CountriesOf(clues.Headline.SelectMany(clues.PartiesIn));
        if (open.Hosts.Count == 0 || (headline.Count > 0 && !headline.Any(open.Hosts.Contains)) || clues.Headline.Append(sentence).Any(one => one.Acts.Any(act => act.Of.Name == "acceded")))
        {
            return false;
        }

        var own = PartyReader.CountriesOf(clues.PartiesIn(sentence));
        var around = clues.Sentences.Where(one => one.Index <= clues.LeadIndex + 1).Select(one => PartyReader.CountriesOf(clues.PartiesIn(one)));
        return (own.Count == 0 && sentence.IsHeadline) || own.Any(open.Hosts.Contains) ? around.SelectMany(one => one).Distinct() is var all && all.Count() >= Founders && all.Any(open.Hosts.Contains) : false;
    }

    private string? StatusOf(SentenceClues sentence, Hit<LexiconRule> act)
    {
        if (!Governing(sentence, act, "ahead"))
        {
            return act.Of.Name is "signed" or "acceded" && IsTimeAheadBeside(sentence, act) ? "planned" : act.Of.Name;
        }

        return act.Of.Name switch
        {
            "signed" or "acceded" or "planned" => "planned",
            "ratified" => "announced",
            "negotiating" => "negotiating",
            "extended" or "amended" or "in_force" or "suspended" or "terminated" or "withdrawn" => null,
            _ => act.Of.Name,
        };
    }

    // "sign next week a memorandum": the present tense speaks of what lies ahead.
    private bool IsTimeAheadBeside(SentenceClues sentence, Hit<LexiconRule> act)
        => sentence.Rules.Exists(hit => hit.Of.Kind == RuleKind.Later && Gap(hit, act) <= 2);

    // A cue governs the act behind it, and the one that it holds: "署名していない".
    private bool Governing(SentenceClues sentence, Hit<LexiconRule> act, string cue)
        => !(cue == "ahead" && act.Of.Name == "planned")
            && sentence.Cues(cue).Where(hit => !IsPartOfPaper(sentence, hit)).Any(hit => hit.Overlaps(act) ? hit.First <= act.First && hit.End >= act.End
                : hit.First < act.First && clues.Reading.WordsBetween(hit.End, act.First) < Governs);

    // A declaration of intent is a paper.
    private static bool IsPartOfPaper(SentenceClues sentence, Hit<LexiconRule> cue) => sentence.Instruments.Any(paper => paper.First <= cue.First && cue.End <= paper.End);

    private string? BackgroundOf(SentenceClues sentence, Hit<LexiconRule> act, string status)
    {
        if (sentence.IsHeadline)
        {
            return null;
        }

        var stated = DayReader.In(clues.Reading, sentence, published, false);
        if (status is "signed" or "acceded" && stated is { IsRelative: true } && OldYearBeside(sentence, act) is { } past)
        {
            return $"told of {past}";
        }

        if (stated is { } day && published is { } today)
        {
            if (Math.Abs(today.DayNumber - day.Day.DayNumber) <= 10 && day.Text.Length == 10)
            {
                return null;
            }

            if (status is "signed" or "acceded" && day.Text.Length == 10 && today.DayNumber - day.Day.DayNumber > FreshDays)
            {
                return $"dated {day.Text}, {today.DayNumber - day.Day.DayNumber} days before publication";
            }
        }

        if (status is "signed" or "acceded" or "announced" or "negotiating" && OldYear(sentence) is { } year)
        {
            return $"told of {year}";
        }

        if (status is "signed" or "acceded" && stated is null && published is { } issued && DayReader.MonthIn(clues.Reading, sentence) is { } month && (issued.Month - month + 12) % 12 is >= 2 and <= 11)
        {
            return $"told of month {month}";
        }

        if (IsDayBeside(sentence, act))
        {
            return null;
        }

        var cue = sentence.Cues("background").Where(hit => hit.First < act.First || (hit.First >= act.End && clues.Reading.WordsBetween(act.End, hit.First) <= 3)).Select(hit => (Hit<LexiconRule>?)hit).FirstOrDefault();
        return cue is { } found ? $"“{clues.Reading.Quote(found.First, found.End)}”" : null;
    }

    // "under an agreement signed on Friday" is news; "already" and "had" are not undone by a weekday further off.
    private bool IsDayBeside(SentenceClues sentence, Hit<LexiconRule> act)
        => sentence.Rules.Exists(hit => hit.Of.Kind is RuleKind.Weekday or RuleKind.Today or RuleKind.Yesterday && hit.First >= act.End && clues.Reading.WordsBetween(act.End, hit.First) <= 1);

    // "recalled yesterday the agreement that they signed in 2014"
    private int? OldYearBeside(SentenceClues sentence, Hit<LexiconRule> act)
    {
        var behind = DayReader.YearBeside(clues.Reading, sentence, act.End, YearReach);
        var isDayNearer = sentence.Rules.Exists(hit => hit.Of.Kind is RuleKind.Weekday or RuleKind.Today or RuleKind.Yesterday && Gap(hit, act) <= 1);
        return behind < _year && !isDayNearer ? behind : null;
    }

    private int? OldYear(SentenceClues sentence)
    {
        var years = DayReader.YearsIn(clues.Reading, sentence).ToList();
        return _year is { } now && years.Count > 0 && years.TrueForAll(year => year < now) ? years.Max() : null;
    }

    private static int? YearOf(ArticleClues clues)
    {
        // Without a day of publication the newest year named, unless it lies in a plan.
        var years = clues.Sentences.SelectMany(sentence => DayReader.YearsIn(clues.Reading, sentence)).ToList();
        return years.Count == 0 ? null : years.Max();
    }

    private string WordsOf(Hit<LexiconRule> act, Hit<LexiconRule>? instrument, Hit<Named>? open)
    {
        var first = act.First;
        var end = act.End;
        foreach (var (from, to) in new[] { instrument is { } paper ? (paper.First, paper.End) : (act.First, act.End), instrument is null && open is { } joined ? (joined.First, joined.End) : (act.First, act.End) })
        {
            first = Math.Min(first, from);
            end = Math.Max(end, to);
        }

        var words = clues.Reading.Quote(first, end);
        return words.Length <= 80 ? words : string.Create(CultureInfo.InvariantCulture, $"{clues.Reading.Quote(act.First, act.End)} … {(instrument is { } named ? clues.Reading.Quote(named.First, named.End) : "")}");
    }

    private Hit<LexiconRule>? Nearest(IEnumerable<Hit<LexiconRule>> hits, Hit<LexiconRule> act)
        => hits.Where(hit => !hit.Overlaps(act)).OrderBy(hit => Gap(hit, act)).Select(hit => (Hit<LexiconRule>?)hit).FirstOrDefault()
            ?? hits.Select(hit => (Hit<LexiconRule>?)hit).FirstOrDefault();

    private int Gap<T>(Hit<T> one, Hit<LexiconRule> act)
        => one.Overlaps(act) ? 0 : one.First >= act.End ? clues.Reading.WordsBetween(act.End, one.First) : clues.Reading.WordsBetween(one.End, act.First);

    private static int Reach(string status) => status switch
    {
        "signed" or "planned" or "ratified" or "in_force" or "extended" or "terminated" or "withdrawn" => 14,
        "acceded" => 10,
        "amended" or "suspended" => 12,
        "announced" or "negotiating" => 8,
        _ => 9,
    };

    private static int Rank(string status)
    {
        for (var at = 0; at < Vocabulary.Statuses.Count; at++)
        {
            if (Vocabulary.Statuses[at] == status)
            {
                return at;
            }
        }

        return Vocabulary.Statuses.Count;
    }
}
