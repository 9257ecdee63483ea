namespace AccordWatch.Knowledge;

/// <summary>The name that a mistyped one was probably meant to be.</summary>
public static class Nearest
{
    /// <returns>The known name with the smallest Levenshtein distance; ties go to the first.</returns>
    public static string Of(string typed, IEnumerable<string> known)
        => known.MinBy(name => Distance(typed.ToUpperInvariant(), name.ToUpperInvariant())) ?? "";

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }

        return row[b.Length];
    }
}
