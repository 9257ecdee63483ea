namespace AccordWatch.Acquire;

/// <summary>The Link header (RFC 8288).</summary>
internal static class LinkHeader
{
    /// <summary>The target of the first link of that relation, http or https; null when there is none.</summary>
    /// <param name="header">As sent, several headers joined by commas; null when there was none.</param>
    /// <param name="relation">Registered name.</param>
    /// <param name="at">What relative targets are relative to.</param>
    public static Uri? Find(string? header, string relation, Uri at)
    {
        var rest = header.AsSpan();
        while (rest.IndexOf('<') is var open and >= 0 && rest[open..].IndexOf('>') is var length and > 0)
        {
            var target = rest.Slice(open + 1, length - 1).Trim();
            rest = rest[(open + length + 1)..];
            var end = EndOf(rest);
            if (IsOf(rest[..end], relation) && Uri.TryCreate(at, target.ToString(), out var url) && url.Scheme is "http" or "https" && url.AbsoluteUri.Length <= FeedBounds.Link)
            {
                return url;
            }

            rest = rest[end..];
        }

        return null;
    }

    // The comma after the parameters; one between quotes belongs to a value.
    private static int EndOf(ReadOnlySpan<char> parameters)
    {
        var isQuoted = false;
        for (var at = 0; at < parameters.Length; at++)
        {
            switch (parameters[at])
            {
                case '\\' when isQuoted:
                    at++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    return at;
                default:
                    break;
            }
        }

        return parameters.Length;
    }

    private static bool IsOf(ReadOnlySpan<char> parameters, string relation)
    {
        foreach (var part in parameters.ToString().Split(';', StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value] && name.Equals("rel", StringComparison.OrdinalIgnoreCase))
            {
                // The first rel counts (RFC 8288 3.3).
                return value.Trim('"').Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(relation, StringComparer.OrdinalIgnoreCase);
            }
        }

        return false;
    }
}
