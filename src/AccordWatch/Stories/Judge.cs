using System.Globalization;
using System.Text;

namespace AccordWatch.Stories;

/// <summary>By what two articles were judged.</summary>
internal enum Kind
{
    Vetoed,
    OtherLanguage,
    Copy,
    Event,
}

/// <summary>What two articles are to each other, as figures.</summary>
internal readonly record struct Verdict(Kind Kind, bool Same, double Score, Likeness Like)
{
    public bool IsCopy => Kind == Kind.Copy;

    /// <summary>Above 0 when it says more clearly that the two are one.</summary>
    public int CompareTo(in Verdict other)
        => Same != other.Same ? Same.CompareTo(other.Same) : IsCopy != other.IsCopy ? IsCopy.CompareTo(other.IsCopy) : Score.CompareTo(other.Score);
}

/// <summary>Judges whether two articles tell one story, with the rarity of words from a corpus.</summary>
/// <param name="corpus">Knows how rare words are.</param>
/// <param name="options">When two articles tell one story.</param>
/// <param name="weighting">Of what they have in common.</param>
/// <param name="isLater">Whether it is known what came after an article.</param>
internal sealed class Judge(Corpus corpus, StoryOptions options, Weighting weighting, bool isLater)
{
    // Below it no text is made of the other, and the shingles need not be looked at.
    private const double LeastForCopies = 0.12;
    private const int Named = 6;

    // Cosine of two headlines from which they may be of one template; on a later day half of the words tell.
    private const double TemplateHeadline = 0.8;
    private const double LateTemplateHeadline = 0.5;

    // Share of numbers that differ from which the same words about other names are a template; on a later day a smaller share tells.
    private const double TemplateConflict = 0.5;
    private const double LateTemplateConflict = 0.3;
    private const double LateHours = 20;

    /// <summary>Two articles by themselves.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    /// <param name="like">What they have in common, see <see cref="LikenHeadlines"/>.</param>
    /// <param name="crowd">How like either are further articles.</param>
    public Verdict Compare(Trace a, Trace b, in Likeness like, in Crowd crowd)
    {
        var kind = KindOf(a, b, like);
        return Decide(kind, like, weighting[PairRegime(a, b, kind)], crowd, options.SameEvent);
    }

    /// <summary>The same with what costs more and tells something only of two articles by themselves, one of them hardly more than a headline.</summary>
    public static Likeness LikenHeadlines(Trace a, Trace b, in Likeness like) => a.IsShort || b.IsShort ? like with { Aligned = Alignment.Of(a.Title, b.Title) } : like;

    /// <summary>An article and one of a story.</summary>
    /// <param name="a">The trace that is asked about.</param>
    /// <param name="b">Another.</param>
    /// <param name="like">What they have in common.</param>
    /// <param name="crowd">How like the first are articles of other stories.</param>
    public Verdict Decide(Trace a, Trace b, in Likeness like, in Crowd crowd)
    {
        var kind = KindOf(a, b, like);
        return Decide(kind, like, weighting[RegimeOf(a, b, kind)], crowd, Enough(a, b));
    }

    /// <summary>Probability from which an article joins a story of which another is the nearest.</summary>
    public double Enough(Trace article, Trace nearest)
        => !isLater ? options.JoinsStory : article.IsShort || nearest.IsShort ? options.StaysByHeadline : options.StaysInStory;

    private static Verdict Decide(Kind kind, in Likeness like, EventWeights weights, in Crowd crowd, double enough)
    {
        if (kind == Kind.Vetoed)
        {
            return new Verdict(kind, false, Math.Min(0.45, like.Wording * 0.45), like);
        }

        if (kind == Kind.Copy)
        {
            return new Verdict(kind, true, 0.75 + 0.25 * Math.Max(like.Containment, like.Wording), like);
        }

        var chance = weights.Chance(like, crowd);
        return new Verdict(kind, chance >= enough, chance, like);
    }

    /// <summary>What the two are at first sight.</summary>
    public Kind KindOf(Trace a, Trace b, in Likeness like)
        => IsVetoed(a, b, like) ? Kind.Vetoed
            : IsOtherLanguage(a, b, like) ? a.Dated && b.Dated && Gap(a, b) > options.LanguageWindow ? Kind.Vetoed : Kind.OtherLanguage
            : IsCopy(a, b, like) ? Kind.Copy
            : Kind.Event;

