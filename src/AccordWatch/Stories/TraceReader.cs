using System.Runtime.InteropServices;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Stories;

/// <summary>Reads an article down to its trace. Works with the numbers that the corpus gives to terms.</summary>
internal sealed class TraceReader
{
    private const int TermsFrom = 320;
    private const int MostNames = 60;

    // Newsrooms tell who and what in the first sentence.
    private const int LeadWords = 30;
    private const int HeadWords = 14;
    private readonly Corpus _corpus;
    private readonly StoryOptions _options;
    private readonly Lexicon _lexicon = new();
    private readonly Figures _figures;
    private readonly List<Word> _words = [];
    private readonly List<int> _title = [];
    private readonly List<int> _text = [];
    private readonly List<ulong> _order = [];
    private readonly Slab<uint> _shingles = new();
    private readonly BagMaker _terms;
    private readonly BagMaker _grams;
    private readonly BagMaker _anchors;
    private readonly BagMaker _lead;
    private readonly List<string> _spelled = [];
    private uint[] _scratch = [];

    public TraceReader(Corpus corpus, StoryOptions options)
    {
        _corpus = corpus;
        _options = options;
        _figures = new Figures(_lexicon);
        var bags = new Slab<Term>();
        (_terms, _grams, _anchors, _lead) = (new BagMaker(bags), new BagMaker(bags), new BagMaker(bags), new BagMaker(bags));
    }

    public Trace Read(long id, Article article, DateTimeOffset at)
    {
        var title = Headline.Clean(PlainText.OneLine(article.Title), article.Source);
        var text = article.Text.AsSpan(0, Math.Min(article.Text.Length, _options.WordsRead * 12));
        text = text[Headline.DatelineOf(text)..];
        Clear();
        ReadWords(title, _title, true);
        ReadWords(text, _text, false);
        var numbers = _figures.Numbers;
        for (var number = 0; number < numbers.Count; number++)
        {
            Anchor(numbers[number]);
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
            Shingles = ShinglesOf(),
            Terms = _terms.MakeWeighed(),
            Grams = GramsOf(),
            Anchors = _anchors.Make(),
            Head = head,
            Lead = _lead.Make(),
            Spelled = [.. _spelled],
            Numbers = _figures.SortedNumbers(),
            Days = _figures.Days(),
        };
    }

    private static string Head(string text, int length) => text.Length > length ? text[..length] : text;

    private void Clear()
    {
        _lexicon.Prune();
        _figures.Clear();
        _title.Clear();
        _text.Clear();
        _order.Clear();
        _spelled.Clear();
    }

    private void ReadWords(ReadOnlySpan<char> text, List<int> words, bool isTitle)
    {
        // In a headline in capitals every word looks like a name.
        var names = isTitle && AllCapitals(text) ? 0 : _anchors.Count + MostNames;
        var (at, numbersTo, begins, before) = (0, 0, true, default(Word));
        _words.Clear();
        while (_words.Count < _options.WordsRead && Words.TryNext(text, ref at, out var word))
        {
            _words.Add(word);
        }

        _lexicon.NumbersOf(text, CollectionsMarshal.AsSpan(_words), words);
        AddHashes(words);
        for (var place = 0; place < _words.Count; place++)
        {
            var (word, number) = (_words[place], words[place]);
            ref var form = ref _lexicon[number];
            if (form.HasDigit && word.Start >= numbersTo)
            {
                numbersTo = _figures.Read(text, word, before);
                // Reading a number may meet new words, and the forms may have moved.
                form = ref _lexicon[number];
            }

            if (form.Name != 0 && _anchors.Count < names && !(begins && !isTitle && word.Length < 5))
            {
                Anchor(ref form, number, isTitle || place < LeadWords);
            }

            before = word;
            begins = word.End < text.Length && text[word.End] is '.' or '!' or '?';
        }
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

    private void Anchor(ref WordForm form, int word, bool leads)
    {
        var id = _corpus.IdOf(form.Name, ref _lexicon.NameHint(word));
        if (_anchors.TryAdd(id, form.NameWeight))
        {
            _spelled.Add(_lexicon.Written(word));
        }

        if (leads)
        {
            _lead.TryAdd(id, form.NameWeight);
        }
    }

    private void Anchor(ulong number)
    {
        var spelled = _figures.Spelled(number);
        var hint = 0;
        if (spelled.Length > 1 && _anchors.TryAdd(_corpus.IdOf(number, ref hint), 1))
        {
            _spelled.Add(spelled);
        }
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
            return _corpus.IdOf(form.Stem, ref form.StemHint);
        }

        if (at + 1 >= words.Count || !_lexicon[words[at + 1]].IsOwnWord)
        {
            return 0;
        }

        var hint = 0;
        return _corpus.IdOf(Fingerprint.Join(form.Stem, _lexicon[words[at + 1]].Stem), ref hint);
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

        return _grams.Make();
    }

    private Bag GramsOf()
    {
        foreach (var word in _title)
        {
            var (grams, hints, weight) = (_lexicon.Grams(word), _lexicon.GramHints(word), _lexicon[word].Telling);
            for (var at = 0; at < grams.Length; at++)
            {
                _grams.TryAdd(_corpus.IdOf(grams[at], ref hints[at]), weight);
            }
        }

        return _grams.Make();
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
