using System.Buffers;
using System.Globalization;
using System.Text;

namespace AccordWatch.Text;

/// <summary>Characters that a reader does not see, or that change what stands beside them.</summary>
public static class Unseen
{
    // Real writing stacks fewer: Hebrew has three, Tibetan five.
    private const int MostMarks = 8;

    // Nothing below the combining marks is of that kind but control characters.
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', 0x7F - ' ').Concat(Enumerable.Range(0xA0, 0x300 - 0xA0)).Select(code => (char)code)]);

    /// <summary>
    /// The text without control characters (a space stands for each), zero-width spaces, overrides of direction, non-characters, halves of characters, and more
    /// than 8 marks on one letter. Joiners stay: Persian and emoji need them.
    /// </summary>
    public static string Without(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Plain) is var first && (first < 0 || IsClean(text.AsSpan(first))))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            if (Rune.IsControl(rune))
            {
                clean.Append(' ');
            }
            else if (marks <= MostMarks && !IsUnseen(rune.Value))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    private static bool IsClean(ReadOnlySpan<char> text)
    {
        var marks = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != OperationStatus.Done || Rune.IsControl(rune) || IsUnseen(rune.Value))
            {
                return false;
            }

            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks > MostMarks)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    private static bool IsMark(Rune rune) => rune.Value >= 0x300 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool IsUnseen(int value)
        => value is 0x200B or 0x2060 or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or (>= 0xFDD0 and <= 0xFDEF) || (value & 0xFFFE) == 0xFFFE;
}