    public static Regime RegimeOf(Trace a, Trace b, Kind kind) => (kind == Kind.OtherLanguage, a.IsShort || b.IsShort, a.Dated && b.Dated) switch
    {
        (true, _, _) => Regime.Languages,
        (_, false, true) => Regime.Texts,
        (_, false, false) => Regime.TextsUndated,
        (_, true, true) => Regime.Headlines,
        _ => Regime.HeadlinesUndated,
    };

    public static Regime MiddleRegime(Trace article, Trace middle, bool oneLanguage) => (oneLanguage, article.IsShort || middle.IsShort, article.Dated && middle.Dated) switch
    {
        (false, _, _) => Regime.MiddleLanguages,
        (_, false, true) => Regime.Middle,
        (_, false, false) => Regime.MiddleUndated,
        (_, true, true) => Regime.MiddleHeadlines,
        _ => Regime.MiddleHeadlinesUndated,
    };

    public static Regime PairRegime(Trace a, Trace b, Kind kind)
        => kind == Kind.OtherLanguage ? Regime.LanguagePair : a.IsShort || b.IsShort ? Regime.HeadlinePair : Regime.TextPair;

    /// <summary>In words for the user.</summary>
    public string Explain(Verdict verdict, Trace a, Trace b)
    {
        var (like, same) = (verdict.Like, verdict.Same ? "same event" : "not the same event");
        return verdict.Kind switch
        {
            Kind.Vetoed => string.Create(CultureInfo.InvariantCulture, $"kept apart: alike in words, but {(IsOtherLanguage(a, b, like) ? "too far apart in time for two languages" : DaysDiffer(a, b) ? "the days that they name differ" : $"only {like.SharedNumbers} of {Math.Min(a.Numbers.Length, b.Numbers.Length)} numbers agree")}"),
            Kind.OtherLanguage => string.Create(CultureInfo.InvariantCulture, $"{same} in another language: names and numbers {like.Anchors:0.00}{Shared(b)}"),
            Kind.Copy => string.Create(CultureInfo.InvariantCulture, $"copy: {like.Shingles} shingles shared, containment {like.Containment:0.00}, cosine {like.Wording:0.00}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{same}: wording {like.Wording:0.00}, headline {like.Headline:0.00}, names and numbers {like.Anchors:0.00}{Shared(b)}{Apart(a, b)}"),
        };
    }

    /// <summary>0..1, from 0.5 the article that is asked about belongs to the middle of a story.</summary>
    public double Chance(Trace article, Trace middle, bool oneLanguage, in Crowd crowd)
        => weighting[MiddleRegime(article, middle, oneLanguage)].Chance(Liken(article, middle), crowd);

    /// <summary>What the trace that is asked about and another have in common.</summary>
    public Likeness Liken(Trace a, Trace b)
    {
        var (wording, rare, headed, _) = corpus.Meet(b.Terms);
        var (anchors, rareAnchors, led, sharedAnchors) = corpus.Meet(b.Anchors);
        var (shared, smaller) = wording < LeastForCopies ? (0, 0) : a.Shingles.With(b.Shingles, corpus.Shingles.Boilerplate);
        var (headline, heading) = corpus.MeetHead(b.Head);
        var (leading, leads) = (corpus.Leading(b.Lead), a.Lead.Count > 0 && b.Lead.Count > 0);
        var (numbers, fewest, isDated) = (SharedNumbers(a, b), Math.Min(a.Numbers.Length, b.Numbers.Length), a.Dated && b.Dated);
        return new Likeness(
            wording,
            rare,
            !a.HasHeadline || !b.HasHeadline ? 0 : IsByLetters(a, b) ? corpus.Meet(b.Grams).Cosine : headline,
            (headed + heading) / 2,
            Math.Min(headed, heading),
            anchors,
            rareAnchors,
            sharedAnchors,
            leads ? (led + leading) / 2 : 0.5f,
            leads ? Math.Min(led, leading) : 0.5f,
            smaller == 0 ? 0 : (float)shared / smaller,
            shared,
            fewest == 0 ? 0 : 1 - ((float)numbers / fewest),
            isDated ? MathF.Exp((float)-Gap(a, b).TotalHours / 96) : 0.5f,
            isDated ? MathF.Exp((float)-Gap(a, b).TotalHours / 16) : 0.5f,
            numbers,
            a.Source.Length > 0 && a.Source == b.Source ? 1 : 0,
            1 / MathF.Sqrt(1 + Math.Min(a.Length, b.Length)),
            0,
            isLater ? b.LaterCrowd : b.Crowd);
    }

