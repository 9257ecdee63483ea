using System.Security.Cryptography;
using System.Text;

namespace AccordWatch.Knowledge;

/// <summary>Everything that the classifier knows, loaded and checked as a whole: the lexicons, who can sign, the watch profile.</summary>
public sealed record KnowledgeBase
{
    public required PartyBook Parties { get; init; }

    /// <summary>By ISO 639-1 code.</summary>
    public required IReadOnlyDictionary<string, Lexicon> Lexicons { get; init; }

    public required WatchProfile Watch { get; init; }

    /// <summary>Which accords bind in law.</summary>
    public required InstrumentBook Instruments { get; init; }

    /// <summary>Hash over the files by which articles are read: findings carry it, so that the archive can be replayed when the rules change.</summary>
    public required string RulesVersion { get; init; }

    private static readonly string[] Named = ["knowledge/countries.yaml", "knowledge/agencies.yaml", "knowledge/multilateral.yaml", "watch.yaml"];

    /// <summary>Changes when one of its files does.</summary>
    public static string StampOf(ConfigFolder folder)
        => ConfigFolder.StampOf(Named.Select(folder.PathOf).Append(InstrumentBook.FileIn(folder)).Concat(folder.FilesIn("knowledge/lexicon", "*.yaml")));

    /// <exception cref="MistakeException">A mistake in one of the files, with its line.</exception>
    public static KnowledgeBase Load(ConfigFolder folder)
    {
        var lexiconFiles = folder.FilesIn("knowledge/lexicon", "*.yaml");
        var lexicons = lexiconFiles.Select(YamlFile.Read).ToList();
        var parties = PartyBook.Load(YamlFile.Read(folder.PathOf(Named[0])), YamlFile.Read(folder.PathOf(Named[1])), YamlFile.Read(folder.PathOf(Named[2])));
        lexicons.ForEach(parties.AddNames);
        return new KnowledgeBase
        {
            Parties = parties,
            Lexicons = lexicons.Select(Lexicon.Load).ToDictionary(lexicon => lexicon.Language),
            Watch = WatchProfile.Load(YamlFile.Read(folder.PathOf(Named[3])), parties),
            Instruments = InstrumentBook.Load(YamlFile.Read(InstrumentBook.FileIn(folder)), parties.OpenInstruments.Values),
            RulesVersion = VersionOf(Named.Select(folder.PathOf).Concat(lexiconFiles)),
        };
    }

    private static string VersionOf(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(File.ReadAllText(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
