using AccordWatch.Knowledge;

namespace AccordWatch.Classify;

/// <summary>The persons who sign: a name of two to five words beside an office, in a sentence that tells of the signing.</summary>
internal sealed class SignatoryReader(ArticleClues clues)
{
    private const int MostWords = 5;
    private const int Near = 10;

    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal) { "de", "la", "del", "da", "dos", "van", "von", "bin", "al", "ibn", "el" };

    public IReadOnlyList<(string Name, SentenceClues Sentence)> In(NewsEvent news)
        => [.. clues.Sentences.Where(sentence => !sentence.IsHeadline && !sentence.Has("background") && (sentence == news.Sentence || IsSigning(sentence, news)))
            .SelectMany(sentence => NamesIn(sentence).Select(name => (name, sentence)))
            .DistinctBy(one => one.name)];

    private static bool IsSigning(SentenceClues sentence, NewsEvent news)
        => Math.Abs(sentence.Index - news.Sentence.Index) <= 6 && sentence.Acts.Any(act => act.Of.Name is "signed" or "acceded");

    private IEnumerable<string> NamesIn(SentenceClues sentence)
    {
        var offices = sentence.Cues("teller").ToList();
        var (first, last) = clues.Reading.WordsOf(sentence.Index);
        while (offices.Count > 0 && first < last)
        {
            var end = EndOfName(sentence, first, last);
            if (end - first >= 2 && offices.Exists(office => office.First - end < Near && first - office.End < Near && !(office.First < end && first < office.End)))
            {
                yield return clues.Reading.Quote(first, end);
            }

            first = Math.Max(end, first + 1);
        }
    }

    private int EndOfName(SentenceClues sentence, int first, int last)
    {
        var end = first;
        while (end < last && end - first < MostWords && Goes(sentence, first, end))
        {
            end++;
        }

        while (end > first && Particles.Contains(clues.Reading.Folded[end - 1]))
        {
            end--;
        }

        return end;
    }

    private bool Goes(SentenceClues sentence, int first, int at)
    {
        var word = clues.Reading.Words[at].In(clues.Reading.Text);
        var isName = word.Length > 1 && char.IsUpper(word[0]) && char.IsLower(word[^1]);
        return (isName || (at > first && Particles.Contains(clues.Reading.Folded[at])))
            && (at == first || IsJoined(at))
            && !sentence.Names.Exists(hit => hit.First <= at && at < hit.End)
            && !sentence.Rules.Exists(hit => hit.First <= at && at < hit.End && hit.Of.Kind is not RuleKind.Area);
    }

    // Only a space or a hyphen may stand between two words of a name.
    private bool IsJoined(int at)
    {
        var gap = clues.Reading.Text.AsSpan(clues.Reading.Words[at - 1].End, clues.Reading.Words[at].Start - clues.Reading.Words[at - 1].End);
        return gap.Length == 1 && gap[0] is ' ' or '-';
    }
}
