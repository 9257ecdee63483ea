using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Acquire;

/// <summary>The CodeHollow.FeedReader package as a feed reader: what it cannot read is no feed, what it loses stays lost.</summary>
internal static class CodeHollowFeeds
{
    public static Feed? Read(ReadOnlyMemory<byte> body, string? contentType, Uri? url, string? language)
    {
        try
        {
            var feed = CodeHollow.FeedReader.FeedReader.ReadFromByteArray(body.ToArray());
            return new Feed
            {
                Title = PlainText.OneLine(feed.Title ?? ""),
                Link = Absolute(feed.Link, url),
                Language = string.IsNullOrWhiteSpace(feed.Language) ? language : feed.Language,
                Entries = [.. feed.Items.Select(item => EntryOf(item, url))],
            };
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static FeedEntry EntryOf(CodeHollow.FeedReader.FeedItem item, Uri? url)
    {
        var date = DateReader.Read(item.PublishingDateString);
        return new FeedEntry
        {
            Id = item.Id,
            Link = Absolute(item.Link, url),
            Title = item.Title is null ? null : PlainText.OneLine(item.Title),
            Summary = item.Description,
            Content = item.Content,
            Published = date?.Instant,
            ZoneUnknown = date is { ZoneKnown: false },
            Authors = string.IsNullOrWhiteSpace(item.Author) ? [] : [item.Author],
            Categories = [.. item.Categories],
        };
    }

    private static string? Absolute(string? link, Uri? url)
        => Uri.TryCreate(link, UriKind.Absolute, out var absolute) || (url is not null && Uri.TryCreate(url, link, out absolute)) ? absolute!.Scheme is "http" or "https" ? absolute.AbsoluteUri : null : null;
}

/// <inheritdoc cref="FeedParsers"/>
public static partial class FeedParsers
{
    static partial void CreateFull(ref FeedParser? parser) => parser = CodeHollowFeeds.Read;
}
