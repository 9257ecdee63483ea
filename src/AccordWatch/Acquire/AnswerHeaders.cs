using System.Net;
using System.Net.Http.Headers;

namespace AccordWatch.Acquire;

/// <summary>What an answer says beside its body.</summary>
internal static class AnswerHeaders
{
    private const int LongestValidator = 1000;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // NonValidated gives the text as it was sent; the typed headers would mend or drop it.
    public static string? TextOf(HttpHeaders headers, string name)
        => headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Verbatim; null when it is too long or odd to be sent back.</summary>
    public static string? Validator(HttpHeaders headers, string name)
        => TextOf(headers, name) is { Length: <= LongestValidator } text && !text.Any(char.IsControl) ? text : null;

    /// <summary>A Content-Length that is none, or two of them, which hides where the body ends (RFC 9110 8.6); null when all is well.</summary>
    public static string? BadLength(HttpResponseMessage answer)
        => TextOf(answer.Content.Headers, "Content-Length") is not { } text || (text.Split(", ").Distinct().Count() == 1 && text.All(letter => char.IsAsciiDigit(letter) || letter is ',' or ' ')) ? null
            : text.Length > 40 ? text[..40] : text;

    /// <summary>How long the answer stays fresh: max-age less Age, else Expires (RFC 9111 4.2.1); null when it does not say or may not be kept.</summary>
    public static TimeSpan? FreshFor(HttpResponseMessage answer, DateTimeOffset now)
    {
        var control = answer.Headers.CacheControl;
        if (control is { NoStore: true } or { NoCache: true })
        {
            return null;
        }

        var lifetime = control?.MaxAge is { } age ? age - (answer.Headers.Age ?? TimeSpan.Zero) : answer.Content.Headers.Expires - (answer.Headers.Date ?? now);
        return Positive(lifetime);
    }

    /// <summary>How long we are asked to stay away (RFC 9110 10.2.3), at most a day; an hour on a bare 429.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage answer, DateTimeOffset now)
    {
        var asked = answer.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - now
            // More seconds than a number holds.
            : TextOf(answer.Headers, "Retry-After") is { Length: > 9 } text && text.All(char.IsAsciiDigit) ? Day
            : null;
        return Positive(asked) ?? (answer.StatusCode == HttpStatusCode.TooManyRequests ? TimeSpan.FromHours(1) : null);
    }

    private static TimeSpan? Positive(TimeSpan? span) => span is not { } one || one <= TimeSpan.Zero ? null : one < Day ? one : Day;
}
