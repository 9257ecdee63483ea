using System.Globalization;

namespace AccordWatch.Stories;

/// <summary>What two articles have in common, each 0..1.</summary>
/// <param name="Wording">Cosine of the words.</param>
/// <param name="Headline">Cosine of the headlines' letters.</param>
/// <param name="Anchors">Cosine of names and numbers.</param>
/// <param name="Containment">Share of the shorter text's shingles.</param>
/// <param name="Shingles">How many shingles are shared.</param>
/// <param name="Conflict">Share of the numbers of the text with fewer that the other lacks; 0 when one has none.</param>
/// <param name="Nearness">1 at the same instant, falling by e in 96 hours; 0.5 without dates.</param>
internal readonly record struct Likeness(double Wording, double Headline, double Anchors, double Containment, int Shingles, double Conflict, double Nearness);

/// <summary>By what two articles were judged.</summary>
internal enum Kind
{
    Vetoed,
    OtherLanguage,
    Copy,
    Event,
}

/// <summary>What two articles are to each other, as figures.</summary>
internal readonly record struct Verdict(Kind Kind, bool Same, double Score, Likeness Like);

/// <summary>Judges whether two articles tell one story, with the rarity of words from a corpus.</summary>
internal sealed class Judge(Corpus corpus, StoryOptions options)
{
    /// <summary>A trace with its words weighed as of now.</summary>
    public Weighed Weigh(Trace trace) => new(trace, trace.Terms.Weighed(corpus), trace.Grams.Weighed(corpus), trace.Anchors.Weighed(corpus));

    public Comparison Compare(Weighed a, Weighed b)
    {
        var verdict = Decide(a, b);
        return new Comparison(verdict.Same, verdict.Kind == Kind.Copy, verdict.Score, Explain(verdict, a.Trace, b.Trace));
    }

    /// <summary>Without the words for it, which cost more time than the decision.</summary>
    public Verdict Decide(Weighed a, Weighed b)
    {
        var like = Liken(a, b);
        if (IsVetoed(a.Trace, b.Trace, like))
        {
            return new Verdict(Kind.Vetoed, false, Math.Min(0.45, like.Wording * 0.45), like);
        }

        if (IsOtherLanguage(a.Trace, b.Trace, like))
        {
            var same = like.Anchors >= options.SameAnchors && SharedAnchors(a.Trace, b.Trace).Count() >= options.FewestAnchors;
            return new Verdict(Kind.OtherLanguage, same, same ? Across(like.Anchors) : Math.Min(0.49, Across(like.Anchors)), like);
        }

        if (IsCopy(a.Trace, b.Trace, like))
        {
            return new Verdict(Kind.Copy, true, 0.75 + 0.25 * Math.Max(like.Containment, like.Wording), like);
        }

        var chance = Chance(a.Trace, b.Trace, like);
        return new Verdict(Kind.Event, chance >= options.SameEvent, chance, like);
    }

    /// <summary>In words for the user.</summary>
    public static string Explain(Verdict verdict, Trace a, Trace b)
    {
        var (like, same) = (verdict.Like, verdict.Same ? "same event" : "not the same event");
        return verdict.Kind switch
        {
            Kind.Vetoed => Text($"kept apart: alike in words, but {(DaysDiffer(a, b) ? "the days that they name differ" : $"only {a.Numbers.Count(b.Numbers.Contains)} of {Math.Min(a.Numbers.Count, b.Numbers.Count)} numbers agree")}"),
            Kind.OtherLanguage => Text($"{same} in another language: names and numbers {like.Anchors:0.00}{Shared(a, b)}"),
            Kind.Copy => Text($"copy: {like.Shingles} shingles shared, containment {like.Containment:0.00}, cosine {like.Wording:0.00}"),
            _ => Text($"{same}: wording {like.Wording:0.00}, headline {like.Headline:0.00}, names and numbers {like.Anchors:0.00}{Shared(a, b)}{Apart(a, b)}"),
        };
    }

    /// <summary>0..1, from 0.5 the article belongs to the middle of a story.</summary>
    public double Chance(Weighed article, Weighed middle, bool oneLanguage)
    {
        var like = Liken(article, middle);
        return oneLanguage ? Chance(article.Trace, middle.Trace, like) : Across(like.Anchors);
    }

