using AccordWatch.Model;

namespace AccordWatch.Extract;

/// <summary>What a page gave.</summary>
public abstract record Extraction
{
    private Extraction()
    {
    }

    /// <summary>How far the rule of its site fits; null where there is none, or the page could not be read.</summary>
    public RuleUse? Rule { get; init; }

    public sealed record Found(Article Article) : Extraction;

    /// <param name="Because">In words for the user: <c>not HTML: application/pdf</c>.</param>
    /// <param name="Told">What the page says of itself, without its text; null when it could not be read.</param>
    public sealed record NotAnArticle(string Because, Article? Told = null) : Extraction;
}
