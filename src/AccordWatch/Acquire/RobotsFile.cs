using System.Globalization;
using System.Text;

namespace AccordWatch.Acquire;

/// <summary>The rules of a robots.txt for this program (RFC 9309), with the two additions that everybody knows: Crawl-delay and Sitemap.</summary>
internal sealed class RobotsFile
{
    /// <summary>What a group calls this program; case does not count.</summary>
    public const string Product = "AccordWatch";

    /// <summary>RFC 9309 2.5 asks for 500 KiB at least; what comes after is not read.</summary>
    private const int MostCharacters = 500 * 1024;

    private readonly List<Rule> _rules;

    private RobotsFile(List<Rule> rules, TimeSpan? delay, IReadOnlyList<string> sitemaps)
    {
        _rules = rules;
        CrawlDelay = delay;
        Sitemaps = sitemaps;
    }

    public static RobotsFile Open { get; } = new([], null, []);

    public TimeSpan? CrawlDelay { get; }

    /// <summary>As written.</summary>
    public IReadOnlyList<string> Sitemaps { get; }

    public static RobotsFile Parse(string text)
    {
        var groups = new List<Group>();
        var sitemaps = new List<string>();
        Group? open = null;
        foreach (var (key, value) in LinesOf(text.Length > MostCharacters ? text[..MostCharacters] : text))
        {
            switch (key)
            {
                case "user-agent" or "useragent" or "user agent":
                    if (open is null || open.HasRules)
                    {
                        groups.Add(open = new Group());
                    }

                    open.Agents.Add(value);
                    break;
                case "allow" or "disallow" when open is not null:
                    open.HasRules = true;
                    open.Rules.AddRange(value.Length == 0 ? [] : [new Rule(key == "allow", value, Normal(value))]);
                    break;
                case "crawl-delay" when open is not null && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1_000_000:
                    open.Delay = TimeSpan.FromSeconds(seconds);
                    break;
                case "sitemap":
                    sitemaps.Add(value);
                    break;
                default:
                    break;
            }
        }

        // RFC 9309 2.2.1: all groups for this program count as one; without any, all for everybody.
        var ours = groups.Where(group => group.Agents.Exists(IsUs)).ToList();
        ours = ours.Count > 0 ? ours : [.. groups.Where(group => group.Agents.Contains("*"))];
        return new RobotsFile([.. ours.SelectMany(group => group.Rules)], ours.Max(group => group.Delay), sitemaps);
    }

    /// <summary>The line that keeps us out, or null. The longest rule that fits decides; of two as long the one that allows (RFC 9309 2.2.2).</summary>
    public string? Forbids(Uri url)
    {
        var path = Normal(url.PathAndQuery);
        if (path == "/robots.txt")
        {
            return null;
        }

        var strongest = _rules.Where(rule => Fits(rule.Pattern, path)).OrderByDescending(rule => rule.Pattern.Length).ThenByDescending(rule => rule.Allows).FirstOrDefault();
        return strongest is { Allows: false } ? $"Disallow: {strongest.Written}" : null;
    }

    private static IEnumerable<(string Key, string Value)> LinesOf(string text)
    {
        foreach (var whole in text.TrimStart('\uFEFF').Split('\r', '\n'))
        {
            var line = whole.Split('#')[0];
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                yield return (line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim());
            }
        }
    }

    // A product token ends where its letters end: "AccordWatch/1.0" names AccordWatch.
    private static bool IsUs(string agent)
        => string.Concat(agent.TakeWhile(letter => char.IsAsciiLetter(letter) || letter is '-' or '_')).Equals(Product, StringComparison.OrdinalIgnoreCase);

    /// <summary>Octets outside ASCII escaped, needless escapes undone (RFC 9309 2.2.2, RFC 3986 2.3).</summary>
    private static string Normal(string path)
    {
        var octets = Encoding.UTF8.GetBytes(path);
        var normal = new StringBuilder(octets.Length);
        for (var at = 0; at < octets.Length; at++)
        {
            if (octets[at] == '%' && at + 2 < octets.Length && byte.TryParse(octets.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
            {
                at += 2;
                normal.Append(char.IsAsciiLetterOrDigit((char)escaped) || (char)escaped is '-' or '.' or '_' or '~' ? ((char)escaped).ToString() : $"%{escaped:X2}");
            }
            else
            {
                normal.Append(octets[at] is > 0x20 and < 0x7F ? ((char)octets[at]).ToString() : $"%{octets[at]:X2}");
            }
        }

        return normal.ToString();
    }

    // * stands for anything, $ at the end for the end; going back to the last * only keeps it quadratic at worst.
    private static bool Fits(string pattern, string path)
    {
        var isAnchored = pattern.EndsWith('$');
        var wanted = isAnchored ? pattern.AsSpan(0, pattern.Length - 1) : pattern;
        int at = 0, from = 0, star = -1, resume = 0;
        while (true)
        {
            if (at == wanted.Length && (!isAnchored || from == path.Length))
            {
                return true;
            }

            if (at < wanted.Length && wanted[at] == '*')
            {
                (star, resume) = (at++, from);
            }
            else if (at < wanted.Length && from < path.Length && wanted[at] == path[from])
            {
                at++;
                from++;
            }
            else if (star >= 0 && resume < path.Length)
            {
                (at, from) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }
    }

    private sealed record Rule(bool Allows, string Written, string Pattern);

    private sealed class Group
    {
        public List<string> Agents { get; } = [];

        public List<Rule> Rules { get; } = [];

        /// <summary>A rule has come: the next user-agent opens another group.</summary>
        public bool HasRules { get; set; }

        public TimeSpan? Delay { get; set; }
    }
}
