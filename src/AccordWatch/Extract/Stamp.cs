namespace AccordWatch.Extract;

/// <summary>A text that its element says to be a date.</summary>
/// <param name="Text">As the page gives it.</param>
/// <param name="Property">The itemprop; <c>time</c> for a time element without one, null for what only its marks call a date.</param>
/// <param name="Order">The number of passages before it.</param>
/// <param name="Region">The block that it stands in.</param>
internal sealed record Stamp(string Text, string? Property, int Order, Region Region);
