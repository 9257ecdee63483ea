using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>How much of a feed is read. What is left out or shortened is noted, never silent. Lengths are in UTF-16 units.</summary>
public static class FeedBounds
{
    /// <summary>Entries of a document, from its beginning: feeds show the newest first.</summary>
    public const int Entries = 5_000;

    public const int Title = 1_000;

    /// <summary>Of a summary, and of a content.</summary>
    public const int Text = 1_000_000;

    /// <summary>A longer one is kept as its SHA-256: two that differ at the end are two.</summary>
    public const int Id = 2_000;

    /// <summary>A longer one is none: half an address leads elsewhere.</summary>
    public const int Link = 8_000;

    /// <summary>Of a language, an author, a category.</summary>
    public const int Name = 500;

    /// <summary>Authors, categories or enclosures of one entry.</summary>
    public const int Listed = 200;

    /// <summary>The feed with every field within its bounds, and without characters that a reader does not see in what is shown on one line.</summary>
    public static Feed Within(Feed feed)
    {
        FeedEntry[]? entries = null;
        for (var at = 0; at < Math.Min(feed.Entries.Count, Entries); at++)
        {
            var entry = Within(feed.Entries[at]);
            if (entries is null && !ReferenceEquals(entry, feed.Entries[at]))
            {
                entries = [.. feed.Entries.Take(Entries)];
            }

            if (entries is not null)
            {
                entries[at] = entry;
            }
        }

        var beyond = Math.Max(0, feed.Entries.Count - Entries);
        return feed with
        {
            Title = Cut(Clean(feed.Title), Title),
            Link = feed.Link?.Length > Link ? null : feed.Link,
            Language = Cut(feed.Language, Name),
            LeftOut = feed.LeftOut + beyond,
            Entries = entries ?? (beyond > 0 ? [.. feed.Entries.Take(Entries)] : feed.Entries),
        };
    }

    /// <summary>What was left out or shortened, for the user; null when nothing was.</summary>
    public static string? NoteOn(Feed feed)
    {
        var shortened = feed.Entries.Where(entry => entry.Shortened is not null).ToList();
        var fields = string.Join(", ", shortened.SelectMany(entry => entry.Shortened!.Split(", ")).Distinct());
        string?[] notes =
        [
            feed.LeftOut == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"the first {feed.Entries.Count} of {feed.Entries.Count + feed.LeftOut} entries are read"),
            shortened.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{shortened.Count} entries are larger than they may be and were shortened ({fields})"),
        ];
        return notes.All(note => note is null) ? null : string.Join("; ", notes.OfType<string>());
    }

    private static FeedEntry Within(FeedEntry entry)
    {
        entry = Clean(entry);
        return ShortenedOf(entry) is not { } shortened ? entry : entry with
        {
            Id = entry.Id?.Length > Id ? $"sha256:{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(entry.Id)))}" : entry.Id,
            Link = entry.Link?.Length > Link ? null : entry.Link,
            Title = Cut(entry.Title, Title),
            Summary = Cut(entry.Summary, Text),
            Content = Cut(entry.Content, Text),
            Language = Cut(entry.Language, Name),
            Authors = [.. entry.Authors.Take(Listed).Select(one => Cut(one, Name)!)],
            Categories = [.. entry.Categories.Take(Listed).Select(one => Cut(one, Name)!)],
            Enclosures = [.. entry.Enclosures.Where(one => one.Length <= Link).Take(Listed)],
            Shortened = shortened,
        };
    }

    private static FeedEntry Clean(FeedEntry entry)
    {
        var (title, authors, categories) = (Clean(entry.Title), Clean(entry.Authors), Clean(entry.Categories));
        return ReferenceEquals(title, entry.Title) && ReferenceEquals(authors, entry.Authors) && ReferenceEquals(categories, entry.Categories)
            ? entry
            : entry with { Title = title, Authors = authors, Categories = categories };
    }

    private static string? ShortenedOf(FeedEntry entry)
    {
        List<string>? fields = null;
        Look("id", entry.Id?.Length > Id);
        Look("link", entry.Link?.Length > Link);
        Look("title", entry.Title?.Length > Title);
        Look("summary", entry.Summary?.Length > Text);
        Look("content", entry.Content?.Length > Text);
        Look("language", entry.Language?.Length > Name);
        Look("authors", IsBeyond(entry.Authors, Name));
        Look("categories", IsBeyond(entry.Categories, Name));
        Look("enclosures", IsBeyond(entry.Enclosures, Link));
        return fields is null ? null : string.Join(", ", fields);

        void Look(string name, bool isBeyond)
        {
            if (isBeyond)
            {
                (fields ??= []).Add(name);
            }
        }
    }

    private static bool IsBeyond(IReadOnlyList<string> list, int length)
    {
        if (list.Count > Listed)
        {
            return true;
        }

        foreach (var one in list)
        {
            if (one.Length > length)
            {
                return true;
            }
        }

        return false;
    }

    // The same list when nothing is to be done.
    private static IReadOnlyList<string> Clean(IReadOnlyList<string> list)
    {
        foreach (var one in list)
        {
            if (!ReferenceEquals(Clean(one), one))
            {
                return [.. list.Select(Clean).OfType<string>()];
            }
        }

        return list;
    }

    private static string? Clean(string? text)
    {
        if (text is null || (Unseen.Without(text) is var clean && ReferenceEquals(clean, text)))
        {
            return text;
        }

        return PlainText.OneLine(clean) is { Length: > 0 } line ? line : null;
    }

    private static string? Cut(string? text, int length)
        => text is null || text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
