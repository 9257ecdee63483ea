namespace AccordWatch.Acquire;

/// <summary>A pattern of words and <c>*</c> for addresses; <c>*</c> stands for anything, case does not count.</summary>
internal static class UrlPattern
{
    /// <summary>Whether the whole address fits; a pattern without <c>*</c> fits wherever it occurs. Linear in the address.</summary>
    public static bool Fits(string pattern, Uri url) => FitsText(pattern, url.AbsoluteUri) || FitsText(pattern, Uri.UnescapeDataString(url.AbsoluteUri));

    /// <summary>The entries whose address fits; all of them without a pattern.</summary>
    public static IEnumerable<T> Keep<T>(string? pattern, IEnumerable<T> all, Func<T, Uri?> urlOf)
        => pattern is null ? all : all.Where(one => urlOf(one) is { } url && Fits(pattern, url));

    private static bool FitsText(string pattern, string text)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return text.Contains(pattern, StringComparison.OrdinalIgnoreCase);
        }

        if (!text.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = text.IndexOf(part, at, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return text.Length - parts[^1].Length >= at && text.EndsWith(parts[^1], StringComparison.OrdinalIgnoreCase);
    }
}
