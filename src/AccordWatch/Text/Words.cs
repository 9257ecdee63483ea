using System.Globalization;

namespace AccordWatch.Text;

/// <summary>A word and where it stands.</summary>
/// <param name="Start">UTF-16 offset in the text that was read.</param>
/// <param name="Length">In UTF-16 units.</param>
public readonly record struct Word(int Start, int Length)
{
    public int End => Start + Length;

    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, Length);
}

/// <summary>Words of a text: runs of letters and digits; in scripts without spaces each character is a word.</summary>
public static class Words
{
    public static IEnumerable<Word> Of(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (IsOwnWord(text[at]))
            {
                yield return new Word(at, 1);
                at++;
            }
            else if (IsPart(text[at]))
            {
                var start = at;
                while (at < text.Length && !IsOwnWord(text[at]) && (IsPart(text[at]) || IsJoiner(text, at)) && !(at > start && BeginsHangul(text, at)))
                {
                    at++;
                }

                yield return new Word(start, at - start);
            }
            else
            {
                at++;
            }
        }
    }

    /// <summary>Han, kana, Thai, Lao, Khmer and Burmese are written without spaces between words.</summary>
    public static bool IsOwnWord(char character) => character is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF')
        or (>= '\uF900' and <= '\uFAFF') or (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF');

    // A Latin name and the Korean particle behind it are two words: "NASA와".
    private static bool BeginsHangul(string text, int at) => IsHangul(text[at]) && char.IsLetter(text[at - 1]) && !IsHangul(text[at - 1]);

    private static bool IsHangul(char character) => character is >= '\uAC00' and <= '\uD7A3';

    private static bool IsPart(char character) => char.IsLetterOrDigit(character) || char.IsSurrogate(character)
        || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // O'Neill and d’entente stay whole, quotation marks at the edge of a word do not belong to it.
    private static bool IsJoiner(string text, int at) => text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetter(text[at + 1]);
}
