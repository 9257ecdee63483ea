namespace AccordWatch.Text;

/// <summary>A text with its words, folded for matching, and its sentences.</summary>
public sealed class Reading
{
    private readonly FoldedWord[] _folded;
    private readonly int[] _sentenceOf;
    private readonly int[] _firstWordOf;
    private readonly int[] _halves;

    public Reading(string text)
    {
        Text = text;
        Words = [.. AccordWatch.Text.Words.Of(text)];
        _folded = [.. Words.Select(word => AccordWatch.Text.FoldedWords.Of(word.In(text)))];
        Folded = Array.ConvertAll(_folded, word => word.Folded);
        Sentences = [.. AccordWatch.Text.Sentences.Of(text)];
        _sentenceOf = SentenceOfEachWord();
        _firstWordOf = FirstWordOfEachSentence();
        _halves = HalvesBeforeEachWord();
    }

    public string Text { get; }

    public IReadOnlyList<Word> Words { get; }

    /// <summary>The words without case and accents.</summary>
    public IReadOnlyList<string> Folded { get; }

    /// <summary>The same, each with what is left of it without its clitics.</summary>
    internal ReadOnlySpan<FoldedWord> FoldedWords => _folded;

    public IReadOnlyList<Sentence> Sentences { get; }

    /// <summary>Index of the sentence that holds the word.</summary>
    public int SentenceOf(int word) => _sentenceOf[word];

    /// <summary>The words of the sentence, from the first to before the end.</summary>
    public (int First, int End) WordsOf(int sentence) => (_firstWordOf[sentence], _firstWordOf[sentence + 1]);

    /// <summary>The words as written, from the first to before the end.</summary>
    public string Quote(int first, int end) => Text[Words[first].Start..Words[end - 1].End];

    /// <summary>How many words stand from one to before another; in scripts without spaces two characters count as a word.</summary>
    public int WordsBetween(int from, int to) => (_halves[to] - _halves[from]) / 2;

    private int[] HalvesBeforeEachWord()
    {
        var halves = new int[Words.Count + 1];
        for (var word = 0; word < Words.Count; word++)
        {
            halves[word + 1] = halves[word] + (AccordWatch.Text.Words.IsOwnWord(Text[Words[word].Start]) ? 1 : 2);
        }

        return halves;
    }

    private int[] FirstWordOfEachSentence()
    {
        var firsts = new int[Sentences.Count + 1];
        var word = 0;
        for (var sentence = 0; sentence < Sentences.Count; sentence++)
        {
            firsts[sentence] = word;
            while (word < _sentenceOf.Length && _sentenceOf[word] == sentence)
            {
                word++;
            }
        }

        firsts[^1] = word;
        return firsts;
    }

    private int[] SentenceOfEachWord()
    {
        var owners = new int[Words.Count];
        var at = 0;
        for (var word = 0; word < owners.Length; word++)
        {
            while (at < Sentences.Count - 1 && Words[word].Start >= Sentences[at].End)
            {
                at++;
            }

            owners[word] = at;
        }

        return owners;
    }
}
