using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>A title for an entry that has none: RSS 2.0 and JSON Feed allow entries of text alone.</summary>
internal static class EntryTitle
{
    private const int Longest = 100;
    private const int Read = 2000;

    /// <summary>The beginning of the text, cut between words; null when there is no text.</summary>
    public static string? Of(string? summary, string? content)
    {
        var html = summary ?? content;
        if (html is null)
        {
            return null;
        }

        var text = PlainText.OfHtml(html.Length > Read ? html[..Read] : html);
        if (text.Length <= Longest)
        {
            return text.Length == 0 ? null : text;
        }

        var cut = text.LastIndexOf(' ', Longest);
        return $"{text[..(cut > Longest / 2 ? cut : Longest)]}…";
    }
}
