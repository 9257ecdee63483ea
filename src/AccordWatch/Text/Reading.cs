namespace AccordWatch.Text;

/// <summary>A text with its words, folded for matching, and its sentences.</summary>
public sealed class Reading
{
    private readonly int[] _sentenceOf;

    public Reading(string text)
    {
        Text = text;
        Words = [.. AccordWatch.Text.Words.Of(text)];
        Folded = [.. Words.Select(word => Folding.Fold(text.Substring(word.Start, word.Length)))];
        Sentences = [.. AccordWatch.Text.Sentences.Of(text)];
        _sentenceOf = SentenceOfEachWord();
    }

    public string Text { get; }

    public IReadOnlyList<Word> Words { get; }

    /// <summary>The words without case and accents.</summary>
    public IReadOnlyList<string> Folded { get; }

    public IReadOnlyList<Sentence> Sentences { get; }

    /// <summary>Index of the sentence that holds the word.</summary>
    public int SentenceOf(int word) => _sentenceOf[word];

    /// <summary>The words as written, from the first to before the end.</summary>
    public string Quote(int first, int end) => Text[Words[first].Start..Words[end - 1].End];

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
