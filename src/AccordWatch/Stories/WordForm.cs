using AccordWatch.Text;

namespace AccordWatch.Stories;

/// <summary>All that is asked of a word as it is written.</summary>
internal sealed class WordForm
{
    private const int StemLength = 6;
    private const int GramLength = 4;

    // Where no capitals tell names from other words, each word may be one and few are.
    private const float Caseless = 0.3f;
    private int _month = -1;

    public WordForm(string written)
    {
        Written = written;
        var folded = Folding.Fold(written) is { Length: > 0 } some ? some : written;
        IsOwnWord = Words.IsOwnWord(folded[0]);
        Hash = Fingerprint.Of(folded);
        Stem = Fingerprint.Of(folded.AsSpan(0, Math.Min(StemLength, folded.Length)), 't');
        Telling = TellingOf(folded, IsOwnWord);
        HasDigit = written.Any(char.IsDigit);
        Name = written.Length >= 3 && char.IsLetter(written[0]) && !char.IsLower(written[0]) && !IsOwnWord && Skeleton.Of(folded) is { } bones ? Fingerprint.Of(bones, 'n') : 0;
        NameWeight = char.IsUpper(written[0]) ? 1 : Caseless;
        Grams = IsOwnWord ? [Fingerprint.Of(folded, 'g')] : GramsOf($" {folded} ");
        GramHints = new int[Grams.Length];
    }

    public string Written { get; }
    public ulong Hash { get; }

    /// <summary>Of the first letters: endings differ with the grammar.</summary>
    public ulong Stem { get; }

    /// <summary>How much it says by its length alone, up to 1.</summary>
    public float Telling { get; }

    /// <summary>One character of a script without spaces.</summary>
    public bool IsOwnWord { get; }

    public bool HasDigit { get; }

    /// <summary>Key of its skeleton when it may be a name; 0 otherwise.</summary>
    public ulong Name { get; }

    public float NameWeight { get; }

    /// <summary>Runs of its letters.</summary>
    public ulong[] Grams { get; }

    /// <summary>1 to 12; 0 when it names no month.</summary>
    public int Month => _month >= 0 ? _month : _month = Written.Length is >= 3 and <= 12 ? DateReader.MonthOf(Written) ?? 0 : 0;

    /// <summary>Where the corpus last had the stem, the name and the runs of letters.</summary>
    public ref int StemHint => ref _stemHint;

    public ref int NameHint => ref _nameHint;

    public int[] GramHints { get; }

    private int _stemHint;
    private int _nameHint;

    // Short words are mostly grammar; before a corpus has been read nothing else tells so.
    private static float TellingOf(string word, bool own)
        => own || char.IsDigit(word[0]) ? 1 : word.Length switch { 1 => 0.1f, 2 => 0.25f, 3 => 0.4f, 4 => 0.75f, _ => 1 };

    private static ulong[] GramsOf(string padded)
    {
        var length = Math.Min(GramLength, padded.Length);
        var grams = new ulong[padded.Length - length + 1];
        for (var at = 0; at < grams.Length; at++)
        {
            grams[at] = Fingerprint.Of(padded.AsSpan(at, length), 'g');
        }

        return grams;
    }
}