    // Headlines that stand alone have too few words; letters tell of endings and of parts of words as well.
    private static bool IsByLetters(Trace a, Trace b) => a.Grams.Count > 0 && b.Grams.Count > 0;

    private bool IsCopy(Trace a, Trace b, in Likeness like)
    {
        if (a.Source.Length > 0 && a.Source == b.Source)
        {
            return like.Shingles >= 2 && like.Containment >= options.SameSourceContainment && a.Numbers.Items.SequenceEqual(b.Numbers.Items);
        }

        // Headlines are too short to prove a copy by words alone.
        if (a.IsShort || b.IsShort)
        {
            return like.Shingles >= 2 && like.Containment >= options.SameSourceContainment;
        }

        if (like.Shingles >= 2 && like.Containment >= options.CopyContainment && (like.Wording >= options.CosineInCopies || like.Containment >= options.SameSourceContainment))
        {
            return true;
        }

        // Wire copy is rewritten while it is news; on a later day few runs of words in common are a follow-up or a template.
        return !IsLate(a, b)
            && ((like.Wording >= options.CopyCosine && like.Containment >= options.ContainmentInCopies)
                || (like.Shingles >= 2 && like.Containment >= options.ContainmentBesideCosine && like.Wording >= options.CosineBesideContainment));
    }

    // The same words about other numbers or another day are a template, not a reprint. Two reports of one event in their own words may well differ.
    private bool IsVetoed(Trace a, Trace b, in Likeness like)
    {
        var isLate = IsLate(a, b);
        if (like.Containment < options.ContainmentBesideCosine && like.Headline < (isLate && !IsByLetters(a, b) ? LateTemplateHeadline : TemplateHeadline))
        {
            return false;
        }

        var fewest = Math.Min(a.Numbers.Length, b.Numbers.Length);
        var enough = isLate ? 1 : 3;
        return (DaysDiffer(a, b) && like.Containment < options.SameSourceContainment)
            || (like.Conflict > (isLate ? LateTemplateConflict : TemplateConflict) && (2 * like.Leads) - like.LeadsLeast < options.SharedLeads)
            || (fewest >= enough && like.SharedNumbers < options.SharedNumbers * fewest);
    }

    private static bool DaysDiffer(Trace a, Trace b) => a.Days.Length > 0 && b.Days.Length > 0 && !a.Days.AsSpan().ContainsAny(b.Days);

    private static bool IsOtherLanguage(Trace a, Trace b, in Likeness like)
        => a.Language.Length > 0 && b.Language.Length > 0 && a.Language != b.Language && like.Wording < 0.3;

    private static int SharedNumbers(Trace a, Trace b)
    {
        var these = a.Numbers.Items;
        var those = b.Numbers.Items;
        var (shared, left, right) = (0, 0, 0);
        while (left < these.Length && right < those.Length)
        {
            var order = these[left].CompareTo(those[right]);
            shared += order == 0 ? 1 : 0;
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }

        return shared;
    }

    private static bool IsLate(Trace a, Trace b) => a.Dated && b.Dated && Gap(a, b).TotalHours > LateHours;

    private static TimeSpan Gap(Trace a, Trace b) => (a.At - b.At).Duration();

    private string Shared(Trace b)
    {
        var shared = new List<string>();
        var names = b.Spelling.Items.Split((byte)'\n');
        foreach (var (id, _) in b.Anchors.Terms)
        {
            if (names.MoveNext() && corpus.Asked(id) > 0)
            {
                shared.Add(Encoding.UTF8.GetString(b.Spelling.Items[names.Current]));
            }
        }

        shared.Sort(LongestFirst);
        return shared.Count == 0 ? "" : $" ({string.Join(", ", shared.Take(Named))}{(shared.Count > Named ? " and more" : "")})";
    }

    private static int LongestFirst(string one, string other) => one.Length != other.Length ? other.Length - one.Length : string.CompareOrdinal(one, other);

    private static string Apart(Trace a, Trace b) => a.Dated && b.Dated ? string.Create(CultureInfo.InvariantCulture, $", {Gap(a, b).TotalHours:0} h apart") : "";
}
