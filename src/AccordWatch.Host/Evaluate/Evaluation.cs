using AccordWatch.Classify;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Register;

namespace AccordWatch.Host.Evaluate;

/// <summary>An article with what people and the program say of it.</summary>
/// <param name="Article">With its label.</param>
/// <param name="Finding">What the classifier reads.</param>
/// <param name="AccordId">The accord of the register that it was taken for; null when it reports none.</param>
internal sealed record Verdict(LabelledArticle Article, Finding Finding, string? AccordId)
{
    public bool IsHit => Article.IsAccord && Finding.IsAccord;
}

/// <summary>How well a part of a corpus is read. Shares are 0..1, and null where there is nothing to be read.</summary>
internal sealed record Figures
{
    /// <summary>What part: <c>all</c>, or a language.</summary>
    public required string Part { get; init; }

    public int Articles { get; init; }
    public int Accords { get; init; }
    public double? Precision { get; init; }
    public double? Recall { get; init; }
    public double? F1 { get; init; }

    /// <summary>A label that knows stages only is met by each status of its stage: a halt is told as an end.</summary>
    public double? Status { get; init; }

    public double? Instrument { get; init; }
    public double? CountriesExact { get; init; }

    /// <summary>Of the accords whose day is stated.</summary>
    public double? DateRight { get; init; }

    /// <summary>Of the accords whose day is not stated: the less the better.</summary>
    public double? DateGivenThoughNoneStated { get; init; }

    public double? AreasF1 { get; init; }

    /// <summary>B-cubed F1 of the register's ids, against the stages or the accords of the labels, whichever they follow better.</summary>
    public double? SameAccord { get; init; }
}

/// <summary>Other news that was taken for an accord.</summary>
internal sealed record FalseAlarms(string Group, int Taken, int Articles);

/// <summary>Reads a labelled corpus in its own order, and says how well.</summary>
internal sealed class Evaluation(KnowledgeBase knowledge)
{
    public IReadOnlyList<Verdict> Read(IEnumerable<LabelledArticle> corpus)
    {
        var classifier = new Classifier(knowledge);
        var register = new PassingRegister(knowledge.Parties);
        return [.. corpus.Select(article =>
        {
            var finding = classifier.Read(article.Title, article.Text, article.Language, article.Published);
            return new Verdict(article, finding, register.Report(finding, article.Published ?? article.PublishedAbout) is [var id, ..] ? id : null);
        }).Where(verdict => !verdict.Article.IsBorderline)];
    }

    /// <summary>All first, then the languages, those with most accords first.</summary>
    public static IReadOnlyList<Figures> ByLanguage(IReadOnlyList<Verdict> verdicts)
        => [.. verdicts.GroupBy(one => one.Article.Language ?? "?").Select(group => FiguresOf(group.Key, [.. group])).OrderByDescending(part => part.Accords).ThenBy(part => part.Part, StringComparer.Ordinal).Prepend(FiguresOf("all", verdicts))];

    public static IReadOnlyList<FalseAlarms> ByGroup(IReadOnlyList<Verdict> verdicts)
        => [.. verdicts.Where(one => !one.Article.IsAccord).GroupBy(one => one.Article.Group ?? "?").OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new FalseAlarms(group.Key, group.Count(one => one.Finding.IsAccord), group.Count()))];

    public static Figures FiguresOf(string part, IReadOnlyList<Verdict> verdicts)
    {
        var hits = verdicts.Where(one => one.IsHit).ToList();
        var taken = verdicts.Count(one => one.Finding.IsAccord);
        var accords = verdicts.Count(one => one.Article.IsAccord);
        var dated = hits.ToLookup(one => one.Article.Accord!.SignedOn is not null);
        return new Figures
        {
            Part = part,
            Articles = verdicts.Count,
            Accords = accords,
            Precision = Ratio(hits.Count, taken),
            Recall = Ratio(hits.Count, accords),
            F1 = Ratio(2 * hits.Count, taken + accords),
            Status = Share(hits, one => one.Article.Accord!.Status is { } label && (one.Finding.Status == label || Vocabulary.StageOf(one.Finding.Status) == label)),
            Instrument = Share(hits, one => one.Finding.Instrument == one.Article.Accord!.Instrument),
            CountriesExact = Share(hits, one => one.Article.Accord!.Countries.SetEquals(one.Finding.Parties.Select(party => party.Country).OfType<string>())),
            DateRight = Share([.. dated[true]], one => one.Finding.SignedOn?.StartsWith(one.Article.Accord!.SignedOn!, StringComparison.Ordinal) == true),
            DateGivenThoughNoneStated = Share([.. dated[false]], one => one.Finding.SignedOn is not null),
            AreasF1 = Ratio(2 * hits.Sum(one => one.Article.Accord!.Areas.Intersect(one.Finding.Areas).Count()), hits.Sum(one => one.Article.Accord!.Areas.Count + one.Finding.Areas.Count)),
            SameAccord = hits.Count == 0 ? null : Math.Max(BCubed(hits, one => one.Article.Accord!.Accord), BCubed(hits, one => one.Article.Accord!.Event)),
        };
    }

    // Bagga and Baldwin 1998: for each article, how pure its group is and how much of its own it holds.
    private static double BCubed(IReadOnlyList<Verdict> hits, Func<Verdict, string?> keyOf)
    {
        var groups = hits.GroupBy(one => one.AccordId).ToDictionary(group => group.Key ?? "", group => group.Count());
        var labels = hits.GroupBy(keyOf).ToDictionary(group => group.Key ?? "", group => group.Count());
        var both = hits.GroupBy(one => (one.AccordId, Key: keyOf(one))).ToDictionary(group => group.Key, group => group.Count());
        var precision = both.Sum(pair => (double)pair.Value * pair.Value / groups[pair.Key.AccordId ?? ""]) / hits.Count;
        var recall = both.Sum(pair => (double)pair.Value * pair.Value / labels[pair.Key.Key ?? ""]) / hits.Count;
        return 2 * precision * recall / (precision + recall);
    }

    private static double? Share(IReadOnlyCollection<Verdict> hits, Func<Verdict, bool> isRight) => Ratio(hits.Count(isRight), hits.Count);

    private static double? Ratio(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
