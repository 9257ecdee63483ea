namespace AccordWatch.Stories;

/// <summary>What two articles have in common, each 0..1.</summary>
/// <param name="Wording">Cosine of the words.</param>
/// <param name="Headline">Cosine of the headlines' letters.</param>
/// <param name="Anchors">Cosine of names and numbers.</param>
/// <param name="Heads">Share of each headline's words that the other article has, as a mean.</param>
/// <param name="HeadsLeast">The lesser of these two shares.</param>
/// <param name="Leads">Share of the names told first that the other article has, as a mean; 0.5 when one names none.</param>
/// <param name="LeadsLeast">The lesser of these two shares.</param>
/// <param name="Containment">Share of the shorter text's shingles.</param>
/// <param name="Shingles">How many shingles are shared.</param>
/// <param name="Conflict">Share of the numbers of the text with fewer that the other lacks; 0 when one has none.</param>
/// <param name="Nearness">1 at the same instant, falling by e in 96 hours; 0.5 without dates.</param>
internal readonly record struct Likeness(
    double Wording,
    double Headline,
    double Anchors,
    double Heads,
    double HeadsLeast,
    double Leads,
    double LeadsLeast,
    double Containment,
    int Shingles,
    double Conflict,
    double Nearness);
