using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    // As many as a mask has bits.
    private const int Block = 64;

    public static IEnumerable<Word> Of(string text)
    {
        var at = 0;
        while (TryNext(text, ref at, out var word))
        {
            yield return word;
        }
    }

    /// <summary>The first words of a text: those that <see cref="TryNext"/> finds one by one, plain Latin ones many at a time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="words">Takes them.</param>
    public static void Read(ReadOnlySpan<char> text, int most, List<Word> words)
    {
        for (var at = 0; at < text.Length && words.Count < most;)
        {
            var (parts, others) = Masks(text[at..]);
            var from = 0;
            while (words.Count < most && from < Block && (parts | others) >> from << from is var ahead and > 0)
            {
                var start = BitOperations.TrailingZeroCount(ahead);
                var end = start + BitOperations.TrailingZeroCount(~(parts >> start));
                if (end >= Block && start > 0)
                {
                    // It goes on in the next block, or ends with this one.
                    from = start;
                    break;
                }

                if (end < Block && ((others >> start) & (1UL << (end - start) | 1)) == 0)
                {
                    words.Add(new Word(at + start, end - start));
                    from = end;
                    continue;
                }

                var behind = at + start;
                if (TryNext(text, ref behind, out var word))
                {
                    words.Add(word);
                }

                from = behind - at;
            }

            at += from == 0 || (from < Block && (parts | others) >> from == 0) ? Block : from;
        }
    }

    // Of up to 64 characters: which are letters and digits of ASCII, and which want a closer look.
    private static (ulong Parts, ulong Others) Masks(scoped ReadOnlySpan<char> text)
    {
        Span<char> padded = stackalloc char[Block];
        if (text.Length < Block)
        {
            padded.Clear();
            text.CopyTo(padded);
            text = padded;
        }

        var (parts, others) = (0UL, 0UL);
        for (var at = 0; at < Block; at += Vector256<ushort>.Count)
        {
            var characters = Vector256.Create(MemoryMarshal.Cast<char, ushort>(text.Slice(at, Vector256<ushort>.Count)));
            var letters = Vector256.LessThan((characters | Vector256.Create<ushort>(0x20)) - Vector256.Create<ushort>('a'), Vector256.Create<ushort>(26));
            var digits = Vector256.LessThan(characters - Vector256.Create<ushort>('0'), Vector256.Create<ushort>(10));
            var other = Vector256.GreaterThan(characters, Vector256.Create<ushort>(127)) | Vector256.Equals(characters, Vector256.Create<ushort>('\''));
            parts |= (ulong)(letters | digits).ExtractMostSignificantBits() << at;
            others |= (ulong)other.ExtractMostSignificantBits() << at;
        }

        return (parts, others);
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
