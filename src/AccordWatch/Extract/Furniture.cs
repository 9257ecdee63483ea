using AngleSharp.Dom;

namespace AccordWatch.Extract;

/// <summary>What surrounds an article on its page, told by elements, roles and the words of class and id.</summary>
internal static class Furniture
{
    /// <summary>What article elements weigh; more has only what is named as a body.</summary>
    public const double SomeWeight = 1.15;

    /// <summary>Nothing of these is ever read as text.</summary>
    public static readonly HashSet<string> Unread = new(StringComparer.Ordinal)
    {
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "button", "input", "select", "option", "optgroup",
        "textarea", "label",
        "dialog", "video", "audio", "picture", "img", "map", "datalist", "progress", "meter", "link", "meta", "head", "legend", "frameset", "figcaption",
    };

    /// <summary>Elements that stand within a line.</summary>
    public static readonly HashSet<string> Inline = new(StringComparer.Ordinal)
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "nobr", "q",
        "ruby", "rb", "rt", "rp",
        "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "amp-fit-text",
    };

    private static readonly HashSet<string> Roles = new(StringComparer.Ordinal)
    {
        "navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar", "tablist", "alert",
    };

    /// <summary>Marked as the lead of an article, itself or the block around it.</summary>
    public static bool IsLead(Region region) => ((region.Sense | (region.Parent?.Sense ?? Sense.None)) & Sense.Lead) != 0;

    public static bool IsSuspect(string name, Sense sense, Signs signs, IElement element)
        => name is "nav" or "aside" or "footer" or "header" or "menu" or "address"
        || (name == "figure" && !HoldsTable(element))
        || (signs.Role is { } role && Roles.Contains(role))
        || ((sense & Sense.Furniture) != 0 && name is not ("html" or "body" or "main" or "article"));

    /// <summary>The share of the page's prose that a block of these marks must hold to be taken for text; 0 when the marks raise no doubt.</summary>
    public static double DoubtOf(Sense sense) => (sense & Sense.Gallery) != 0 ? 0.3 : (sense & Sense.Doubtful) != 0 ? 0.01 : 0;

    /// <summary>Hidden from readers: by attribute, by style, by class, or shown to screen readers only.</summary>
    public static bool IsHidden(Sense sense, Signs signs)
        => (signs.IsHidden && !IsStreamed(signs)) || (sense & Sense.Hidden) != 0 || (signs.Style is { Length: > 0 } style && Style.Hides(style))
        || (signs.Names is { Length: > 0 } names && HidesByClass(names));

    // "hidden" and "d-none" alone; "hidden md:block" and "d-none d-lg-block" are shown on larger screens.
    private static bool HidesByClass(string names)
    {
        var hides = false;
        foreach (var range in names.AsSpan().Split(' '))
        {
            var name = names.AsSpan(range);
            if (name.Contains(':') || (name.StartsWith("d-", StringComparison.Ordinal) && name is not "d-none"))
            {
                return false;
            }

            hides |= name is "hidden" or "d-none";
        }

        return hides;
    }

    private static bool HoldsTable(IElement figure) => figure.FirstElementChild is { LocalName: "table" };

    // React sends late parts of a page in a hidden block of this id, which a script moves into place.
    private static bool IsStreamed(Signs signs) => signs.Id is { } id && id.StartsWith("S:", StringComparison.Ordinal);

    /// <summary>Above 1 for what is named as an article's body.</summary>
    public static double WeightOf(string name, Sense sense, Signs signs)
        => signs.Property is { } property && property.Contains("articleBody", StringComparison.OrdinalIgnoreCase) ? 1.4
        : (sense & Sense.Body) != 0 ? 1.3
        : name == "article" ? SomeWeight
        : name == "main" || signs.Role is "main" or "article" ? 1.05 : 1;
}
