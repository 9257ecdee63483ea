namespace AccordWatch.Stories;

/// <summary>What two articles have in common, each 0..1 unless it says otherwise.</summary>
/// <param name="Wording">Cosine of the words.</param>
/// <param name="Rare">The same where the rarity of a word counts twice.</param>
/// <param name="Headline">Cosine of the headlines: of their letters where both stand alone, otherwise of their words.</param>
/// <param name="Heads">Share of each headline's words that the other article has, as a mean.</param>
/// <param name="HeadsLeast">The lesser of these two shares.</param>
/// <param name="Anchors">Cosine of names and numbers.</param>
/// <param name="RareAnchors">The same where their rarity counts twice.</param>
/// <param name="SharedAnchors">How many are shared.</param>
/// <param name="Leads">Share of the names told first that the other article has, as a mean; 0.5 when one names none.</param>
/// <param name="LeadsLeast">The lesser of these two shares.</param>
/// <param name="Containment">Share of the shorter text's shingles.</param>
/// <param name="Shingles">How many shingles are shared.</param>
/// <param name="Conflict">Share of the numbers of the text with fewer that the other lacks; 0 when one has none.</param>
/// <param name="Nearness">1 at the same instant, falling by e in 96 hours; 0.5 without dates.</param>
/// <param name="Soon">The same, falling by e in 16 hours.</param>
/// <param name="SharedNumbers">How many numbers are shared.</param>
/// <param name="SameSource">1 when one source told both.</param>
/// <param name="Shortness">1 over the square root of the words of the shorter text.</param>
/// <param name="Aligned">Share of the headlines' words that the other has in some form; only of two articles by themselves, otherwise 0.</param>
/// <param name="Other">The crowd of the other article.</param>
internal readonly record struct Likeness(
    float Wording,
    float Rare,
    float Headline,
    float Heads,
    float HeadsLeast,
    float Anchors,
    float RareAnchors,
    int SharedAnchors,
    float Leads,
    float LeadsLeast,
    float Containment,
    int Shingles,
    float Conflict,
    float Nearness,
    float Soon,
    int SharedNumbers,
    float SameSource,
    float Shortness,
    float Aligned,
    Crowd Other);
