using System.Text;
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

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "nav", "navbar", "navigation", "menu", "submenu", "sidebar", "sidebars", "aside", "footer", "foot", "breadcrumb", "breadcrumbs", "pagination",
        "pager", "paginator", "toolbar",
        "share", "sharing", "shares", "sharebar", "sharedaddy", "sharethis", "addthis", "addtoany", "social", "socials", "sociable", "related", "relateds",
        "relacionadas", "relacionados",
        "yarpp", "jp-relatedposts", "relatedposts", "relatedarticles", "recommend", "recommended", "recommendation", "recommendations", "recirc",
        "recirculation", "outbrain", "taboola",
        "dianomi", "trending", "popular", "mostread", "mostpopular", "teaser", "teasers", "teaserlist", "promo", "promos", "promoted", "promobox",
        "promotion", "newsletter", "newsletters",
        "subscribe", "subscription", "subscriptions", "signup", "login", "signin", "register", "registration", "comment", "comments", "commentlist",
        "commentsection", "disqus", "respond",
        "fb-comments", "livefyre", "viafoura", "coral", "ad", "ads", "adv", "advert", "adverts", "advertisement", "advertising", "adsense", "adbox",
        "adslot", "adunit", "werbung", "anzeige",
        "publicidad", "publicidade", "reklama", "sponsor", "sponsored", "sponsors", "cookie", "cookies", "consent", "gdpr", "cmp", "onetrust", "modal",
        "popup", "overlay", "lightbox",
        "caption", "captions", "figcaption", "credit", "credits", "byline", "bylines", "copyright", "timestamp", "carousel", "slider", "swiper", "slick",
        "tags", "taglist", "tagcloud", "topics", "keywords", "rating", "ratings", "ticker", "marquee", "readmore", "moreon", "seealso", "jumpbox",
        "autor",
        "skip", "skiplink", "printonly", "noprint", "disclaimer", "feedback", "poll", "quiz", "search", "searchform", "masthead", "topbar",
        "navbox", "vcard", "mailmunch",
        "authorbox", "authorbio", "bio", "infobox", "linkbox", "teaserbox", "backlinks", "pingback", "trackback", "correlati", "leggi", "postmeta",
        "editsection",
        "author", "authors", "factbox", "faktenbox", "calendar", "whatsapp", "telegram", "audioplayer", "player", "cta", "upsell", "wp-caption-text", "tooltip", "dropdown",
    };

    private static readonly HashSet<string> Pairs = new(StringComparer.Ordinal)
    {
        "read more", "read also", "read next", "also read", "most read", "most viewed", "most popular", "more news", "more stories", "more articles",
        "more from", "more on", "see also", "sign up",
        "sign in", "log in", "author box", "author bio", "author info", "about author", "tag list", "tag cloud", "post tags",
        "post nav", "post navigation",
        "next post", "prev post", "article list", "news list", "latest news", "latest posts", "recent posts", "entry footer", "post footer",
        "article footer", "up next", "you may", "donate box",
        "whats next", "next article", "link list", "further reading", "in brief", "key points", "table contents", "follow us", "back top",
        "image description", "photo description", "related posts",
        "call action", "inline story", "article tags", "article date", "publish date", "post date", "entry date", "leia mais",
        "lee tambien", "mais lidas", "mas leidas", "lire aussi",
        "twitter tweet", "instagram media", "print none", "print hidden", "print hide", "hidden print", "hide print", "no print",
    };

    // These name furniture as often as the frame of a long text, so what they hold decides.
    private static readonly HashSet<string> DoubtfulWords = new(StringComparer.Ordinal) { "print", "toc", "meta" };

    private static readonly HashSet<string> Galleries = new(StringComparer.Ordinal) { "gallery", "galleries", "slideshow" };

    private static readonly HashSet<string> DoubtfulPairs = new(StringComparer.Ordinal) { "post meta", "entry meta", "article meta", "article info" };

    // The words of those who read the article, not of the one who wrote it.
    private static readonly HashSet<string> CommentWords = new(StringComparer.Ordinal)
    {
        "comment", "comments", "commentlist", "commentsection", "disqus", "respond", "fb-comments", "livefyre", "viafoura", "commentaires", "kommentare", "comentarios",
    };

    private static readonly HashSet<string> HiddenWords = new(StringComparer.Ordinal)
    {
        "sr only", "print block", "visually hidden", "screen reader", "element invisible", "u hidden", "is hidden",
    };

    private static readonly HashSet<string> BodyPairs = new(StringComparer.Ordinal)
    {
        "article body", "article content", "article text", "entry content", "post content", "post body", "post text", "story body", "story content",
        "story text", "body text", "text body",
        "field body", "content body", "news content", "news body", "news text", "body content", "article copy", "body copy", "article main",
        "article detail", "single content", "text content",
        "artikel body", "artikel text", "article core", "article page", "article paragraphs", "rich text", "richtext body", "article section", "main text",
        "detail content", "nota cuerpo",
    };

    private static readonly HashSet<string> BodyWords = new(StringComparer.Ordinal)
    {
        "articlebody", "articlecontent", "articletext", "entrycontent", "postcontent", "postbody", "storybody", "storycontent", "storytext", "bodytext",
        "newscontent", "newstext", "fulltext",
        "artikeltext", "articulo", "cuerpo", "corpo", "texto",
    };

    private static readonly HashSet<string> LeadWords = new(StringComparer.Ordinal)
    {
        "lead", "lede", "lead-text", "leadtext", "summary", "standfirst", "intro", "introduction", "dek", "deck", "excerpt", "subtitle", "subheadline",
        "subhead", "subheading", "subheader", "abstract",
        "description", "entradilla", "bajada", "sumario", "chapo", "vorspann", "ingress", "preamble", "occhiello", "sommario", "sapo", "anons",
    };

    /// <summary>Marked as the lead of an article, itself or the block around it.</summary>
    public static bool IsLead(Region region) => Says(region.Marks, LeadWords, []) || (region.Parent is { } parent && Says(parent.Marks, LeadWords, []));

    /// <summary>Words of class and id in lower case; a hyphen, an underscore and a capital inside part them.</summary>
    public static string MarksOf(IElement element)
    {
        var names = element.ClassName;
        // The id of a heading, and any of many words, is made of the text below it: "social-benefits".
        var id = element.Id is { Length: > 0 } given && (element.LocalName is ['h', >= '1' and <= '6'] || given.AsSpan().CountAny('-', '_') > 3) ? null : element.Id;
        if (string.IsNullOrEmpty(names) && string.IsNullOrEmpty(id))
        {
            return " ";
        }

        var marks = new StringBuilder(" ");
        foreach (var part in (string?[])[names, id])
        {
            Append(marks, part.AsSpan(0, Math.Min(part?.Length ?? 0, 300)));
        }

        return marks.ToString();
    }

    private static void Append(StringBuilder marks, ReadOnlySpan<char> part)
    {
        for (var at = 0; at < part.Length; at++)
        {
            var isWord = char.IsLetterOrDigit(part[at]);
            if ((!isWord || (char.IsUpper(part[at]) && at > 0 && char.IsLower(part[at - 1]))) && marks[^1] != ' ')
            {
                marks.Append(' ');
            }

            if (isWord)
            {
                marks.Append(char.ToLowerInvariant(part[at]));
            }
        }

        if (marks[^1] != ' ')
        {
            marks.Append(' ');
        }
    }

    public static bool IsSuspect(string name, string marks, IElement element)
        => name is "nav" or "aside" or "footer" or "header" or "menu" or "address"
        || (name == "figure" && !HoldsTable(element))
        || element.GetAttribute("role") is { } role && Roles.Contains(role)
        || (name is not ("html" or "body" or "main" or "article") && Says(marks, Words, Pairs));

    /// <summary>The share of the page's prose that a block of these marks must hold to be taken for text; 0 when the marks raise no doubt.</summary>
    public static double DoubtOf(string marks) => Says(marks, Galleries, []) ? 0.3 : Says(marks, DoubtfulWords, DoubtfulPairs) ? 0.01 : 0;

    public static bool IsComments(string name, string marks) => name is not ("body" or "main" or "article") && Says(marks, CommentWords, []);

    private static bool HoldsTable(IElement figure) => figure.FirstElementChild is { LocalName: "table" };

    /// <summary>Hidden from readers: by attribute, by style, or shown to screen readers only.</summary>
    public static bool IsHidden(IElement element, string marks)
        => (element.HasAttribute("hidden") && !IsStreamed(element)) || element.GetAttribute("aria-hidden") is "true" || Says(marks, [], HiddenWords)
        || (element.GetAttribute("style") is { Length: > 0 } style && HidesIn(style));

    // React sends late parts of a page in a hidden block of this id, which a script moves into place.
    private static bool IsStreamed(IElement element) => element.Id is { } id && id.StartsWith("S:", StringComparison.Ordinal);

    private static bool HidesIn(string style)
    {
        var plain = style.Replace(" ", "", StringComparison.Ordinal);
        return plain.Contains("display:none", StringComparison.OrdinalIgnoreCase) || plain.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Above 1 for what is named as an article's body.</summary>
    public static double WeightOf(string name, string marks, IElement element)
    {
        if (element.GetAttribute("itemprop") is { } property && property.Contains("articleBody", StringComparison.OrdinalIgnoreCase))
        {
            return 1.4;
        }

        return Says(marks, BodyWords, BodyPairs) ? 1.3 : name == "article" ? SomeWeight : name == "main" || element.GetAttribute("role") is "main" or "article" ? 1.05 : 1;
    }

    private static bool Says(string marks, HashSet<string> words, HashSet<string> pairs)
    {
        var byWord = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var byPair = pairs.GetAlternateLookup<ReadOnlySpan<char>>();
        var previous = 0;
        var start = 1;
        for (var at = 1; at < marks.Length; at++)
        {
            if (marks[at] != ' ')
            {
                continue;
            }

            if (byWord.Contains(marks.AsSpan(start, at - start)) || (previous > 0 && byPair.Contains(marks.AsSpan(previous, at - previous))))
            {
                return true;
            }

            (previous, start) = (start, at + 1);
        }

        return false;
    }
}
