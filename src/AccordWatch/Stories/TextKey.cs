using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccordWatch.Model;

namespace AccordWatch.Stories;

/// <summary>By which two articles of the same text are found, however long ago the first was told.</summary>
public static class TextKey
{
    // A shorter text may be a template, or a wall before the real one.
    private const int FewestWords = 40;

    /// <summary>Of the letters and digits behind the dateline; null below 40 words, where two characters of Chinese or Japanese are a word.</summary>
    public static UInt128? Of(Article article)
    {
        var text = article.Text.AsSpan(Headline.DatelineOf(article.Text));
        var (bare, halfWords, inWord) = (new StringBuilder(text.Length), 0, false);
        foreach (var character in text)
        {
            if (!char.IsLetterOrDigit(character) && CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Surrogate))
            {
                inWord = false;
                continue;
            }

            halfWords += character > '\u2E80' ? 1 : inWord ? 0 : 2;
            inWord = true;
            bare.Append(char.ToLowerInvariant(character));
        }

        return halfWords < 2 * FewestWords ? null : BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(bare.ToString())));
    }
}
