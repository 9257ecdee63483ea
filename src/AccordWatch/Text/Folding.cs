using System.Globalization;
using System.Text;

namespace AccordWatch.Text;

/// <summary>Text reduced to what matters for comparing: case, accents, width and presentation do not.</summary>
public static class Folding
{
    /// <summary>NFKD, marks dropped, lower case, ё as е, digits of any script as 0 to 9, one form of the Arabic yeh and kaf; for matching, never for display.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var decomposed = text.Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(decomposed.Length);
        foreach (var character in decomposed)
        {
            // The breve of й and the marks of kana and hangul carry meaning; they are composed again below.
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark || character is '\u0306' or '\u3099' or '\u309A')
            {
                folded.Append(Plain(character));
            }
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    private static char Plain(char character) => character switch
    {
        'ى' or 'ی' => 'ي',
        'ک' => 'ك',
        _ when char.IsDigit(character) => (char)('0' + (int)char.GetNumericValue(character)),
        _ => char.ToLowerInvariant(character),
    };
}
