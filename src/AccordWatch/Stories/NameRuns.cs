namespace AccordWatch.Stories;

/// <summary>Foreign names in scripts without spaces: runs of katakana, and of the Han characters that such names are written with.</summary>
internal static class NameRuns
{
    private const int Shortest = 3;

    /// <summary>How long the name is that begins at a place; 0 where none does.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, int start)
    {
        var kana = IsKatakana(text[start]);
        var end = start;
        while (end < text.Length && (kana ? IsKatakana(text[end]) : IsTranscribing(text[end])))
        {
            end++;
        }

        // The parts of a name are joined by dots, and these make even short ones sure.
        var joined = (end < text.Length && IsDot(text[end])) || (start > 0 && IsDot(text[start - 1]));
        return end - start >= (joined ? Shortest - 1 : Shortest) ? end - start : 0;
    }

    private static bool IsKatakana(char character) => character is (>= 'ァ' and <= 'ヺ') or 'ー';

    private static bool IsTranscribing(char character) => character is >= '\u3400' and <= '\u9FFF' && Skeleton.Sounds.Has(character);

    private static bool IsDot(char character) => character is '·' or '・' or '•' or '‧' or '･';
}
