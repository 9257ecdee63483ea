using System.Text.RegularExpressions;

namespace AccordWatch.Extract;

/// <summary>What hangs on behind an article: invitations, notices, lists of other stories.</summary>
internal static partial class Tail
{
    // So much of an article must stand before a tail is believed to begin.
    private const double Before = 0.5;
    private const int LongestNotice = 400;
    private const int LongestContact = 220;

    /// <summary>Without the lines behind the last paragraph that only invite, and without invitations between paragraphs.</summary>
    public static IReadOnlyList<Passage> Cut(List<Passage> body)
    {
        var total = body.Sum(passage => passage.Letters);
        var read = 0;
        var kept = new List<Passage>(body.Count);
        foreach (var passage in body)
        {
            var invites = passage.Letters < 60 && (Ends().IsMatch(passage.Text) || Credits().IsMatch(passage.Text));
            if (invites && read > total * Before && !Credits().IsMatch(passage.Text))
            {
                break;
            }

            read += passage.Letters;
            if (!invites && !(passage.Letters < 200 && Invites().IsMatch(passage.Text)))
            {
                kept.Add(passage);
            }
        }

        while (kept.Count > 1 && (kept[^1].IsHeading || IsNotice(kept[^1])))
        {
            kept.RemoveAt(kept.Count - 1);
        }

        return kept;
    }

    private static bool IsNotice(Passage passage)
        => (passage.Letters < LongestNotice && Notices().IsMatch(passage.Text))
        || (passage.Letters < LongestContact && (Contact().IsMatch(passage.Text) || (passage.LinkShare > 0.4 && !passage.EndsSentence)));

    [GeneratedRegex(
        @"^(?:related(?: (?:articles|stories|posts|news|content|topics|coverage|links))?|more (?:on this|stories|news|from|like this)|read (?:more|next|"
        + @"also)|recommended|most (?:read|popular)|you (?:may|might) also like|quellen|latest (?:news|stories)|trending|comments?|leave a (?:reply|comment)|"
        + @"(?:\d+ )?(?:comments|kommentare|comentarios|commentaires)|share this|tags|about the author|(?:mehr|weitere) (?:zum thema|artikel|themen|"
        + @"nachrichten)|das könnte (?:sie|dich) auch interessieren|lesen sie (?:auch|mehr)|notas relacionadas|te puede interesar|"
        + @"también te puede interesar|lee también|leia (?:também|mais)|veja também|à lire aussi|lire aussi|sur le même sujet|leggi anche|lees ook|"
        + @"czytaj (?:też|także|również)|читайте также|другие новости|baca juga|see also)[\s:.…]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ends();

    [GeneratedRegex(
        @"^\(?(?:photos?|images?|fotos?|bild|credit|photo credit|picture|imagen|crédito|фото)(?:\s?:|\s(?:by|via|courtesy)\s)|^(?:_+|\*+|-+|\.|—+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credits();

    [GeneratedRegex(
        @"^(?:read (?:more|next|also)|also read|see also|related|more|watch|listen|recommended|lee también|te puede interesar|también lee|"
        + @"leia (?:também|mais)|veja também|à lire aussi|lire aussi|leggi anche|lees ook|lesen sie auch|mehr (?:dazu|zum thema)|czytaj (?:też|także|"
        + @"również)|читайте также|baca juga)\s?:|^(?:advertisement|anzeige|publicidad|publicidade|реклама|reklama|werbung|story continues below|"
        + @"we apologize, but this video|watch \||video \||article continues)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Invites();

    // A mail address or an account.
    [GeneratedRegex(@"\p{L}@[\p{L}\d-]+\.\p{L}|(?:^|\s)@\w{3,}|reCAPTCHA", RegexOptions.CultureInvariant)]
    private static partial Regex Contact();

    [GeneratedRegex(
        @"^(?:©|\(c\)|copyright|sign up|subscribe|follow (?:us|[\w.]+ on)|click here|tags?\s?:|photos?\s?:|image\s?:|source\s?:|fotos?\s?:|quelle\s?:|"
        + @"keywords\s?:|filed under|posted (?:in|on|by)|share|join (?:our|us)|download|contact (?:us|the author)|get (?:the|our)|suscríbete|síguenos|"
        + @"abonnez|abonnieren|подпис|originally published|this (?:article|story|post) (?:was|first|originally)|"
        + @"(?:more|journal) information\s?:|citation\s?:|for (?:the latest|more stories|more news|more \w[^.]{0,60}\bvisit)|to learn more about|thank you for (?:registering|subscribing)|special offer|"
        + @"click to|please refresh|you can find this story|explore further|\((?:quelle|source|fuente)n?\s?:)|\b(?:(?:can|may) be (?:reached|contacted) at|"
        + @"all rights reserved|reprint permission|appeared first on|originally appeared (?:on|in)|contributed to this (?:report|story|article)|sign up (?:for|to) (?:our|the)|"
        + @"if you purchase a product|reporting by|includes information from|please subscribe today|please log in again|session expired|alle rechte vorbehalten|"
        + @"todos los derechos reservados|tous droits réservés)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Notices();
}
