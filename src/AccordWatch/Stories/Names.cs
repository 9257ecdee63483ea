using AccordWatch.Text;

namespace AccordWatch.Stories;

/// <summary>What stays recognisable in every language: numbers and the skeletons of names.</summary>
internal static class Names
{
    private const int Most = 60;

    // Where no capitals tell names from other words, each word may be one and few are.
    private const float Caseless = 0.3f;

    /// <param name="title">Cleaned headline.</param>
    /// <param name="text">Cleaned text.</param>
    /// <param name="numbers">As <see cref="Figures"/> reads them.</param>
    /// <param name="spelled">Takes each anchor as written.</param>
    public static Bag In(string title, string text, IReadOnlySet<string> numbers, Dictionary<ulong, string> spelled)
    {
        var anchors = new Dictionary<ulong, float>();
        foreach (var number in numbers.Where(number => number.Length > 1))
        {
            var key = Fingerprint.Of(number, '#');
            anchors[key] = 1;
            spelled[key] = number;
        }

        // In a headline in capitals every word looks like a name.
        if (title.Any(char.IsLower) || !title.Any(char.IsUpper))
        {
            Read(title, anchors, spelled, true);
        }

        Read(text, anchors, spelled, false);
        return Bag.Of(anchors);
    }

    private static void Read(string text, Dictionary<ulong, float> anchors, Dictionary<ulong, string> spelled, bool title)
    {
        var limit = anchors.Count + Most;
        var begins = true;
        foreach (var word in Words.Of(text))
        {
            var span = word.In(text);
            var isName = span.Length >= 3 && !char.IsLower(span[0]) && char.IsLetter(span[0]) && !Words.IsOwnWord(span[0]) && !(begins && !title && span.Length < 5);
            begins = word.End < text.Length && text[word.End] is '.' or '!' or '?';
            if (!isName || anchors.Count >= limit || Skeleton.Of(Folding.Fold(span.ToString())) is not { } bones)
            {
                continue;
            }

            var key = Fingerprint.Of(bones, 'n');
            if (anchors.TryAdd(key, char.IsUpper(span[0]) ? 1 : Caseless))
            {
                spelled[key] = span.ToString();
            }
        }
    }
}
