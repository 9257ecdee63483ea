namespace AccordWatch.Stories;

/// <summary>What an article is to the stories so far.</summary>
public abstract record Telling
{
    private Telling(long story, string because) => (Story, Because) = (story, because);

    /// <summary>Id of the story.</summary>
    public long Story { get; }

    /// <summary>Why, in words for the user.</summary>
    public string Because { get; }

    /// <summary>Only a headline so far: related to the story, no copy of anything and no source of its own.</summary>
    public bool IsRelated { get; init; }

    /// <summary>The first of its story.</summary>
    /// <param name="Story">Id of the story that it opens.</param>
    /// <param name="Because">Why, in words for the user.</param>
    public sealed record First(long Story, string Because) : Telling(Story, Because);

    /// <summary>One more of a story that is known.</summary>
    /// <param name="Story">Id of the story.</param>
    /// <param name="IsCopy">The text itself is that of another article, in whole or in good part.</param>
    /// <param name="CopyOf">Id of the article that it is nearest to when it is a copy.</param>
    /// <param name="Because">Why, in words for the user.</param>
    public sealed record Again(long Story, bool IsCopy, long? CopyOf, string Because) : Telling(Story, Because);
}

/// <summary>What two articles are to each other.</summary>
/// <param name="Same">They tell one story.</param>
/// <param name="IsCopy">One text is made of the other.</param>
/// <param name="Score">0..1; one story from 0.5.</param>
/// <param name="Because">Why, in words for the user.</param>
public sealed record Comparison(bool Same, bool IsCopy, double Score, string Because);
