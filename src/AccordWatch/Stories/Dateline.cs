using System.Text.RegularExpressions;

namespace AccordWatch.Stories;

/// <summary>What stands in front of a text: who wired it, from where.</summary>
/// <param name="Length">Characters of the text.</param>
/// <param name="Agency">By the name in <c>agencies.tsv</c>; null when it names none.</param>
/// <param name="Place">As written, without the day; null when it names none.</param>
public sealed partial record Dateline(int Length, string? Agency, string? Place)
{
    private static readonly Dictionary<string, string> Agencies = Read();

    internal static Dateline Of(Match match)
    {
        var place = BeforeDay().Match(match.Groups["p"].Value).Value.Trim(' ', ',', '.');
        return new Dateline(match.Length, Agencies.GetValueOrDefault(match.Groups["a"].Value.Trim()), place.Length < 2 ? null : place);
    }

    // A name, then everything that it is called in datelines.
    private static Dictionary<string, string> Read()
    {
        var agencies = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        using var reader = new StreamReader(typeof(Dateline).Assembly.GetManifestResourceStream("agencies.tsv")!);
        while (reader.ReadLine() is { } line)
        {
            foreach (var called in line.Split('\t'))
            {
                agencies[called] = line.Split('\t')[0];
            }
        }

        return agencies;
    }

    [GeneratedRegex(@"^[^\d,]+")]
    private static partial Regex BeforeDay();
}
