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

/// <summary>Judges whether two articles tell one story, with the rarity of words from a corpus.</summary>
internal sealed class Judge(Corpus corpus, StoryOptions options)
{
    /// <summary>A trace with its words weighed as of now.</summary>
    public Weighed Weigh(Trace trace) => new(trace, trace.Terms.Weighed(corpus), trace.Grams.Weighed(corpus), trace.Anchors.Weighed(corpus));

    public Comparison Compare(Weighed a, Weighed b)
    {
        var like = Liken(a, b);
        if (Veto(a.Trace, b.Trace, like) is { } veto)
        {
            return new Comparison(false, false, Math.Min(0.45, like.Wording * 0.45), veto);
        }

        if (OtherLanguage(a.Trace, b.Trace, like))
        {
            return Across(a, b, like);
        }

        if (IsCopy(a.Trace, b.Trace, like))
        {
            return new Comparison(true, true, 0.75 + 0.25 * Math.Max(like.Containment, like.Wording), Text($"copy: {like.Shingles} shingles shared, containment {like.Containment:0.00}, cosine {like.Wording:0.00}"));
        }

        var chance = Chance(a.Trace, b.Trace, like);
        return new Comparison(chance >= options.SameEvent, false, chance, Text($"{(chance >= options.SameEvent ? "same event" : "not the same event")}: wording {like.Wording:0.00}, headline {like.Headline:0.00}, names and numbers {like.Anchors:0.00}{Shared(a.Trace, b.Trace)}{Apart(a.Trace, b.Trace)}"));
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
    private string? Veto(Trace a, Trace b, Likeness like)
    {
        if (like.Containment < options.ContainmentBesideCosine && like.Headline < 0.8)
        {
            return null;
        }

        if (a.Days.Count > 0 && b.Days.Count > 0 && !a.Days.Overlaps(b.Days) && like.Containment < options.SameSourceContainment)
        {
            return "kept apart: alike in words, but the days that they name differ";
        }

        var fewest = Math.Min(a.Numbers.Count, b.Numbers.Count);
        var shared = a.Numbers.Count(b.Numbers.Contains);
        var enough = a.Dated && b.Dated && Gap(a, b).TotalHours > 20 ? 1 : 3;
        return fewest >= enough && shared < options.SharedNumbers * fewest
            ? Text($"kept apart: alike in words, but only {shared} of {fewest} numbers agree")
            : null;
    }

    private static bool OtherLanguage(Trace a, Trace b, Likeness like)
        => a.Language.Length > 0 && b.Language.Length > 0 && a.Language != b.Language && like.Wording < 0.3;

    private Comparison Across(Weighed a, Weighed b, Likeness like)
    {
        var shared = SharedAnchors(a.Trace, b.Trace).Count();
        var same = like.Anchors >= options.SameAnchors && shared >= options.FewestAnchors;
        var score = same ? Across(like.Anchors) : Math.Min(0.49, Across(like.Anchors));
        return new Comparison(same, false, score, Text($"{(same ? "same event" : "not the same event")} in another language: names and numbers {like.Anchors:0.00}{Shared(a.Trace, b.Trace)}"));
    }

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
        var shared = SharedAnchors(a, b).Order(StringComparer.Ordinal).ToList();
        return shared.Count == 0 ? "" : $" ({string.Join(", ", shared.Take(6))}{(shared.Count > 6 ? " and more" : "")})";
    }

    private static string Apart(Trace a, Trace b) => a.Dated && b.Dated ? Text($", {Gap(a, b).TotalHours:0} h apart") : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A trace with its words weighed.</summary>
internal sealed record Weighed(Trace Trace, Bag Terms, Bag Grams, Bag Anchors);
