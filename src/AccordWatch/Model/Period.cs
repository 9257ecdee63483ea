namespace AccordWatch.Model;

/// <summary>The time that an edition covers.</summary>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC, exclusive; the edition is due from then on.</param>
public sealed record Period(DateTimeOffset Start, DateTimeOffset End);
