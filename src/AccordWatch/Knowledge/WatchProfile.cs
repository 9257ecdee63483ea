using AccordWatch.Text;

namespace AccordWatch.Knowledge;

/// <summary>What this installation watches for: <c>config/watch.yaml</c>, the file that users tune.</summary>
public sealed class WatchProfile
{
    private readonly PhraseBook<string> _keywords = new();

    private WatchProfile()
    {
    }

    /// <summary>Names or alpha-2 codes; empty watches everyone.</summary>
    public IReadOnlyList<string> Parties { get; private init; } = [];

    /// <summary>Empty watches every field.</summary>
    public IReadOnlyList<string> Areas { get; private init; } = [];

    /// <summary>Score from which a finding enters the register by itself, 0..1.</summary>
    public double Accept { get; private init; } = 0.6;

    /// <summary>Score from which a finding waits for review, 0..1; below it is rejected.</summary>
    public double Review { get; private init; } = 0.35;

    /// <exception cref="MistakeException">Unknown key, area or party, or thresholds in the wrong order.</exception>
    public static WatchProfile Load(YamlMap file, PartyBook parties)
    {
        file.Allow("keywords", "parties", "areas", "thresholds");
        var thresholds = file.Map("thresholds")?.Allow("accept", "review");
        var profile = new WatchProfile
        {
            Parties = Known(file, "parties", name => parties.Signatories.ContainsKey(name) || parties.StateOf(name) is not null, [.. parties.Signatories.Keys]),
            Areas = Known(file, "areas", Vocabulary.Areas.Contains, Vocabulary.Areas),
            Accept = thresholds?.Number("accept", 0, 1) ?? 0.6,
            Review = thresholds?.Number("review", 0, 1) ?? 0.35,
        };
        if (profile.Review > profile.Accept)
        {
            throw thresholds!.Mistake("review", "must not be above accept");
        }

        foreach (var phrase in file.Texts("keywords"))
        {
            try
            {
                profile._keywords.Add(phrase, phrase);
            }
            catch (FormatException mistake)
            {
                throw file.Mistake("keywords", mistake.Message);
            }
        }

        return profile;
    }

    /// <summary>The keywords that the text holds, each once.</summary>
    public IReadOnlyList<string> KeywordsIn(Reading reading) => [.. _keywords.In(reading).Select(hit => hit.Of).Distinct()];

    private static IReadOnlyList<string> Known(YamlMap file, string key, Func<string, bool> isKnown, IReadOnlyList<string> known)
    {
        var names = file.Texts(key);
        return names.FirstOrDefault(name => !isKnown(name)) is { } unknown
            ? throw file.Mistake(key, $"'{unknown}' is not known; did you mean '{Nearest.Of(unknown, known)}'?")
            : names;
    }
}
