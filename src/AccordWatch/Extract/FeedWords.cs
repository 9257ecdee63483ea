using AccordWatch.Text;

namespace AccordWatch.Extract;

/// <summary>Paragraphs of a fragment of HTML or of plain text, as feeds and JSON-LD carry them.</summary>
internal static class FeedWords
{
    private static readonly string[] Breaks = ["</p>", "<p>", "<p ", "<br", "</div>", "</li>", "</h1>", "</h2>", "</h3>", "</h4>", "</blockquote>", "</tr>", "\n\n", "\r\n\r\n"];

    /// <summary>Plain text, paragraphs separated by a blank line; empty for none.</summary>
    public static string Of(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return "";
        }

        var paragraphs = new List<string>();
        var start = 0;
        for (var at = 0; at <= html.Length; at++)
        {
            if (at == html.Length || (html[at] is '<' or '\n' or '\r' && Array.Exists(Breaks, mark => string.Compare(html, at, mark, 0, mark.Length, StringComparison.OrdinalIgnoreCase) == 0)))
            {
                Add(paragraphs, html[start..at]);
                start = at;
            }
        }

        return string.Join("\n\n", paragraphs);
    }

    private static void Add(List<string> paragraphs, string part)
    {
        var text = PlainText.OfHtml(part);
        // A publishing system appends this line to every entry of its feeds.
        if (text.Length > 0 && !(text.StartsWith("The post ", StringComparison.Ordinal) && text.Contains(" appeared first on ", StringComparison.Ordinal)))
        {
            paragraphs.Add(text);
        }
    }
}
