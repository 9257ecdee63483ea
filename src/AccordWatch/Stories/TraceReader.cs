using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Stories;

/// <summary>Reads an article down to its trace. Works with the numbers that the corpus gives to terms.</summary>
internal sealed class TraceReader
{
    private const int TermsFrom = 320;
    private const int MostNames = 100;

    // Newsrooms tell who and what in the first sentence.
    private const int LeadWords = 30;
    private const int HeadWords = 14;

    // Shorter ones are everybody's.
    private const int FewestRepeated = 3;
    private const int MostPhrases = 120;

    // Of the hash of a sentence, by which each word of it counts in its place (FxHash).
    private const ulong Multiplier = 0x517cc1b727220a95;
    private static readonly SearchValues<char> Stops = SearchValues.Create(".!?…\n。！？؟।");
    private readonly Corpus _corpus;
    private readonly StoryOptions _options;
    private readonly Lexicon _lexicon = new();
    private readonly Figures _figures;
    private readonly List<Word> _words = [];
    private readonly List<int> _title = [];
    private readonly List<int> _text = [];
    private readonly List<ulong> _order = [];
    private readonly List<int> _numbers = [];
    private readonly Slab<uint> _shingles = new();
    private readonly BagMaker _terms = new();
    private readonly BagMaker _grams = new();
    private readonly BagMaker _anchors = new();
    private readonly BagMaker _lead = new();
    private readonly Slab<Term> _bags = new();
    private readonly List<byte> _spelled = [];
    private readonly Slab<byte> _spellings = new();
    private readonly Slab<ulong> _keys = new();
    private readonly Habits _habits = new();
    private readonly List<ulong> _phrases = [];

    // Names of the sentence that is being read.
    private readonly List<(int Number, Word Word, bool Leads)> _named = [];
    private ulong _source;
    private uint _face;
    private int _sweeps;
    private uint[] _scratch = [];

    public TraceReader(Corpus corpus, StoryOptions options)
    {
        _corpus = corpus;
        _options = options;
        _figures = new Figures(_lexicon);
    }

    public Trace Read(long id, Article article, DateTimeOffset at)
    {
        Clear();
        _source = article.Source.Length == 0 ? 0 : Fingerprint.Of(article.Source, 'h');
        var title = WithoutUsual(Headline.Clean(PlainText.OneLine(article.Title), article.Source));
        var text = article.Text.AsSpan(0, Math.Min(article.Text.Length, _options.WordsRead * 12));
        text = text[Headline.DatelineOf(text)..];
        ReadWords(title, _title, true);
        ReadWords(text, _text, false);
        var numbers = _figures.Numbers;
        for (var number = 0; number < numbers.Count; number++)
        {
            AnchorNumber(numbers[number]);
        }

        var head = HeadOf();
        Count(_title, 1.5f);
        Count(_text, 1);
        return new Trace
        {
            Id = id,
            At = at,
            Dated = article.Published is not null,
            Source = article.Source,
            Language = article.Language ?? "",
            Title = title.Length is > 0 and <= 80 ? title : Head(title.Length > 0 ? title : PlainText.OneLine(Head(article.Text, 160)), 80),
            Length = _text.Count,
            HasHeadline = _title.Count > 0,
            Shingles = ShinglesOf(),
            Terms = Keep(_terms.MakeWeighed()),
            Grams = Trace.IsShortAt(_text.Count) ? GramsOf() : default,
            Anchors = Keep(_anchors.Make()),
            Head = head,
            Lead = Keep(_lead.Make()),
            Spelling = _spellings.Keep(CollectionsMarshal.AsSpan(_spelled)),
            Numbers = _keys.Keep(_figures.SortedNumbers()),
            Days = _figures.Days(),
            Phrases = new Slice<ulong>([.. _phrases], 0, _phrases.Count),
            Face = ((uint)Fingerprint.Of(title), _face),
        };
    }

    private Bag Keep(Bag bag) => new(_bags.Keep(bag.Terms));

    /// <summary>Reads ahead for <see cref="Learn"/> and <see cref="Unlearn"/>.</summary>
    public void Fetch(Trace trace) => _habits.Fetch(trace);

    /// <summary>Learns from an article that has found its story.</summary>
    public void Learn(Trace trace) => _habits.Add(trace);

    /// <summary>Unlearns what an article taught.</summary>
    public void Unlearn(Trace trace) => _habits.Remove(trace);

