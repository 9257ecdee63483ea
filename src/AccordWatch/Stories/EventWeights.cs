namespace AccordWatch.Stories;

/// <summary>Weights of a logistic regression over what two articles have in common.</summary>
internal sealed record EventWeights(
    double Bias, double Wording, double Headline, double Anchors, double Heads, double HeadsLeast, double Leads, double LeadsLeast, double Containment, double Conflict, double Nearness)
{
    private static readonly EventWeights Texts = new(-8.5, 9.3, 4.3, 5.7, 0, 0, 0, 0, 0, -1.2, 5.4);
    private static readonly EventWeights TextsUndated = new(-3.4, 9.5, 0, 6, 0, 0, 0, 0, 0, -1, 0);
    private static readonly EventWeights Headlines = new(-6.5, 3.2, 6.3, 2.3, 0, 0, 0, 0, 0, 0, 4.4);
    private static readonly EventWeights HeadlinesUndated = new(-2.3, 3.7, 3.6, 0.4, 0, 0, 0, 0, 0, -0.6, 0);

    /// <summary>Headlines and full texts have little in common as to how alike is alike, nor have reports with and without dates.</summary>
    public static EventWeights For(bool isShort, bool dated) => (isShort, dated) switch
    {
        (false, true) => Texts,
        (false, false) => TextsUndated,
        (true, true) => Headlines,
        _ => HeadlinesUndated,
    };

    public double Chance(Likeness like) => 1 / (1 + Math.Exp(-(Bias + Wording * like.Wording + Headline * like.Headline + Anchors * like.Anchors
        + Heads * like.Heads + HeadsLeast * like.HeadsLeast + Leads * like.Leads + LeadsLeast * like.LeadsLeast
        + Containment * like.Containment + Conflict * like.Conflict + Nearness * like.Nearness)));
}
