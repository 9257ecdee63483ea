using System.Collections.Frozen;

namespace AccordWatch.Extract;

/// <summary>Reads class and id: their words, alone or two in a row, in lower case; a hyphen, an underscore and a capital inside part them.</summary>
internal sealed class Marks
{
    // What is longer is made by a program for programs.
    private const int Longest = 300;

    private static readonly FrozenDictionary<string, Sense> Known = new Dictionary<Sense, string[]>
    {
        [Sense.Furniture] =
        [
            "nav", "navbar", "navigation", "menu", "submenu", "sidebar", "sidebars", "aside", "footer", "foot", "breadcrumb", "breadcrumbs",
            "pagination", "pager", "paginator", "toolbar", "share", "sharing", "shares", "sharebar", "sharedaddy", "sharethis", "addthis", "addtoany",
            "social", "socials", "sociable", "related", "relateds", "relacionadas", "relacionados", "yarpp", "jp relatedposts", "relatedposts",
            "relatedarticles", "recommend", "recommended", "recommendation", "recommendations", "recirc", "recirculation", "outbrain", "taboola",
            "dianomi", "trending", "popular", "mostread", "mostpopular", "teaser", "teasers", "teaserlist", "promo", "promos", "promoted", "promobox",
            "promotion", "newsletter", "newsletters", "subscribe", "subscription", "subscriptions", "signup", "login", "signin", "register",
            "registration", "comment", "comments", "commentlist", "commentsection", "disqus", "respond", "fb comments", "livefyre", "viafoura",
            "coral", "ad", "ads", "adv", "advert", "adverts", "advertisement", "advertising", "adsense", "adbox", "adslot", "adunit", "werbung",
            "anzeige", "publicidad", "publicidade", "reklama", "sponsor", "sponsored", "sponsors", "cookie", "cookies", "consent", "gdpr", "cmp",
            "onetrust", "modal", "popup", "overlay", "lightbox", "caption", "captions", "figcaption", "credit", "credits", "byline", "bylines",
            "copyright", "timestamp", "carousel", "slider", "swiper", "slick", "tags", "taglist", "tagcloud", "topics", "keywords", "rating",
            "ratings", "ticker", "marquee", "readmore", "moreon", "seealso", "jumpbox", "autor", "skip", "skiplink", "printonly", "noprint",
            "disclaimer", "feedback", "poll", "quiz", "search", "searchform", "masthead", "topbar", "navbox", "vcard", "mailmunch", "authorbox",
            "authorbio", "bio", "infobox", "linkbox", "teaserbox", "backlinks", "pingback", "trackback", "correlati", "leggi", "postmeta",
            "editsection", "author", "authors", "factbox", "faktenbox", "calendar", "whatsapp", "telegram", "audioplayer", "player", "cta", "upsell",
            "tooltip", "dropdown", "read more", "read also", "read next", "also read", "most read", "most viewed", "most popular", "more news",
            "more stories", "more articles", "more from", "more on", "see also", "sign up", "sign in", "log in", "author box", "author bio",
            "author info", "about author", "tag list", "tag cloud", "post tags", "post nav", "post navigation", "next post", "prev post",
            "article list", "news list", "latest news", "latest posts", "recent posts", "entry footer", "post footer", "article footer", "up next",
            "you may", "donate box", "whats next", "next article", "link list", "further reading", "in brief", "key points", "table contents",
            "follow us", "back top", "image description", "photo description", "related posts", "call action", "inline story", "article tags",
            "article date", "publish date", "post date", "entry date", "leia mais", "lee tambien", "mais lidas", "mas leidas", "lire aussi",
            "twitter tweet", "instagram media", "print none", "print hidden", "print hide", "hidden print", "hide print", "no print",
        ],
        [Sense.Hidden] =
        [
            "sr only", "print block", "visually hidden", "screen reader", "element invisible", "u hidden", "is hidden",
        ],
        [Sense.Gallery] =
        [
            "gallery", "galleries", "slideshow",
        ],
        [Sense.Doubtful] =
        [
            "print", "toc", "meta", "post meta", "entry meta", "article meta", "article info",
        ],
        [Sense.Comments] =
        [
            "comment", "comments", "commentlist", "commentsection", "disqus", "respond", "fb comments", "livefyre", "viafoura", "commentaires",
            "kommentare", "comentarios",
        ],
        [Sense.Body] =
        [
            "articlebody", "articlecontent", "articletext", "entrycontent", "postcontent", "postbody", "storybody", "storycontent", "storytext",
            "bodytext", "newscontent", "newstext", "fulltext", "artikeltext", "articulo", "cuerpo", "corpo", "texto", "article body",
            "article content", "article text", "entry content", "post content", "post body", "post text", "story body", "story content", "story text",
            "body text", "text body", "field body", "content body", "news content", "news body", "news text", "body content", "article copy",
            "body copy", "article main", "article detail", "single content", "text content", "artikel body", "artikel text", "article core",
            "article page", "article paragraphs", "rich text", "richtext body", "article section", "main text", "detail content", "nota cuerpo",
        ],
        [Sense.Lead] =
        [
            "lead", "lede", "lead text", "leadtext", "summary", "standfirst", "intro", "introduction", "dek", "deck", "excerpt", "subtitle",
            "subheadline", "subhead", "subheading", "subheader", "abstract", "description", "entradilla", "bajada", "sumario", "chapo", "vorspann",
            "ingress", "preamble", "occhiello", "sommario", "sapo", "anons",
        ],
        [Sense.Date] =
        [
            "date", "datum", "fecha", "published", "pubdate", "time", "timestamp", "posted",
        ],
        [Sense.Author] =
        [
            "byline", "author", "authors", "autor", "autore", "auteur", "autoren", "byl", "writer",
        ],
        [Sense.Published] =
        [
            "published", "datepublished",
        ],
        [Sense.Changed] =
        [
            "updated", "lastupdated", "dateupdated", "modified", "lastmodified", "datemodified",
        ],
    }.SelectMany(one => one.Value.Select(words => (words, one.Key))).GroupBy(one => one.words, StringComparer.Ordinal)
     .ToFrozenDictionary(one => one.Key, one => one.Aggregate(Sense.None, (all, next) => all | next.Key), StringComparer.Ordinal);

