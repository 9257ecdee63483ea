namespace AccordWatch.Stories;

/// <summary>A story that an article could tell.</summary>
/// <param name="Story">The story.</param>
/// <param name="Of">Its article that is nearest.</param>
/// <param name="Nearest">What the two are to each other.</param>
/// <param name="Score">0..1, of the nearest and of the story's middle.</param>
/// <param name="Joins">Whether that is enough.</param>
internal sealed record Found(Story Story, Trace Of, Verdict Nearest, double Score, bool Joins)
{
    public bool IsCopy => Nearest.IsCopy;

    public bool IsBetterThan(Found other)
        => Joins != other.Joins ? Joins
            : IsCopy != other.IsCopy ? IsCopy
            : Score != other.Score ? Score > other.Score
            : Story.Id != other.Story.Id ? Story.Id < other.Story.Id
            : Of.Id < other.Of.Id;
}