    private string WithoutUsual(string title)
    {
        if (_source == 0)
        {
            return title;
        }

        _phrases.Add(_source);
        var (prefix, suffix) = (Headline.PrefixOf(title), Headline.SuffixOf(title));
        var from = prefix > 0 && IsUsual(title.AsSpan(0, prefix), 'p') ? prefix : 0;
        var to = suffix < title.Length && IsUsual(title.AsSpan(suffix), 's') ? suffix : title.Length;
        return from < to ? title[from..to] : title;
    }

    private bool IsUsual(ReadOnlySpan<char> affix, char kind)
    {
        var key = Fingerprint.Join(_source, Fingerprint.Of(affix, kind));
        _phrases.Add(key);
        return _habits.IsOnMost(_source, key);
    }

    private static string Head(string text, int length) => text.Length > length ? text[..length] : text;

    private void Clear()
    {
        _lexicon.Prune();
        if (_sweeps != _corpus.Sweeps)
        {
            _lexicon.ForgetIds();
            _sweeps = _corpus.Sweeps;
        }

        var (number, oldest) = (_corpus.Next, _corpus.Oldest);
        _bags.For(number, oldest);
        _shingles.For(number, oldest);
        _spellings.For(number, oldest);
        _keys.For(number, oldest);
        _figures.Clear();
        _title.Clear();
        _text.Clear();
        _order.Clear();
        _spelled.Clear();
        _phrases.Clear();
        _face = 0;
    }

    private void ReadWords(ReadOnlySpan<char> text, List<int> words, bool isTitle)
    {
        // In a headline in capitals every word looks like a name.
        var most = isTitle && AllCapitals(text) ? 0 : _anchors.Count + MostNames;
        var (numbersTo, runsTo, before) = (0, 0, default(Word));
        var (sentence, hash, figures) = (0, 0UL, _figures.Mark);
        _words.Clear();
        Words.Read(text, _options.WordsRead, _words);
        _lexicon.NumbersOf(text, CollectionsMarshal.AsSpan(_words), _numbers);
        for (var place = 0; place < _words.Count; place++)
        {
            var (word, number) = (_words[place], _numbers[place]);
            if (!isTitle && before.Length > 0 && EndsSentence(text[before.End..word.Start]))
            {
                EndSentence(text, words, sentence, hash, figures, most);
                (sentence, hash, figures) = (words.Count, 0, _figures.Mark);
            }

            words.Add(number);
            ref var form = ref _lexicon[number];
            hash = (BitOperations.RotateLeft(hash, 5) ^ form.Hash) * Multiplier;
            if (!form.IsPlain)
            {
                // Reading a number or a run may meet new words, and the forms may move.
                var (isOwnWord, hasDigit, isName) = (form.IsOwnWord, form.HasDigit, form.IsName);
                if (isOwnWord && word.Start >= runsTo)
                {
                    runsTo = ReadRun(text, word.Start, isTitle || words.Count <= LeadWords);
                }

                if (hasDigit && word.Start >= numbersTo)
                {
                    numbersTo = _figures.Read(text, word, before);
                }

                if (isName && !(word.Length < 5 && !isTitle && (before.Length == 0 || text[before.End] is '.' or '!' or '?')))
                {
                    _named.Add((number, word, isTitle || words.Count <= LeadWords));
                }
            }

            before = word;
        }

        EndSentence(text, words, isTitle ? words.Count : sentence, hash, figures, most);
        AddHashes(words);
    }

    // A full stop inside of a word or number is none.
    private static bool EndsSentence(ReadOnlySpan<char> between) => between is not " " && between.IndexOfAny(Stops) is var at and >= 0 && (between.Length > 1 || between[at] != '.');

    /// <summary>Keeps the names of a sentence; one that its source repeats is as if it were not there.</summary>
    private void EndSentence(ReadOnlySpan<char> text, List<int> words, int start, ulong hash, (int Numbers, int Days) figures, int most)
    {
        if (_source != 0 && words.Count - start >= FewestRepeated && _phrases.Count < MostPhrases)
        {
            var key = Fingerprint.Join(_source, hash);
            _phrases.Add(key);
            if (_habits.IsUsual(key))
            {
                words.RemoveRange(start, words.Count - start);
                _figures.Return(figures);
                _named.Clear();
            }
            else if (_face == 0)
            {
                _face = (uint)key;
            }
        }

        foreach (var (number, word, leads) in _named)
        {
            if (_anchors.Count < most)
            {
                AnchorName(number, word.In(text), leads);
            }
        }

        _named.Clear();
    }

