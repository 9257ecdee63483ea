using System.Globalization;
using System.Text.RegularExpressions;
using AccordWatch.Knowledge;

namespace AccordWatch.Classify;

/// <summary>Which one a state is among those that joined an open instrument: the 38th signatory, 29. Staat, 39e pays, 第38个签署国.</summary>
internal static partial class MemberNumber
{
    // An ordinal and what may stand between it and the word that it counts.
    private const int Reach = 24;

    /// <summary>1 to 999; null when the sentence counts none, or counts within a part of the world: "the 3rd country in Africa".</summary>
    public static int? In(ArticleClues clues, SentenceClues sentence)
    {
        foreach (var member in sentence.Rules.Where(hit => hit.Of.Kind == RuleKind.Member && !IsInPart(sentence, hit)))
        {
            var (first, end) = (clues.Reading.Words[member.First].Start, clues.Reading.Words[member.End - 1].End);
            var before = Ordinal().Match(clues.Reading.Text[Math.Max(sentence.Sentence.Start, first - Reach)..first]);
            var found = before.Success ? before : Behind().Match(clues.Reading.Text[end..Math.Min(clues.Reading.Text.Length, end + Reach)]);
            if (found.Success)
            {
                return int.Parse(found.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    // "the 3rd country in Africa", but not "the 51st nation in the Artemis Accords", "38e pays à signer".
    private static bool IsInPart(SentenceClues sentence, Hit<LexiconRule> member)
        => sentence.Rules.Exists(place => place.Of.Kind == RuleKind.Place && place.First == member.End
            && !sentence.Acts.Any(act => act.First == place.End) && !sentence.Names.Exists(name => name.Of is Named.OpenInstrument && name.First - place.End is 0 or 1));

    [GeneratedRegex(@"(?<![\d.,])(?<n>[1-9]\d{0,2})(?:st|nd|rd|th|er?|[èe]me|\.?[ºª°oa]|\.|-?(?:й|я|е|м|ю|го|ой|ей|ым|му|ту|та|тою)|[かカヵヶ]|番目の|번째|[个個])\s?$", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    // "negara ke-38", "quốc gia thứ 38", "país número 38"
    [GeneratedRegex(@"^\s(?:ke-|number\s|número\s|numéro\s|numero\s|№\s?|(?<=thứ\s))(?<n>[1-9]\d{0,2})\b")]
    private static partial Regex Behind();
}
