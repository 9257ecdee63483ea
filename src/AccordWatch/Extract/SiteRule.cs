using AngleSharp.Css.Dom;

namespace AccordWatch.Extract;

/// <summary>Where the articles of one site keep what general extraction does not find.</summary>
/// <param name="Host">Without <c>www.</c>; its subdomains are meant too.</param>
public sealed record SiteRule(string Host)
{
    /// <summary>All elements that it finds are the text, in document order.</summary>
    public ISelector? Body { get; init; }

    public ISelector? Title { get; init; }

    /// <summary>The first element with a plausible date counts: its <c>datetime</c>, <c>content</c> or words.</summary>
    public ISelector? Date { get; init; }

    public ISelector? Authors { get; init; }

    /// <summary>What these find is taken out of the page before anything is read.</summary>
    public IReadOnlyList<ISelector> Drop { get; init; } = [];
}

/// <summary>How far the rule of its site fits a page.</summary>
/// <param name="Host">Of the rule.</param>
/// <param name="Missed">Keys of the rule that found nothing and were read as without it: <c>body</c>.</param>
/// <param name="Idle">Selectors of <c>drop</c> that found nothing, as on many pages they may.</param>
public sealed record RuleUse(string Host, IReadOnlyList<string> Missed, IReadOnlyList<string> Idle)
{
    /// <summary>For readers: <c>rule example.org, which found nothing for body</c>.</summary>
    public override string ToString() => $"rule {Host}{(Missed.Count == 0 ? "" : $", which found nothing for {string.Join(", ", Missed)}")}";
}
