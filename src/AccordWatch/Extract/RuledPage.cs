using AccordWatch.Text;
using AngleSharp.Css.Dom;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AccordWatch.Extract;

/// <summary>What the rule of its site finds on a page.</summary>
internal sealed class RuledPage
{
    private const int MostValues = 50;

    private readonly SiteRule _rule;
    private readonly List<string> _idle = [];
    private readonly IReadOnlyList<Passage> _passages = [];
    private readonly List<string> _dates = [];
    private readonly List<string> _authors = [];

    /// <summary>Takes what the rule drops out of the document.</summary>
    /// <exception cref="OperationCanceledException">The page takes too long.</exception>
    public RuledPage(IHtmlDocument document, SiteRule rule, CancellationToken budget)
    {
        _rule = rule;
        foreach (var drop in rule.Drop)
        {
            var dropped = Found(document, drop, budget);
            if (dropped.Count == 0)
            {
                _idle.Add(drop.Text);
            }

            foreach (var element in dropped)
            {
                budget.ThrowIfCancellationRequested();
                element.Remove();
            }
        }

        if (rule.Title is { } title)
        {
            Title = Values(document, title, budget).Find(value => value.Length > 0) ?? "";
        }

        _dates = rule.Date is { } date ? Values(document, date, budget) : [];
        _authors = rule.Authors is { } authors ? Values(document, authors, budget) : [];
        _passages = rule.Body is { } body ? PageWalk.PassagesOf(Found(document, body, budget), budget) : [];
    }

    /// <summary>Empty for none.</summary>
    public string Title { get; } = "";

    public IReadOnlyList<string> Authors => Extract.Authors.In(_authors);

    public DateTimeOffset? Date(PageWalk walk, Uri url, DateTimeOffset now) => Dates.In(_dates, walk, url, now);

    /// <summary>Paragraphs separated by a blank line, without the headline; empty for none.</summary>
    public string Text(string title)
    {
        var plain = Titles.Squeezed(title);
        return string.Join("\n\n", _passages.Where(passage => !(passage.IsHeading && (passage.Region.Name == "h1" || Titles.Squeezed(passage.Text) == plain))).Select(passage => passage.Text));
    }

    public RuleUse Use(bool hasText, bool hasDate) => new(
        _rule.Host,
        [
            .. Missed("body", _rule.Body, hasText), .. Missed("title", _rule.Title, Title.Length > 0),
            .. Missed("date", _rule.Date, hasDate), .. Missed("authors", _rule.Authors, Authors.Count > 0),
        ],
        _idle);

    private static IEnumerable<string> Missed(string key, ISelector? selector, bool isFound) => selector is null || isFound ? [] : [key];

    private static List<string> Values(IHtmlDocument document, ISelector selector, CancellationToken budget)
        => Found(document, selector, budget).Take(MostValues)
            .Select(element => PlainText.OneLine(element.GetAttribute("datetime") ?? element.GetAttribute("content") ?? PageWalk.TextOf(element))).ToList();

    // A search of the parser's own would not look at the budget.
    private static List<IElement> Found(IHtmlDocument document, ISelector selector, CancellationToken budget)
    {
        var found = new List<IElement>();
        foreach (var element in document.All)
        {
            budget.ThrowIfCancellationRequested();
            if (selector.Match(element, null))
            {
                found.Add(element);
            }
        }

        return found;
    }
}
