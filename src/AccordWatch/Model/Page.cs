namespace AccordWatch.Model;

/// <summary>The bytes of a web page as fetched.</summary>
/// <param name="Url">Where the bytes came from, after redirects.</param>
/// <param name="Body">Decoded of any content-coding, not of the character encoding.</param>
/// <param name="ContentType">The Content-Type header, verbatim.</param>
/// <param name="FetchedAt">UTC.</param>
public sealed record Page(Uri Url, ReadOnlyMemory<byte> Body, string? ContentType, DateTimeOffset FetchedAt)
{
    /// <summary>The Content-Language header, verbatim.</summary>
    public string? ContentLanguage { get; init; }
}
