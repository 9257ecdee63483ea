namespace AccordWatch.Stories;

/// <summary>The figures by which two articles are judged, in a fixed order.</summary>
internal static class Signs
{
    /// <summary>As the file of weights names them.</summary>
    public static readonly string[] Names =
    [
        "wording", "rare", "headline", "heads", "headsLeast", "anchors", "rareAnchors", "sharedAnchors", "leads", "leadsLeast", "conflict", "nearness",
        "crowdWording", "crowdHeads", "crowdAnchors", "otherWording", "otherHeads", "otherAnchors",
        "soon", "sharedNumbers", "sameSource", "shortness", "containment", "aligned",
    ];

    private const string Aligned = "aligned";
    private static readonly string[] Undated = ["nearness"];
    private static readonly string[] Words = ["headline", "heads", "headsLeast", "nearness", "crowdWording", "crowdHeads", "otherWording", "otherHeads"];
    private static readonly string[] Crowds = ["crowdWording", "crowdHeads", "crowdAnchors", "otherWording", "otherHeads", "otherAnchors"];

    private static readonly string[] Others = ["otherWording", "otherHeads", "otherAnchors"];

    // The shares of headlines and leads mean little against the many words of a middle, and a middle has no crowd of its own.
    private static readonly string[] Scarce = ["heads", "headsLeast", "sharedAnchors", "leads", "leadsLeast", "conflict", .. Others];

    /// <summary>Those that say something under the regime; the others have no weight.</summary>
    public static IEnumerable<string> Of(Regime regime) => Names.Except(regime switch
    {
        Regime.Texts or Regime.Headlines => ["sharedAnchors", Aligned],
        Regime.TextsUndated or Regime.HeadlinesUndated => ["sharedAnchors", Aligned, .. Undated],
        Regime.Languages => [.. Words, "sameSource", "shortness", "containment", Aligned],
        Regime.Middle or Regime.MiddleHeadlines => [.. Scarce, Aligned],
        Regime.MiddleUndated or Regime.MiddleHeadlinesUndated => [.. Scarce, .. Undated, Aligned],
        Regime.MiddleLanguages => [.. Words, "conflict", "otherAnchors", Aligned],
        Regime.TextPair => ["sharedAnchors", .. Crowds, Aligned],
        Regime.HeadlinePair => ["sharedAnchors", .. Undated, .. Others],
        Regime.LanguagePair => [.. Words, .. Crowds, "sameSource", "shortness", "containment", Aligned],
        _ => throw new ArgumentOutOfRangeException(nameof(regime)),
    });

    /// <summary>Whether a middle is judged, which is there from the third article of a story on.</summary>
    public static bool IsMiddle(this Regime regime) => regime is Regime.Middle or Regime.MiddleUndated or Regime.MiddleHeadlines or Regime.MiddleHeadlinesUndated or Regime.MiddleLanguages;

    /// <summary>Whether two articles are judged by themselves.</summary>
    public static bool IsPair(this Regime regime) => regime is Regime.TextPair or Regime.HeadlinePair or Regime.LanguagePair;

    /// <param name="like">What they have in common.</param>
    /// <param name="crowd">Of the article that is asked about.</param>
    /// <param name="values">Takes one for each name.</param>
    public static void Read(in Likeness like, in Crowd crowd, Span<double> values)
    {
        values[0] = like.Wording;
        values[1] = like.Rare;
        values[2] = like.Headline;
        values[3] = like.Heads;
        values[4] = like.HeadsLeast;
        values[5] = like.Anchors;
        values[6] = like.RareAnchors;
        values[7] = Math.Log(1 + like.SharedAnchors);
        values[8] = like.Leads;
        values[9] = like.LeadsLeast;
        values[10] = like.Conflict;
        values[11] = like.Nearness;
        values[12] = crowd.Wording;
        values[13] = crowd.Heads;
        values[14] = crowd.Anchors;
        values[15] = like.Other.Wording;
        values[16] = like.Other.Heads;
        values[17] = like.Other.Anchors;
        values[18] = like.Soon;
        values[19] = Math.Log(1 + like.SharedNumbers);
        values[20] = like.SameSource;
        values[21] = like.Shortness;
        values[22] = like.Containment;
        values[23] = like.Aligned;
    }
}
