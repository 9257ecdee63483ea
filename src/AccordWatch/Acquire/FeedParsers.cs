using AccordWatch.Knowledge;
using AccordWatch.Model;

namespace AccordWatch.Acquire;

/// <summary>Which reader makes entries of the bytes of a feed.</summary>
public enum FeedParserKind
{
    /// <summary><see cref="FeedReader"/>.</summary>
    Own,

    /// <summary>The CodeHollow.FeedReader package; only in a build with <c>-p:AccordWatchPackages=full</c>.</summary>
    CodeHollow,
}

/// <summary>Reads a feed; null when the bytes are none.</summary>
/// <param name="body">As fetched.</param>
/// <param name="contentType">The Content-Type header, or null.</param>
/// <param name="url">Where it was fetched, or null.</param>
/// <param name="language">The Content-Language header, or null.</param>
public delegate Feed? FeedParser(ReadOnlyMemory<byte> body, string? contentType, Uri? url, string? language);

/// <summary>The feed reader that the settings ask for.</summary>
public static partial class FeedParsers
{
    /// <exception cref="MistakeException">The settings ask for what this build does not have.</exception>
    public static FeedParser For(AcquireOptions options)
    {
        if (options.FeedParser == FeedParserKind.Own)
        {
            return FeedReader.Read;
        }

        FeedParser? parser = null;
        CreateFull(ref parser);
        return parser is not null
            ? (body, contentType, url, language) => parser(body, contentType, url, language) is { } feed ? FeedBounds.Within(feed) : null
            : throw new MistakeException("accordwatch.json", 0, "acquire.feedParser", "'codeHollow' needs a build with -p:AccordWatchPackages=full; 'own' is in every build");
    }

    // Implemented in Acquire/Full, which only the full package set compiles.
    static partial void CreateFull(ref FeedParser? parser);
}
