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
            var end = EndOf(rest, ',');
            if (IsOf(rest[..end], relation) && Uri.TryCreate(at, target.ToString(), out var url) && url.Scheme is "http" or "https" && url.AbsoluteUri.Length <= FeedBounds.Link)
            {
                return url;
            }

            rest = rest[end..];
        }

        return null;
    }

    // What stands between quotes belongs to a value.
    private static int EndOf(ReadOnlySpan<char> parameters, char separator)
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
                default:
                    if (parameters[at] == separator && !isQuoted)
                    {
                        return at;
                    }

                    break;
            }
        }

        return parameters.Length;
    }

    // The first rel counts (RFC 8288 3.3).
    private static bool IsOf(ReadOnlySpan<char> parameters, string relation)
    {
        while (parameters.Length > 0)
        {
            var end = EndOf(parameters, ';');
            var parameter = parameters[..end];
            parameters = parameters[Math.Min(end + 1, parameters.Length)..];
            if (parameter.IndexOf('=') is var equals and > 0 && parameter[..equals].Trim().Equals("rel", StringComparison.OrdinalIgnoreCase))
            {
                return parameter[(equals + 1)..].Trim().Trim('"').ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(relation, StringComparer.OrdinalIgnoreCase);
            }
        }

        return false;
    }
}
