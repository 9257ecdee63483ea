using System.Globalization;

namespace AccordWatch.Text;

/// <summary>A word and where it stands.</summary>
/// <param name="Start">UTF-16 offset in the text that was read.</param>
/// <param name="Length">In UTF-16 units.</param>
public readonly record struct Word(int Start, int Length)
{
    public int End => Start + Length;

    public ReadOnlySpan<char> In(ReadOnlySpan<char> text) => text.Slice(Start, Length);
}

/// <summary>Words of a text: runs of letters and digits; in scripts without spaces each character is a word.</summary>
public static class Words
{
    public static IEnumerable<Word> Of(string text)
    {
        var at = 0;
        while (TryNext(text, ref at, out var word))
        {
            yield return word;
        }
    }

    /// <summary>The first word from a place on; the place moves behind it. False at the end of the text.</summary>
    public static bool TryNext(ReadOnlySpan<char> text, ref int at, out Word word)
    {
        while (at < text.Length && !IsPart(text[at]))
        {
            at++;
        }

        var start = at;
        if (at < text.Length && IsOwnWord(text[at]))
        {
            at++;
        }
        else
        {
            while (at < text.Length && !IsOwnWord(text[at]) && (IsPart(text[at]) || IsJoiner(text, at)) && !(at > start && BeginsHangul(text, at)))
            {
                at++;
            }
        }

        word = new Word(start, at - start);
        return at > start;
    }

    /// <summary>Han, kana, Thai, Lao, Khmer and Burmese are written without spaces between words.</summary>
    public static bool IsOwnWord(char character) => character >= '\u0E00' && character is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF')
        or (>= '\uF900' and <= '\uFAFF') or (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF');

    // A Latin name and the Korean particle behind it are two words: "NASA와".
    private static bool BeginsHangul(ReadOnlySpan<char> text, int at) => IsHangul(text[at]) && char.IsLetter(text[at - 1]) && !IsHangul(text[at - 1]);

    private static bool IsHangul(char character) => character is >= '\uAC00' and <= '\uD7A3';

    private static bool IsPart(char character) => character < 128
        ? char.IsAsciiLetterOrDigit(character)
        : char.IsLetterOrDigit(character) || IsOwnWord(character) || char.IsSurrogate(character) || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // O'Neill and d’entente stay whole, quotation marks at the edge of a word do not belong to it.
    private static bool IsJoiner(ReadOnlySpan<char> text, int at) => text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetter(text[at + 1]);
}
