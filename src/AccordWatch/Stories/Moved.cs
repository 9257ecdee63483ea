namespace AccordWatch.Stories;

/// <summary>An article that was put into another story after it was told.</summary>
/// <param name="Article">Its id.</param>
/// <param name="From">Id of the story that it was in.</param>
/// <param name="To">Id of the story that it is in now.</param>
/// <param name="Because">Why, in words for the user.</param>
public sealed record Moved(long Article, long From, long To, string Because)
{
    /// <summary>The whole story goes: so do its articles that the index remembers no longer, but for those placed by hand.</summary>
    public bool IsMerge { get; init; }
}
