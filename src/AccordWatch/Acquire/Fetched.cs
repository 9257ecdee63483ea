using System.Security.Cryptography;
using AccordWatch.Model;

namespace AccordWatch.Acquire;

/// <summary>What is asked of a fetch beyond its URL.</summary>
public sealed record FetchConditions
{
    public static FetchConditions None { get; } = new();

    /// <summary>The validator of the last answer, verbatim.</summary>
    public string? ETag { get; init; }

    /// <summary>The Last-Modified header of the last answer, verbatim.</summary>
    public string? LastModified { get; init; }

    /// <summary>Hash of the body that was read last; a source that answers with the same bytes is unchanged.</summary>
    public string? BodyHash { get; init; }

    /// <summary>Sent as a form by POST instead of a GET; only a redirect that keeps the method (307, 308) is followed then. Null for a GET.</summary>
    public IReadOnlyDictionary<string, string>? Form { get; init; }

    /// <summary>Asked before every hop; null for what the user has listed by its own address.</summary>
    public Robots? Robots { get; init; }

    /// <summary>Hosts or CIDR ranges that this source may reach although they are private.</summary>
    public IReadOnlyList<string> AllowPrivate { get; init; } = [];
}

/// <summary>How a fetch ended.</summary>
public abstract record Fetched
{
    private Fetched()
    {
    }

    /// <param name="Page">Never empty.</param>
    /// <param name="ETag">Verbatim, for the next conditional request.</param>
    /// <param name="LastModified">Verbatim, for the next conditional request.</param>
    /// <param name="MovedTo">Where the URL has moved for good (301, 308), or null.</param>
    public sealed record Body(Page Page, string? ETag, string? LastModified, Uri? MovedTo) : Fetched
    {
        /// <summary>How long the publisher calls it fresh, at most a day; null when it does not say.</summary>
        public TimeSpan? FreshFor { get; init; }

        /// <summary>The hub that the Link header names (WebSub), or null.</summary>
        public Uri? Hub { get; init; }

        /// <summary>What the Link header gives as the address of the page itself; the topic at its hub.</summary>
        public Uri? Self { get; init; }

        /// <summary>SHA-256 of the bytes, for servers without validators.</summary>
        public string Hash { get; } = Convert.ToHexString(SHA256.HashData(Page.Body.Span));
    }

    /// <summary>The validators are those of the answer, or null when it brought none.</summary>
    public sealed record Unchanged : Fetched
    {
        public string? ETag { get; init; }

        public string? LastModified { get; init; }

        /// <inheritdoc cref="Body.FreshFor"/>
        public TimeSpan? FreshFor { get; init; }

        /// <inheritdoc cref="Body.MovedTo"/>
        public Uri? MovedTo { get; init; }
    }

    /// <summary>A form was taken (2xx); what was answered is not read.</summary>
    public sealed record Accepted : Fetched;

    /// <param name="Because">For the user; names the URL.</param>
    /// <param name="Status">HTTP status, or null when there was no answer.</param>
    /// <param name="RetryAfter">How long the publisher asks us to stay away, at most a day.</param>
    public sealed record Refused(string Because, int? Status, TimeSpan? RetryAfter) : Fetched;
}
