using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Text;
using AngleSharp.Css.Parser;

namespace AccordWatch.Acquire;

/// <summary>The sources of <c>config/sources.yaml</c>.</summary>
public static partial class SourceList
{
    private static readonly string[] Keys = ["name", "url", "kind", "language", "category", "selector", "pattern", "full_text", "every", "allow_private", "paging"];
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <exception cref="MistakeException">File, line and key of the first mistake.</exception>
    public static IReadOnlyList<Source> Load(YamlMap file)
    {
        file.Allow("sources");
        var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var sources = new List<Source>();
        foreach (var block in file.Maps("sources"))
        {
            var source = One(block.Allow(Keys));
            if (!lines.TryAdd(source.Name, block.LineOf("name")))
            {
                throw block.Mistake("name", $"'{source.Name}' stands here twice (first in line {lines[source.Name]})");
            }

            sources.Add(source);
        }

        return sources;
    }

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? ObjectionToName(string name)
        => name.Length <= 64 && Name().IsMatch(name) ? null : $"'{name}' is not a name; write small letters, digits and hyphens, at most 64, for example nasa-news";

    /// <summary>What is wrong with the address of a source, or null.</summary>
    public static string? ObjectionToUrl(string text)
        => !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.IdnHost.Length == 0
            ? $"'{text}' is not a web address; write it in full, beginning with https://"
            : url.UserInfo.Length > 0 ? "an address with a user name or password is not read" : null;

    /// <summary>What is wrong with a language code, or null.</summary>
    public static string? ObjectionToLanguage(string text) => Language().IsMatch(text) ? null : $"'{text}' is not a language; write two small letters, for example en or ru";

    /// <summary>A name made of a title or, where its letters do not serve, of the host: <c>space-news</c>, <c>example-org</c>.</summary>
    public static string NameFor(string title, Uri url, IReadOnlySet<string> taken)
    {
        var name = Slug(title) is { Length: >= 3 } slug ? slug : Slug(url.IdnHost.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? url.IdnHost[4..] : url.IdnHost);
        name = name.Length > 56 ? name[..56].TrimEnd('-') : name;
        return taken.Contains(name) ? Numbered(name, taken) : name;
    }

    // By doubling and halving: a list of thousands with one title must not be counted through for each.
    private static string Numbered(string name, IReadOnlySet<string> taken)
    {
        string With(int number) => string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        var (low, high) = (1, 2);
        while (taken.Contains(With(high)))
        {
            (low, high) = (high, high * 2);
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = taken.Contains(With(middle)) ? (middle, high) : (low, middle);
        }

        return With(high);
    }

    private static Source One(YamlMap block)
    {
        var kind = KindOf(block);
        return new Source
        {
            Name = Checked(block, "name", block.NeededText("name"), ObjectionToName),
            Url = new Uri(Checked(block, "url", block.NeededText("url"), ObjectionToUrl)),
            Kind = kind,
            Language = block.Text("language") is { } language ? Checked(block, "language", language, ObjectionToLanguage) : null,
            Categories = block.Texts("category"),
            LinkSelector = SelectorOf(block, kind),
            UrlPattern = block.Text("pattern"),
            FullText = block.Flag("full_text", true),
            Every = EveryOf(block),
            AllowPrivate = AllowPrivateOf(block),
            Paging = PagingOf(block, kind),
        };
    }

    private static SourceKind KindOf(YamlMap block) => block.Text("kind") switch
    {
        null or "feed" => SourceKind.Feed,
        "page" => SourceKind.Page,
        var other => throw block.Mistake("kind", $"'{other}' is unknown; did you mean '{Nearest.Of(other, ["feed", "page"])}'? Known kinds: feed, page"),
    };

    private static Paging PagingOf(YamlMap block, SourceKind kind) => block.Text("paging") switch
    {
        null => Paging.Named,
        _ when kind != SourceKind.Feed => throw block.Mistake("paging", "is only for feeds; leave it out"),
        "named" => Paging.Named,
        "wordpress" => Paging.WordPress,
        var other => throw block.Mistake("paging", $"'{other}' is unknown; did you mean '{Nearest.Of(other, ["named", "wordpress"])}'? Known: named, wordpress"),
    };

    private static string? SelectorOf(YamlMap block, SourceKind kind)
    {
        if (block.Text("selector") is not { } selector)
        {
            return null;
        }

        if (kind != SourceKind.Page)
        {
            throw block.Mistake("selector", "is only for pages; add 'kind: page' or leave it out");
        }

        return IsSelector(selector) ? selector : throw block.Mistake("selector", $"'{selector}' is not a CSS selector");
    }

    internal static bool IsSelector(string selector) => new CssSelectorParser().ParseSelector(selector) is not null;

    private static TimeSpan? EveryOf(YamlMap block)
        => block.Duration("every") is not { } every || (every >= Shortest && every <= Longest)
            ? block.Duration("every")
            : throw block.Mistake("every", $"'{block.Text("every")}' is outside {Durations.ToText(Shortest)} to {Durations.ToText(Longest)}");

    private static IReadOnlyList<string> AllowPrivateOf(YamlMap block)
        => block.Texts("allow_private") is var hosts && hosts.FirstOrDefault(host => !AddressGuard.IsEntry(host)) is { } wrong
            ? throw block.Mistake("allow_private", $"'{wrong}' is neither a host name nor a range like 10.1.2.0/24")
            : hosts;

    private static string Checked(YamlMap block, string key, string text, Func<string, string?> objectionTo)
        => objectionTo(text) is { } objection ? throw block.Mistake(key, objection) : text;

    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var letter in Folding.Fold(text))
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(char.ToLowerInvariant(letter));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().Trim('-');
    }

    [GeneratedRegex(@"^[\p{Ll}\p{Lo}\p{Nd}]+([._-]+[\p{Ll}\p{Lo}\p{Nd}]+)*$")]
    private static partial Regex Name();

    [GeneratedRegex("^[a-z]{2}$")]
    private static partial Regex Language();
}
