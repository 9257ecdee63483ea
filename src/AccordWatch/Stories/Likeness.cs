namespace AccordWatch.Stories;

/// <summary>What two articles have in common, each 0..1 unless it says otherwise.</summary>
/// <param name="Wording">Cosine of the words.</param>
/// <param name="Rare">The same where the rarity of a word counts twice.</param>
/// <param name="Headline">Cosine of the headlines' letters.</param>
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
/// <param name="Other">The crowd of the other article.</param>
internal readonly record struct Likeness(
    double Wording,
    double Rare,
    double Headline,
    double Heads,
    double HeadsLeast,
    double Anchors,
    double RareAnchors,
    int SharedAnchors,
    double Leads,
    double LeadsLeast,
    double Containment,
    int Shingles,
    double Conflict,
    double Nearness,
    Crowd Other);

/// <summary>How like the article the nearest of other stories are: templates are like many, a report is like those of its event only.</summary>
/// <param name="Wording">Mean of the three that are most alike in words.</param>
/// <param name="Heads">The same for the shares of the headlines.</param>
/// <param name="Anchors">The same for rare names and numbers.</param>
internal readonly record struct Crowd(double Wording, double Heads, double Anchors);
