using System.Text.RegularExpressions;

namespace AccordWatch.Classify;

/// <summary>The place and day of writing at the head of a text: "Geneva, 3 May 2024 – ". The day is not that of the act.</summary>
internal static partial class Dateline
{
    /// <summary>0 when there is none.</summary>
    public static int LengthIn(string sentence)
        => Form().Match(sentence) is { Success: true } match ? match.Length
            : PlaceForm().Match(sentence) is { Success: true } place ? place.Length
            : HanForm().Match(sentence) is { Success: true } han ? han.Length
            : ArabicForm().Match(sentence) is { Success: true } arabic ? arabic.Length : 0;

    // "Darmstadt, Germany - ", "MOSCOW (TASS) – "
    [GeneratedRegex(@"^\p{Lu}[\p{L}.'’]*(?:(?:,?\s|/)\p{Lu}[\p{L}.'’]*){0,3}(?:\s\(\p{Lu}[^)]{1,20}\))?\s[–—-]\s(?=\p{Lu})")]
    private static partial Regex PlaceForm();

    // "新华社曼谷2月12日电（记者陈宇）", "吉隆坡4月10日消息："
    [GeneratedRegex(@"^[^。，,、；]{0,24}?\d{1,2}月\d{1,2}日(?:电|電|讯|訊|消息)(?:\s?（[^）]{1,24}）|\s?\([^)]{1,24}\))?[\s：:]*")]
    private static partial Regex HanForm();

    // "أبوظبي في 6 نوفمبر / وام /", "تونس (وكالات) –"
    [GeneratedRegex(@"^(?:[\u0600-\u06FF ]{2,24}(?:\sفي)?\s\d{1,2}\s[\u0600-\u06FF]{3,10}(?:\s\d{4})?\s?/\s?[^/]{2,16}/\s?[–—-]*\s?|[\u0600-\u06FF]{2,16}(?:\s[\u0600-\u06FF]{2,16})?\s(?:\([^)]{2,24}\)\s?)?[–—-]\s)")]
    private static partial Regex ArabicForm();

    [GeneratedRegex(@"^\(?(?:\p{Lu}|\d)[^.!?–—]{0,70}?\d[^.!?–—]{0,30}?(?:\s[–—-]\s|\)\s?[:–—-]?\s|:\s)")]
    private static partial Regex Form();
}
