using AccordWatch.Model;

namespace AccordWatch.Extract;

/// <summary>What a page gave.</summary>
public abstract record Extraction
{
    private Extraction()
    {
    }

    public sealed record Found(Article Article) : Extraction;

    /// <param name="Because">In words for the user: <c>not HTML: application/pdf</c>.</param>
    public sealed record NotAnArticle(string Because) : Extraction;
}