    private double Across(double anchors)
        => anchors >= options.SameAnchors ? Math.Min(1, 0.5 + (anchors - options.SameAnchors)) : anchors / options.SameAnchors * 0.5;

    private Likeness Liken(Weighed a, Weighed b)
    {
        var (shared, smaller) = a.Trace.Shingles.With(b.Trace.Shingles, hash => corpus.With(hash).Length >= options.BoilerplateFrom);
        var nearness = a.Trace.Dated && b.Trace.Dated ? Math.Exp(-Gap(a.Trace, b.Trace).TotalHours / 96) : 0.5;
        return new Likeness(a.Terms.Dot(b.Terms), a.Grams.Dot(b.Grams), a.Anchors.Dot(b.Anchors), smaller == 0 ? 0 : (double)shared / smaller, shared, Conflict(a.Trace, b.Trace), nearness);
    }

    private bool IsCopy(Trace a, Trace b, Likeness like)
    {
        if (a.Source.Length > 0 && a.Source == b.Source)
        {
            return like.Shingles >= 2 && like.Containment >= options.SameSourceContainment && a.Numbers.SetEquals(b.Numbers);
        }

        // Headlines are too short to prove a copy by words alone.
        return a.IsShort || b.IsShort
            ? like.Shingles >= 2 && like.Containment >= options.SameSourceContainment
            : (like.Shingles >= 2 && like.Containment >= options.CopyContainment && (like.Wording >= options.CosineInCopies || like.Containment >= options.SameSourceContainment))
              || like.Wording >= options.CopyCosine
              || (like.Shingles >= 2 && like.Containment >= options.ContainmentBesideCosine && like.Wording >= options.CosineBesideContainment);
    }

    // The same words about other numbers or another day are a template, not a reprint. Two reports of one event in their own words may well differ.
    private bool IsVetoed(Trace a, Trace b, Likeness like)
    {
        if (like.Containment < options.ContainmentBesideCosine && like.Headline < 0.8)
        {
            return false;
        }

        var fewest = Math.Min(a.Numbers.Count, b.Numbers.Count);
        var enough = a.Dated && b.Dated && Gap(a, b).TotalHours > 20 ? 1 : 3;
        return (DaysDiffer(a, b) && like.Containment < options.SameSourceContainment)
            || (fewest >= enough && a.Numbers.Count(b.Numbers.Contains) < options.SharedNumbers * fewest);
    }

    private static bool DaysDiffer(Trace a, Trace b) => a.Days.Count > 0 && b.Days.Count > 0 && !a.Days.Overlaps(b.Days);

    private static bool IsOtherLanguage(Trace a, Trace b, Likeness like)
        => a.Language.Length > 0 && b.Language.Length > 0 && a.Language != b.Language && like.Wording < 0.3;

    private static double Chance(Trace a, Trace b, Likeness like)
    {
        var sum = EventWeights.For(a.IsShort || b.IsShort, a.Dated && b.Dated).Sum(like);
        return 1 / (1 + Math.Exp(-sum));
    }

    private static double Conflict(Trace a, Trace b)
    {
        var fewest = Math.Min(a.Numbers.Count, b.Numbers.Count);
        return fewest == 0 ? 0 : 1 - ((double)a.Numbers.Count(b.Numbers.Contains) / fewest);
    }

    private static TimeSpan Gap(Trace a, Trace b) => (a.At - b.At).Duration();

    private static IEnumerable<string> SharedAnchors(Trace a, Trace b)
        => a.Anchors.Keys.Where(key => b.Spelled.ContainsKey(key)).Select(key => a.Spelled[key]);

    private static string Shared(Trace a, Trace b)
    {
        var shared = SharedAnchors(a, b).OrderByDescending(name => name.Length).ThenBy(name => name, StringComparer.Ordinal).ToList();
        return shared.Count == 0 ? "" : $" ({string.Join(", ", shared.Take(6))}{(shared.Count > 6 ? " and more" : "")})";
    }

    private static string Apart(Trace a, Trace b) => a.Dated && b.Dated ? Text($", {Gap(a, b).TotalHours:0} h apart") : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A trace with its words weighed.</summary>
internal sealed record Weighed(Trace Trace, Bag Terms, Bag Grams, Bag Anchors);
