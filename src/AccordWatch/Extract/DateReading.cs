using AccordWatch.Text;

namespace AccordWatch.Extract;

/// <summary>How the dates of a page are to be read.</summary>
/// <param name="Walk">The page.</param>
/// <param name="Anchor">The number of passages before its headline.</param>
/// <param name="Now">Nothing is published after it was read.</param>
/// <param name="IsDayFirst">Whether 02/10/2020 is in October.</param>
internal sealed record DateReading(PageWalk Walk, int Anchor, DateTimeOffset Now, bool IsDayFirst)
{
    // How many passages before and behind a headline its date can stand.
    public const int Before = 8;
    public const int Behind = 12;

    // A day needs its year and two more numbers; a year alone tells none.
    private const int FewestDigits = 5;

    // Nothing was on the web before.
    private const int FirstYear = 1990;

    /// <summary>The passages around the headline.</summary>
    public IEnumerable<Passage> Near => Walk.Passages.Skip(Anchor - Before).Take(Before + Behind);

    public bool IsNear(Stamp stamp) => stamp.Order >= Anchor - Before && stamp.Order <= Anchor + Behind;

    public DateTimeOffset? Plausible(string? text)
        => text is not null && text.Count(char.IsAsciiDigit) >= FewestDigits && DateReader.Read(text.Trim(), IsDayFirst) is { } read
        && read.Instant.Year >= FirstYear && read.Instant <= Now.AddDays(1) ? read.Instant : null;
}
