namespace AccordWatch.Stories;

/// <summary>Weights of a logistic regression over what two articles have in common.</summary>
/// <remarks>Fitted by Newton's method with a ridge of 0.00003 on the stories whose name hashes to 0, and measured on the others: political news of many outlets,
/// copies of business wire news, headlines of days, reports of the same kind of event without dates, translations into 29 languages, Russian pairs that people judged;
/// each also as title and lead, as a title and without dates, all with the same weight. Of each article the candidates of the search were the pairs.
/// What was fitted is for pairs; grouping chains them, so biases were then lowered by 0.9 to 2.4, chosen on whole collections for precision near recall.</remarks>
internal sealed record EventWeights
{
    /// <summary>Two texts in one language; with dates.</summary>
    public static readonly EventWeights Texts = new()
    {
        Bias = -7.94, Wording = 6.69, Rare = 0.66, Headline = 1.34, Heads = 3.5, HeadsLeast = 2.8, Anchors = 5.19, RareAnchors = -2.79,
        Leads = 1.05, LeadsLeast = -1.07, Conflict = -1.57, Nearness = 6.45, CrowdWording = -11.34, CrowdHeads = 0.7, CrowdAnchors = -1.31,
        OtherWording = -6.81, OtherHeads = 0.88, OtherAnchors = -3.32,
    };

    public static readonly EventWeights TextsUndated = new()
    {
        Bias = -5.58, Wording = 13.71, Rare = 2.47, Headline = -2.88, Heads = 3.47, HeadsLeast = 3.15, Anchors = 1.81, RareAnchors = -2.13,
        Leads = 2.08, LeadsLeast = 0.54, Conflict = -0.14, CrowdWording = -10.02, CrowdHeads = -3.49, CrowdAnchors = -1.88,
        OtherWording = 1.95, OtherHeads = 0.16, OtherAnchors = -1.75,
    };

    /// <summary>One of them hardly more than a headline.</summary>
    public static readonly EventWeights Headlines = new()
    {
        Bias = -9.28, Wording = 0.09, Rare = -4.92, Headline = 9.08, Heads = 3.74, HeadsLeast = 10.19, Anchors = 8.84, RareAnchors = -5.64,
        Leads = 0.55, LeadsLeast = -2.47, Conflict = -0.25, Nearness = 9.06, CrowdWording = -11.95, CrowdHeads = 0.23, CrowdAnchors = -1.24,
        OtherWording = -4.05, OtherHeads = -0.48, OtherAnchors = -2.33,
    };

    public static readonly EventWeights HeadlinesUndated = new()
    {
        Bias = -1.76, Wording = 0.14, Rare = -1.86, Headline = 2.58, Heads = 11.84, HeadsLeast = 4.59, Anchors = 4.44, RareAnchors = -3.63,
        Leads = 1.03, LeadsLeast = -0.53, Conflict = -0.25, CrowdWording = -11.03, CrowdHeads = -0.84, CrowdAnchors = -2.91,
        OtherWording = 2.57, OtherHeads = -0.91, OtherAnchors = -1.51,
    };

    /// <summary>Two languages.</summary>
    public static readonly EventWeights Languages = new()
    {
        Bias = -2.16, Wording = 11.23, Rare = 7.99, Anchors = 15.45, RareAnchors = -10.26, SharedAnchors = 0.76, Leads = -1.33,
        LeadsLeast = 1.5, Conflict = -3.2, CrowdAnchors = -7.21, OtherAnchors = -2.67,
    };

    /// <summary>A text and the middle of a story; the shares of headlines and leads mean little against so many words.</summary>
    public static readonly EventWeights Middle = new()
    {
        Bias = -10.45, Wording = 5.64, Rare = 7.34, Headline = 6.35, Anchors = 0.04, RareAnchors = 2, Nearness = 3.03, CrowdWording = -2.53,
        CrowdHeads = -3.84, CrowdAnchors = 0.08,
    };

    public static readonly EventWeights MiddleUndated = new()
    {
        Bias = -6.19, Wording = 17.35, Rare = 5.89, Headline = -12.03, Anchors = 6.85, RareAnchors = -1.34, CrowdWording = -5.29,
        CrowdHeads = -1.61, CrowdAnchors = -7.59,
    };

