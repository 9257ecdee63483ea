using System.Buffers;
using AccordWatch.Classify;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Stories;

namespace AccordWatch;

/// <summary>Reads the act that an article reports, for the stories: a link between reports and a veto between acts told in like words.</summary>
public sealed class ActReader
{
    // Newsrooms tell first what it is about.
    private const int Head = 600;

    // Shorter ones stand in the middle of other words of the same letters.
    private const int ShortestLatin = 4;
    private readonly Classifier _classifier;
    private readonly SearchValues<string> _space;

    public ActReader(KnowledgeBase knowledge)
    {
        _classifier = new Classifier(knowledge);
        var words = knowledge.Lexicons.Values.SelectMany(lexicon => lexicon.SpaceWords).Where(word => word.Length >= ShortestLatin || !char.IsAscii(word[0]));
        _space = SearchValues.Create([.. words.Distinct(StringComparer.OrdinalIgnoreCase)], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Null when it reports none, or does not tell of space at all, which is seen without reading it.</summary>
    public EventKey? Read(Article article)
        => article.Title.AsSpan().ContainsAny(_space) || article.Text.AsSpan(0, Math.Min(Head, article.Text.Length)).ContainsAny(_space)
            ? Of(_classifier.Read(article.Title, article.Text, article.Language, article.Published))
            : null;

    /// <summary>An accord by its parties and step; an act that is none keeps apart only.</summary>
    public static EventKey? Of(Finding? finding)
    {
        if (finding is null)
        {
            return null;
        }

        var sides = string.Join(',', finding.Parties.Select(party => party.Country ?? party.Name).Distinct().Order(StringComparer.Ordinal));
        return finding.Status is null || sides.Length == 0 ? null
            : finding.IsAccord ? new EventKey(sides, finding.Joins ?? finding.Status)
            : finding.Decision == "reject" ? new EventKey(sides, $"{finding.Status}, no space accord,", Links: false)
            : null;
    }
}
