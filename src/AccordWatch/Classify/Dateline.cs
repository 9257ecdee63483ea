using System.Text.RegularExpressions;

namespace AccordWatch.Classify;

/// <summary>The place and day of writing at the head of a text: "Geneva, 3 May 2024 – ". The day is not that of the act.</summary>
internal static partial class Dateline
{
    /// <summary>0 when there is none.</summary>
    public static int LengthIn(string sentence) => Form().Match(sentence) is { Success: true } match ? match.Length : 0;

    [GeneratedRegex(@"^\(?(?:\p{Lu}|\d)[^.!?–—]{0,70}?\d[^.!?–—]{0,30}?(?:\s[–—-]\s|\)\s?[:–—-]?\s|:\s)")]
    private static partial Regex Form();
}
