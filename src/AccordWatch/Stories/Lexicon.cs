using System.Runtime.InteropServices;
using AccordWatch.Text;

namespace AccordWatch.Stories;

/// <summary>Words met so far, each with a number: folding, stems and skeletons are worked out once for each.</summary>
internal sealed class Lexicon
{
    // News of a day in twelve languages has fewer; when there are more they are met anew.
    private const int Most = 300_000;
    private const int Longest = 64;
    private const int GramLength = 4;
    private const int StemLength = 6;
    private const sbyte Unasked = -1;
    private int[] _places = new int[1 << 12];
    private WordForm[] _forms = new WordForm[1 << 11];
    private (ulong Key, int Number)[] _looked = [];
    private Spelling[] _spellings = new Spelling[1 << 11];

    // The first number is never given, so that 0 marks a free place.
    private int _given = 1;

    /// <summary>Forgets all words when there are too many of them; the numbers given before are void then.</summary>
    public void Prune()
    {
        if (_given > Most)
        {
            Array.Clear(_places);
            Array.Clear(_spellings);
            _given = 1;
        }
    }

    /// <summary>The numbers of words in a text, in their order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Where they stand.</param>
    /// <param name="numbers">Takes one for each.</param>
    public void NumbersOf(ReadOnlySpan<char> text, ReadOnlySpan<Word> words, List<int> numbers)
    {
        if (_looked.Length < words.Length)
        {
            _looked = new (ulong, int)[words.Length * 2];
        }

        var looked = _looked.AsSpan(0, words.Length);
        var (places, forms) = (_places, _forms);
        for (var at = 0; at < looked.Length; at++)
        {
            var key = KeyOf(words[at].In(text));
            looked[at].Key = key;
            ReadAhead.Of(ref places[(int)key & (places.Length - 1)]);
        }

        foreach (ref var one in looked)
        {
            one.Number = places[(int)one.Key & (places.Length - 1)];
            ReadAhead.Of(ref forms[one.Number]);
        }

        CollectionsMarshal.SetCount(numbers, looked.Length);
        var given = CollectionsMarshal.AsSpan(numbers);
        for (var at = 0; at < given.Length; at++)
        {
            given[at] = forms[looked[at].Number].Key == looked[at].Key ? looked[at].Number : 0;
        }

        for (var at = 0; at < looked.Length; at++)
        {
            if (given[at] == 0)
            {
                given[at] = NumberOf(words[at].In(text));
            }
        }
    }

    /// <summary>The number of a word.</summary>
    /// <param name="word">At least one letter or digit; the first 64 characters count.</param>
    public int NumberOf(ReadOnlySpan<char> word)
    {
        var key = KeyOf(word);
        return _places[PlaceOf(key)] is var number and > 0 ? number : Meet(Cut(word).ToString(), key);
    }

    private static ulong KeyOf(ReadOnlySpan<char> word) => Fingerprint.OfShort(Cut(word));

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> word) => word.Length > Longest ? word[..Longest] : word;

    public ref WordForm this[int number] => ref _forms[number];

    /// <summary>1 to 12; 0 when it names no month.</summary>
    public int MonthOf(int number)
    {
        ref var spelling = ref _spellings[number];
        if (spelling.Month == Unasked)
        {
            spelling.Month = (sbyte)(spelling.Written.Length is >= 3 and <= 12 ? DateReader.MonthOf(spelling.Written) ?? 0 : 0);
        }

        return spelling.Month;
    }

    /// <summary>The power of ten that it multiplies the number in front of it by; 0 when it is no such word.</summary>
    public int PowerOf(int number)
    {
        ref var spelling = ref _spellings[number];
        if (spelling.Power == Unasked)
        {
            spelling.Power = (sbyte)Multiples.PowerOf(Folded(spelling.Written));
        }

        return spelling.Power;
    }

    /// <summary>Runs of its letters; of a script without spaces, the character.</summary>
    public ulong[] Grams(int number)
    {
        ref var spelling = ref _spellings[number];
        return spelling.Grams ??= _forms[number].IsOwnWord ? [Fingerprint.Of(Folded(spelling.Written), 'g')] : GramsOf($" {Folded(spelling.Written)} ");
    }

    /// <summary>Numbers that the corpus gave to the grams; null before it was asked.</summary>
    public ref int[]? GramIds(int number) => ref _spellings[number].GramIds;

    /// <summary>Key of the first letters: endings differ with the grammar.</summary>
    public ulong StemOf(int number) => _spellings[number].Stem;

    /// <summary>Key of its skeleton when it may be a name; 0 otherwise.</summary>
    public ulong NameOf(int number) => _spellings[number].Name;

    /// <summary>The corpus gives its numbers anew.</summary>
    public void ForgetIds()
    {
        for (var number = 1; number < _given; number++)
        {
            (_forms[number].StemId, _forms[number].NameId, _spellings[number].GramIds) = (0, 0, null);
        }
    }

    private static string Folded(string written) => Folding.Fold(written) is { Length: > 0 } some ? some : written;

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

    private int Meet(string written, ulong key)
    {
        if (_given == _forms.Length)
        {
            Grow();
        }

        var folded = Folded(written);
        var bones = WordForm.MayBeName(written, Words.IsOwnWord(folded[0])) ? Skeleton.Of(written) : null;
        _forms[_given] = WordForm.Of(key, written, folded, bones);
        _spellings[_given] = new Spelling
        {
            Written = written,
            Stem = Fingerprint.Of(folded.AsSpan(0, Math.Min(StemLength, folded.Length)), 't'),
            Name = bones is null ? 0 : Fingerprint.Of(bones, 'n'),
            Month = Unasked,
            Power = Unasked,
        };
        _places[PlaceOf(key)] = _given;
        return _given++;
    }

    private int PlaceOf(ulong key)
    {
        var mask = _places.Length - 1;
        var place = (int)key & mask;
        while (_places[place] is var number and > 0 && _forms[number].Key != key)
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    private void Grow()
    {
        Array.Resize(ref _forms, _forms.Length * 2);
        Array.Resize(ref _spellings, _spellings.Length * 2);
        _places = new int[_places.Length * 2];
        for (var number = 1; number < _given; number++)
        {
            _places[PlaceOf(_forms[number].Key)] = number;
        }
    }

    private struct Spelling
    {
        public string Written;
        public ulong Stem;
        public ulong Name;
        public sbyte Month;
        public sbyte Power;
        public ulong[]? Grams;
        public int[]? GramIds;
    }
}
