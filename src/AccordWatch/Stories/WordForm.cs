using AccordWatch.Text;

namespace AccordWatch.Stories;

/// <summary>What is asked of every word of every text, two in a cache line; its keys are with its spelling.</summary>
internal struct WordForm
{
    // Of katakana and of Han that foreign names are written with.
    private const float Run = 0.6f;
    private static readonly float[] Hundredths = [.. Enumerable.Range(0, 256).Select(number => number / 100f)];

    /// <summary>Of the word as written.</summary>
    public ulong Key;

    /// <summary>Of the whole word, folded.</summary>
    public ulong Hash;

    /// <summary>Number that the corpus gave to its stem; 0 before it was asked.</summary>
    public int StemId;

    /// <summary>The same for its name.</summary>
    public int NameId;

    private byte _telling;
    private byte _nameWeight;

    /// <summary>One character of a script without spaces.</summary>
    public bool IsOwnWord;

    public bool HasDigit;

    /// <summary>One or two letters of an alphabet, not both capitals: grammar, which tells nothing.</summary>
    public bool IsGrammar;

    /// <summary>It may be a name.</summary>
    public bool IsName;

    /// <summary>Nothing but its number and its hash is asked of most words.</summary>
    public readonly bool IsPlain => !IsOwnWord && !HasDigit && !IsName;

    /// <summary>How much it says by its length alone, up to 1; in hundredths.</summary>
    public float Telling
    {
        readonly get => Hundredths[_telling];
        init => _telling = (byte)MathF.Round(value * 100);
    }

    public float NameWeight
    {
        readonly get => Hundredths[_nameWeight];
        init => _nameWeight = (byte)MathF.Round(value * 100);
    }

    /// <param name="key">Of the word as written.</param>
    /// <param name="written">As it stands in a text.</param>
    /// <param name="folded">The same, folded; not empty.</param>
    /// <param name="bones">Its skeleton; null when it can be no name.</param>
    public static WordForm Of(ulong key, string written, string folded, string? bones)
    {
        var own = Words.IsOwnWord(folded[0]);
        return new WordForm
        {
            Key = key,
            IsOwnWord = own,
            Hash = Fingerprint.Of(folded),
            Telling = TellingOf(folded, own),
            HasDigit = written.Any(char.IsDigit),
            IsGrammar = folded.Length < 3 && folded.All(IsOfAlphabet) && !(written.Length == 2 && written.All(char.IsUpper)),
            IsName = bones is not null,
            NameWeight = bones is null ? 0 : char.IsUpper(written[0]) || char.IsLower(written[0]) ? 1 : own ? Run : Caseless(bones.Length),
        };
    }

    // Latin, Greek and Cyrillic; in others two characters are words.
    private static bool IsOfAlphabet(char letter) => letter < '\u0530' && char.IsLetter(letter);

    // Where no capitals tell names from other words, each word may be one and few are; most of those that sound long come from elsewhere.
    private static float Caseless(int sounds) => sounds switch { <= 3 => 0.1f, 4 => 0.2f, _ => 0.4f };

    // Of a script without spaces, runs that may be foreign names are given as one word.
    public static bool MayBeName(string written, bool own)
        => own ? written.Length >= 2 : written.Length >= 3 && char.IsLetter(written[0]) && (!char.IsLower(written[0]) || HasNameBehindArticle(written));

    private static bool HasNameBehindArticle(string written) => written.AsSpan().IndexOfAny('\'', '’') is var at and > 0 && at + 1 < written.Length && char.IsUpper(written[at + 1]);

    // Short words are mostly grammar; before a corpus has been read nothing else tells so.
    public static float TellingOf(string word, bool own)
        => own || char.IsDigit(word[0]) ? 1 : word.Length switch { 1 => 0.1f, 2 => 0.25f, 3 => 0.4f, 4 => 0.75f, _ => 1 };
}
