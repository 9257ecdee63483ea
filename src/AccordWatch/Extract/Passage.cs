namespace AccordWatch.Extract;

/// <summary>A paragraph, heading, list item or loose text of the page.</summary>
/// <param name="Region">The innermost block that it stands in.</param>
/// <param name="Text">On one line.</param>
/// <param name="LinkLetters">Letters of it that are a link's.</param>
internal sealed record Passage(Region Region, string Text, int LinkLetters)
{
    // A character of a script without spaces says as much as two or three letters.
    public int Letters { get; } = LettersOf(Text);

    public double LinkShare { get; } = LinkLetters == 0 ? 0 : Math.Min(1, LinkLetters / (double)Math.Max(1, Text.Length - Text.AsSpan().Count(' ')));

    public bool IsHeading => Region.IsHeading;

    public bool IsProse => !IsHeading && LinkShare < 0.5 && Letters >= (Region.Name == "p" ? 40 : 60);

    public bool EndsSentence => Text.TrimEnd('"', '”', '»', '’', ')', '\'', ' ') is [.., '.' or '!' or '?' or '…' or ':' or '。' or '！' or '？' or '؟' or '।' or '۔'];

    private static int LettersOf(string text)
    {
        var letters = 0;
        foreach (var character in text)
        {
            letters += character > '\u2E80' ? 3 : character == ' ' ? 0 : 1;
        }

        return letters;
    }
}
