namespace AccordWatch.Stories;

/// <summary>What two articles have in common, which is the same from either side; kept until both have been looked at again.</summary>
internal sealed class Meeting(Trace one, Trace other, in Likeness like)
{
    private readonly Likeness _like = like;

    /// <summary>The one that an article met.</summary>
    public Trace Of(Trace article) => article == one ? other : one;

    /// <summary>As the article sees it, knowing what came later.</summary>
    public Likeness For(Trace article) => _like with { Other = Of(article).LaterCrowd };
}
