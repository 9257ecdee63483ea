using System.Text.RegularExpressions;

namespace AccordWatch.Classify;

/// <summary>The place and day of writing at the head of a text: "Geneva, 3 May 2024 – ". The day is not that of the act.</summary>
internal static partial class Dateline
{
    /// <summary>0 when there is none.</summary>
    public static int LengthIn(string sentence)
        => Form().Match(sentence) is { Success: true } match ? match.Length
            : PlaceForm().Match(sentence) is { Success: true } place ? place.Length : 0;

    // "Darmstadt, Germany - ", "MOSCOW (TASS) – "
    [GeneratedRegex(@"^\p{Lu}[\p{L}.'’]*(?:(?:,?\s|/)\p{Lu}[\p{L}.'’]*){0,3}(?:\s\(\p{Lu}[^)]{1,20}\))?\s[–—-]\s(?=\p{Lu})")]
    private static partial Regex PlaceForm();

    [GeneratedRegex(@"^\(?(?:\p{Lu}|\d)[^.!?–—]{0,70}?\d[^.!?–—]{0,30}?(?:\s[–—-]\s|\)\s?[:–—-]?\s|:\s)")]
    private static partial Regex Form();
}