    /// <summary>A number or a name in a script without spaces.</summary>
    /// <returns>The place behind it; the start when none begins there.</returns>
    private int ReadRun(ReadOnlySpan<char> text, int start, bool leads)
    {
        if (_figures.ReadHan(text, start) is var end && end > start)
        {
            return end;
        }

        var length = NameRuns.LengthAt(text, start);
        if (length > 0 && _lexicon.NumberOf(text.Slice(start, length)) is var name && _lexicon[name].IsName)
        {
            _named.Add((name, new Word(start, length), leads));
        }

        return start + length;
    }

    private static bool AllCapitals(ReadOnlySpan<char> title)
    {
        var any = false;
        foreach (var letter in title)
        {
            if (char.IsLower(letter))
            {
                return false;
            }

            any |= char.IsUpper(letter);
        }

        return any;
    }

    private void AnchorName(int number, ReadOnlySpan<char> written, bool leads)
    {
        ref var form = ref _lexicon[number];
        if (form.NameId == 0)
        {
            form.NameId = _corpus.IdOf(_lexicon.NameOf(number));
        }

        var id = form.NameId;
        if (_anchors.TryAdd(id, form.NameWeight))
        {
            Spell(written);
        }

        if (leads)
        {
            _lead.TryAdd(id, form.NameWeight);
        }
    }

    private void AnchorNumber(ulong number)
    {
        var spelled = _figures.Spelled(number);
        if (spelled.Length > 1 && _anchors.TryAdd(_corpus.IdOf(number), 1))
        {
            Spell(spelled);
        }
    }

    private void Spell(ReadOnlySpan<char> written)
    {
        var start = _spelled.Count;
        CollectionsMarshal.SetCount(_spelled, start + 1 + (written.Length * 3));
        var bytes = CollectionsMarshal.AsSpan(_spelled)[start..];
        var length = 0;
        if (start > 0)
        {
            bytes[length++] = (byte)'\n';
        }

        length += Encoding.UTF8.GetBytes(written, bytes[length..]);
        CollectionsMarshal.SetCount(_spelled, start + length);
    }

    private void Count(List<int> words, float weight)
    {
        var most = Math.Min(words.Count, TermsFrom);
        for (var at = 0; at < most; at++)
        {
            if (TermAt(words, at) is var id and > 0)
            {
                _terms.Add(id, weight, _lexicon[words[at]].Telling);
            }
        }
    }

    /// <summary>0 where none begins. In scripts without spaces two characters are more like a word than one.</summary>
    private int TermAt(List<int> words, int at)
    {
        ref var form = ref _lexicon[words[at]];
        if (!form.IsOwnWord)
        {
            return form.IsGrammar ? 0 : form.StemId != 0 ? form.StemId : form.StemId = _corpus.IdOf(_lexicon.StemOf(words[at]));
        }

        if (at + 1 >= words.Count || !_lexicon[words[at + 1]].IsOwnWord)
        {
            return 0;
        }

        return _corpus.IdOf(Fingerprint.Join(_lexicon.StemOf(words[at]), _lexicon.StemOf(words[at + 1])));
    }

    private Bag HeadOf()
    {
        var words = _title.Count > 0 ? _title : _text;
        var most = _title.Count > 0 ? _title.Count : Math.Min(HeadWords, _text.Count);
        for (var at = 0; at < most; at++)
        {
            if (TermAt(words, at) is var id and > 0)
            {
                _grams.TryAdd(id, _lexicon[words[at]].Telling);
            }
        }

        return Keep(_grams.Make());
    }

    private Bag GramsOf()
    {
        foreach (var word in _title)
        {
            var weight = _lexicon[word].Telling;
            foreach (var id in _lexicon.GramIds(word) ??= Array.ConvertAll(_lexicon.Grams(word), _corpus.IdOf))
            {
                _grams.TryAdd(id, weight);
            }
        }

        return Keep(_grams.Make());
    }

    private Shingles ShinglesOf()
    {
        // Only short items need that of the headline.
        var words = CollectionsMarshal.AsSpan(_order)[(_text.Count < _options.FewestShingles ? 0 : _title.Count)..];
        return Shingles.Of(words, _options.FewestShingles, _shingles, ref _scratch);
    }

    private void AddHashes(List<int> words)
    {
        foreach (var word in words)
        {
            _order.Add(_lexicon[word].Hash);
        }
    }
}
