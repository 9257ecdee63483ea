namespace AccordWatch.Stories;

/// <summary>Words met so far: folding, stems and skeletons are worked out once for each.</summary>
internal sealed class Lexicon
{
    // News of a day in twelve languages has fewer; when there are more they are met anew.
    private const int Most = 300_000;
    private const int Longest = 64;
    private readonly Dictionary<string, WordForm> _forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordForm>.AlternateLookup<ReadOnlySpan<char>> _byLetters;

    public Lexicon() => _byLetters = _forms.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="word">At least one letter or digit.</param>
    public WordForm this[ReadOnlySpan<char> word]
    {
        get
        {
            if (_byLetters.TryGetValue(word, out var known))
            {
                return known;
            }

            var form = new WordForm((word.Length > Longest ? word[..Longest] : word).ToString());
            if (_forms.Count >= Most)
            {
                _forms.Clear();
            }

            if (word.Length <= Longest)
            {
                _forms.Add(form.Written, form);
            }

            return form;
        }
    }
}
