namespace AccordWatch.Stories;

/// <summary>What pairs of articles have in common, with the right answer for each.</summary>
internal sealed class Examples
{
    private readonly List<(double[] Signs, bool IsSame)>[] _of = [.. Enum.GetValues<Regime>().Select(_ => new List<(double[], bool)>())];

    /// <summary>False where nobody has judged pairs of two languages.</summary>
    public bool AcrossLanguages { get; init; } = true;

    /// <summary>What all of them count together, beside those of other collections.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>False for pairs that people have judged by themselves.</summary>
    public bool IsOfStories { get; init; }

    public void Add(Regime regime, in Likeness like, in Crowd crowd, bool isSame)
    {
        if (AcrossLanguages || regime is not (Regime.Languages or Regime.MiddleLanguages or Regime.LanguagePair))
        {
            var signs = new double[Signs.Names.Length];
            Signs.Read(like, crowd, signs);
            _of[(int)regime].Add((signs, isSame));
        }
    }

    public IReadOnlyList<(double[] Signs, bool IsSame)> Of(Regime regime) => _of[(int)regime];
}