    private readonly Dictionary<string, Sense> _read = new(StringComparer.Ordinal);

    /// <summary>What the element's class and id say together.</summary>
    public Sense Of(string name, Signs signs)
    {
        var sense = Sense.None;
        if (signs.Names is { Length: > 0 } names && !_read.TryGetValue(names, out sense))
        {
            _read[names] = sense = Read(names);
        }

        // The id of a heading, and any of many words, is made of the text below it: "social-benefits".
        return signs.Id is not { Length: > 0 } id || name is ['h', >= '1' and <= '6'] || id.AsSpan().CountAny('-', '_') > 3 ? sense : sense | Read(id);
    }

    private static Sense Read(string text)
    {
        var known = Known.GetAlternateLookup<ReadOnlySpan<char>>();
        var part = text.AsSpan(0, Math.Min(text.Length, Longest));
        Span<char> words = stackalloc char[2 * Longest];
        var (length, start, previous) = (0, 0, -1);
        var sense = Sense.None;
        for (var at = 0; at <= part.Length; at++)
        {
            var isWord = at < part.Length && char.IsLetterOrDigit(part[at]);
            if (length > start && (!isWord || (char.IsUpper(part[at]) && char.IsLower(part[at - 1]))))
            {
                known.TryGetValue(words[start..length], out var alone);
                var pair = Sense.None;
                if (previous >= 0)
                {
                    known.TryGetValue(words[previous..length], out pair);
                }

                sense |= alone | pair;
                words[length++] = ' ';
                (previous, start) = (start, length);
            }

            if (isWord)
            {
                words[length++] = char.ToLowerInvariant(part[at]);
            }
        }

        return sense;
    }
}
