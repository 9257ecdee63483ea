using System.Text;

namespace AccordWatch.Digest;

/// <summary>The plain part, written from the data and not from the HTML: lines of at most 78 characters, each URL on a line of its own.</summary>
internal static class DigestText
{
    private const int Width = 78;

    public static string Of(DigestView view)
    {
        var text = new StringBuilder();
        Wrap(text, view.Subject, "");
        foreach (var section in view.Sections)
        {
            text.Append('\n').Append(section.Title.ToUpperInvariant()).Append('\n');
            foreach (var item in section.Items)
            {
                Item(text, item);
            }
        }

        Reviews(text, view.Reviews);
        if (view.Left.Length > 0)
        {
            text.Append('\n');
            Wrap(text, view.Left, "");
        }

        if (view.Health.Length > 0)
        {
            text.Append('\n');
            Wrap(text, view.Health, "");
        }

        // The separator of a signature, which clients fold away.
        text.Append("\n-- \n");
        Wrap(text, view.Why, "");
        Wrap(text, "To unsubscribe:", "");
        text.Append(view.UnsubscribeLink).Append('\n');
        Wrap(text, $"Questions: {view.Owner}", "");
        return text.ToString();
    }

    private static void Item(StringBuilder text, ItemView item)
    {
        text.Append('\n');
        Wrap(text, item.Title, "");
        foreach (var line in new[] { item.Id, item.Note }.Where(line => line.Length > 0))
        {
            Wrap(text, line, "  ");
        }

        foreach (var change in item.Changes)
        {
            Wrap(text, $"Changed: {change}", "  ");
        }

        foreach (var fact in item.Facts)
        {
            Wrap(text, $"{fact.Name}: {fact.Value}", "  ");
        }

        if (item.Quote.Length > 0)
        {
            Wrap(text, $"“{item.Quote}”", "  > ");
            Wrap(text, item.QuotedFrom, "  > ");
        }

        foreach (var article in item.Articles)
        {
            Article(text, article);
        }

        Wrap(text, item.Further, "  ");
    }

    private static void Reviews(StringBuilder text, IReadOnlyList<ArticleView> reviews)
    {
        if (reviews.Count > 0)
        {
            text.Append("\nFOR YOUR JUDGEMENT\n");
            Wrap(text, "Perhaps an accord; not in the register.", "");
        }

        foreach (var article in reviews)
        {
            Article(text, article);
        }
    }

    private static void Article(StringBuilder text, ArticleView article)
    {
        Wrap(text, article.Title, "  * ");
        Wrap(text, article.About, "    ");
        if (article.Url.Length > 0)
        {
            text.Append(article.Url).Append('\n');
        }
    }

    private static void Wrap(StringBuilder text, string line, string indent)
    {
        var at = 0;
        var lead = indent;
        foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, Width - indent.Length)))
        {
            if (at > 0 && at + 1 + word.Length > Width)
            {
                text.Append('\n');
                at = 0;
            }

            text.Append(at == 0 ? lead : " ").Append(word);
            at += (at == 0 ? lead.Length : 1) + word.Length;
            lead = lead.Replace('*', ' ');
        }

        text.Append(at > 0 ? "\n" : "");
    }

    // Chinese and Japanese have no spaces to break at; a surrogate pair stays whole.
    private static IEnumerable<string> Pieces(string word, int max)
    {
        while (word.Length > max)
        {
            var cut = char.IsHighSurrogate(word[max - 1]) ? max - 1 : max;
            yield return word[..cut];
            word = word[cut..];
        }

        yield return word;
    }
}