    public static readonly EventWeights MiddleHeadlines = new()
    {
        Bias = -18.12, Wording = 8.55, Rare = -1.14, Headline = 8.62, Anchors = 6.76, RareAnchors = -4.18, Nearness = 16.17,
        CrowdWording = -20.59, CrowdHeads = 14.27, CrowdAnchors = -1.65,
    };

    public static readonly EventWeights MiddleHeadlinesUndated = new()
    {
        Bias = -2.53, Wording = 12.36, Rare = 4.35, Headline = 0.79, Anchors = 5.14, RareAnchors = -3.66, CrowdWording = -0.75,
        CrowdHeads = -5.44, CrowdAnchors = -3.35,
    };

    /// <summary>An article and the middle of a story that has none in its language.</summary>
    public static readonly EventWeights MiddleLanguages = new()
    {
        Bias = -0.24, Wording = 4.02, Rare = 12.9, Anchors = 10.51, RareAnchors = 1.54, SharedAnchors = -0.14, Leads = -1.07,
        LeadsLeast = 1.23, CrowdAnchors = -8.28,
    };

    /// <summary>Two texts by themselves, without a crowd.</summary>
    public static readonly EventWeights TextPair = new()
    {
        Bias = -7.7, Wording = 8.75, Rare = -2.1, Headline = -2.53, Heads = 4.55, HeadsLeast = 2.64, Anchors = 1.31, RareAnchors = -0.92,
        Leads = 1.78, LeadsLeast = -0.69, Conflict = -0.46, Nearness = 6.18,
    };

    public static readonly EventWeights HeadlinePair = new()
    {
        Bias = -2.99, Wording = -6.51, Rare = 1.29, Headline = 4.41, Heads = 4.66, HeadsLeast = 5.08, Anchors = -0.03, RareAnchors = 0.13,
        Leads = 0.7, LeadsLeast = -0.24, Conflict = -1.19,
    };

    public static readonly EventWeights LanguagePair = new()
    {
        Bias = -1.68, Wording = 4.76, Rare = 9.08, Anchors = 14.25, RareAnchors = -11.56, SharedAnchors = 1.08, Leads = -2.29,
        LeadsLeast = 3.12, Conflict = -3.53,
    };

    public double Bias { get; init; }
    public double Wording { get; init; }
    public double Rare { get; init; }
    public double Headline { get; init; }
    public double Heads { get; init; }
    public double HeadsLeast { get; init; }
    public double Anchors { get; init; }
    public double RareAnchors { get; init; }
    public double SharedAnchors { get; init; }
    public double Leads { get; init; }
    public double LeadsLeast { get; init; }
    public double Containment { get; init; }
    public double Conflict { get; init; }
    public double Nearness { get; init; }
    public double CrowdWording { get; init; }
    public double CrowdHeads { get; init; }
    public double CrowdAnchors { get; init; }
    public double OtherWording { get; init; }
    public double OtherHeads { get; init; }
    public double OtherAnchors { get; init; }

    /// <summary>0..1, from 0.5 they are of one event.</summary>
    public double Chance(in Likeness like, in Crowd crowd)
    {
        var sum = Bias
            + Wording * like.Wording
            + Rare * like.Rare
            + Headline * like.Headline
            + Heads * like.Heads
            + HeadsLeast * like.HeadsLeast
            + Anchors * like.Anchors
            + RareAnchors * like.RareAnchors
            + SharedAnchors * Math.Log(1 + like.SharedAnchors)
            + Leads * like.Leads
            + LeadsLeast * like.LeadsLeast
            + Containment * like.Containment
            + Conflict * like.Conflict
            + Nearness * like.Nearness
            + CrowdWording * crowd.Wording
            + CrowdHeads * crowd.Heads
            + CrowdAnchors * crowd.Anchors
            + OtherWording * like.Other.Wording
            + OtherHeads * like.Other.Heads
            + OtherAnchors * like.Other.Anchors;
        return 1 / (1 + Math.Exp(-sum));
    }
}
