using System.Globalization;
using System.Text;
using AccordWatch.Model;

namespace AccordWatch.Benchmarks;

/// <summary>
/// News that nobody wrote: words by Zipf's law over a vocabulary that grows as Heaps' law has it, events with names, figures and words of their own that
/// several outlets report, a quarter of them as copies of one text. The same seed gives the same stream.
/// </summary>
internal sealed class StoryStream(int seed, int wordsEach = 190)
{
    private const int Common = 8_000;
    private const int Outlets = 400;
    private const int Open = 600;
    private static readonly string[] Syllables = [.. from first in "bdfgklmnprstvz" from vowel in "aeiou" select $"{first}{vowel}"];
    private static readonly double Denominator = Math.Log(Common);
    private readonly Random _random = new(seed);
    private readonly List<Event> _events = [];
    private int _rareWords;
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
        var (title, text) = copies ? (one.Title!, Edited(one.Text!)) : (Sentence(one, 9), Body(one));
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
                [.. Enumerable.Range(0, 14).Select(_ => Rare())]);
            _events.Add(made);
            if (_events.Count > Open)
            {
                _events.RemoveAt(_random.Next(_events.Count / 2));
            }

            return made;
        }

        return _events[_events.Count - 1 - (int)(_events.Count * Math.Pow(_random.NextDouble(), 3))];
    }

    private string Body(Event one)
    {
        var text = new StringBuilder();
        for (var words = 0; words < wordsEach;)
        {
            var length = _random.Next(12, 26);
            text.Append(Sentence(one, length)).Append(words > 0 && _random.Next(3) == 0 ? "\n\n" : " ");
            words += length;
        }

        return text.ToString();
    }

    private string Sentence(Event one, int length)
    {
        var sentence = new StringBuilder();
        for (var at = 0; at < length; at++)
        {
            var word = _random.Next(100) switch
            {
                < 6 => one.Names[_random.Next(one.Names.Length)],
                < 8 => one.Figures[_random.Next(one.Figures.Length)],
                < 18 => one.Words[_random.Next(one.Words.Length)],
                < 20 => Rare(),
                _ => Word((int)Math.Exp(_random.NextDouble() * Denominator)),
            };
            sentence.Append(at == 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word).Append(at + 1 < length ? " " : ".");
        }

        return sentence.ToString();
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
        var word = Rare();
        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    // One word in fifty of those that are rare was never used before.
    private string Rare()
    {
        _rareWords += _random.Next(50) == 0 || _rareWords == 0 ? 1 : 0;
        return Word(Common + _random.Next(_rareWords + 20_000));
    }

    private static string Word(int rank)
    {
        // Frequent words are short.
        var word = new StringBuilder();
        for (var left = rank + 1; left > 0; left /= Syllables.Length)
        {
            word.Append(Syllables[left % Syllables.Length]);
        }

        return rank < 100 ? word.ToString() : word.Append("nst"[rank % 3]).ToString();
    }

    private sealed record Event(string[] Names, string[] Figures, string[] Words)
    {
        public string? Title { get; set; }
        public string? Text { get; set; }
    }
}
