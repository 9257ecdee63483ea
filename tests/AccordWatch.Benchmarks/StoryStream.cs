using System.Globalization;
using System.Text;
using AccordWatch.Model;

namespace AccordWatch.Benchmarks;

/// <summary>
/// News that nobody wrote: words as frequent, as long and as often new as in reports of news agencies (see README.md), events with names, figures and words of
/// their own that several outlets report, a quarter of them as copies of one text. The same seed gives the same stream.
/// </summary>
internal sealed class StoryStream(int seed, int wordsEach = 190)
{
    private const int Outlets = 400;
    private const int Open = 600;

    // Beyond the core of a language's vocabulary the frequency falls as rank^-1.77 (Gerlach and Altmann 2013).
    private const double Tail = 1.77;
    private static readonly string[] Syllables = [.. from first in "bdfgklmnprstvz" from vowel in "aeiou" select $"{first}{vowel}"];

    // Rank from which on, and share of the words up to the next one; within each as Zipf's law has it.
    private static readonly (int From, double Share)[] Common = [(1, 0.300), (10, 0.320), (100, 0.255), (1000, 0.108), (8000, 0.017)];
    private static readonly (int From, double Share)[] OfEvents = [(100, 0.44), (1000, 0.44), (8000, 0.12)];

    // Letters of words by their rank, in turn.
    private static readonly (int From, int[] Letters)[] Lengths =
    [
        (0, [2, 2, 3, 2, 1, 4, 2, 3, 4, 3]), (30, [2, 3, 4, 4, 3, 5, 5, 4, 6, 5]), (100, [3, 4, 5, 5, 6, 6, 7, 7, 8, 9]), (1000, [4, 5, 6, 6, 7, 7, 8, 8, 9, 10]),
    ];

    // What is made for the stream and thrown away would push out of the cache what is measured.
    private static readonly string[] Known = [.. Enumerable.Range(0, 8000).Select(Spelled)];
    private readonly StringBuilder _text = new();
    private readonly Random _random = new(seed);
    private readonly List<Event> _events = [];
    private DateTimeOffset _at = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public IEnumerable<Article> Take(int count)
    {
        for (var number = 0; number < count; number++)
        {
            // 50,000 in 96 hours fill the window.
            _at = _at.AddSeconds(7);
            yield return Next(number);
        }
    }

    private Article Next(int number)
    {
        var one = EventOf();
        var copies = one.Text is not null && _random.Next(4) == 0;
        var (title, text) = copies ? (one.Title!, Edited(one.Text!)) : (Title(one), Body(one));
        (one.Title, one.Text) = (one.Title ?? title, one.Text ?? text);
        return new Article
        {
            Url = new Uri($"https://outlet{number % Outlets}.example/{number}"),
            CanonicalUrl = new Uri($"https://outlet{number % Outlets}.example/{number}"),
            Title = title,
            Text = text,
            Source = $"outlet{_random.Next(Outlets)}",
            Language = "en",
            Published = _at,
            FetchedAt = _at,
        };
    }

    // Three reports of an event on average, most events with one.
    private Event EventOf()
    {
        if (_events.Count < Open || _random.Next(3) == 0)
        {
            var made = new Event(
                [.. Enumerable.Range(0, 6).Select(_ => Name())],
                [.. Enumerable.Range(0, 5).Select(_ => _random.Next(3, 4000).ToString(CultureInfo.InvariantCulture))],
                [.. Enumerable.Range(0, 20).Select(_ => Word(Rank(OfEvents)))]);
            _events.Add(made);
            if (_events.Count > Open)
            {
                _events.RemoveAt(_random.Next(_events.Count / 2));
            }

            return made;
        }

        return _events[_events.Count - 1 - (int)(_events.Count * Math.Pow(_random.NextDouble(), 3))];
    }

    private string Title(Event one)
    {
        _text.Clear();
        AddSentence(one, 9);
        return _text.ToString();
    }

    private string Body(Event one)
    {
        _text.Clear();
        for (var words = 0; words < wordsEach;)
        {
            var length = Math.Min(_random.Next(12, 26), wordsEach - words);
            AddSentence(one, length);
            _text.Append(words > 0 && _random.Next(3) == 0 ? "\n\n" : " ");
            words += length;
        }

        return _text.ToString();
    }

    private void AddSentence(Event one, int length)
    {
        for (var at = 0; at < length; at++)
        {
            var word = _random.Next(100) switch
            {
                < 6 => one.Names[_random.Next(one.Names.Length)],
                < 8 => one.Figures[_random.Next(one.Figures.Length)],
                < 28 => one.Words[_random.Next(one.Words.Length)],
                _ => Word(Rank(Common)),
            };
            _text.Append(at == 0 ? char.ToUpperInvariant(word[0]) : word[0]).Append(word, 1, word.Length - 1).Append(at + 1 < length ? ' ' : '.');
        }
    }

    // A copy loses or changes a sentence.
    private string Edited(string text)
    {
        var sentences = text.Split(". ").ToList();
        sentences.RemoveAt(_random.Next(sentences.Count));
        return string.Join(". ", sentences);
    }

    private string Name()
    {
        var word = Word(Rank(OfEvents));
        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    private int Rank((int From, double Share)[] shares)
    {
        var (at, left) = (0, _random.NextDouble());
        while (at + 1 < shares.Length && left >= shares[at].Share)
        {
            left -= shares[at++].Share;
        }

        var (from, place) = (shares[at].From, _random.NextDouble());
        return (int)(at + 1 < shares.Length ? from * Math.Pow((double)shares[at + 1].From / from, place) : from * Math.Pow(1 - place, -1 / (Tail - 1)));
    }

    private static string Word(int rank) => rank < Known.Length ? Known[rank] : Spelled(rank);

    private static string Spelled(int rank)
    {
        var letters = Array.FindLast(Lengths, length => rank >= length.From).Letters;
        var length = letters[rank % letters.Length];
        var word = new StringBuilder();
        for (var left = rank; left > 0; left /= Syllables.Length)
        {
            word.Append(Syllables[left % Syllables.Length]);
        }

        while (word.Length < length)
        {
            word.Append("nstrlm"[(rank + word.Length) % 6]);
        }

        return length == 1 ? word.ToString(0, 1) : word.ToString();
    }

    private sealed record Event(string[] Names, string[] Figures, string[] Words)
    {
        public string? Title { get; set; }
        public string? Text { get; set; }
    }
}
