using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AccordWatch.Knowledge;

/// <summary>A YAML file read strictly: an unknown, doubled or missing key is a <see cref="MistakeException"/> with its line.</summary>
public static class YamlFile
{
    /// <exception cref="MistakeException">The file is missing, is not YAML or has a doubled key.</exception>
    public static YamlMap Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new MistakeException(path, 0, "", "the file is missing");
        }

        return Parse(File.ReadAllText(path), path);
    }

    /// <param name="text">YAML whose root is a mapping.</param>
    /// <param name="file">Name for messages.</param>
    /// <exception cref="MistakeException">Not YAML, or its root is not a mapping.</exception>
    public static YamlMap Parse(string text, string file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException mistake)
        {
            throw new MistakeException(file, (int)mistake.Start.Line, "", mistake.InnerException?.Message ?? mistake.Message);
        }

        if (stream.Documents.Count == 0)
        {
            return new YamlMap(file, "", new YamlMappingNode());
        }

        return stream.Documents[0].RootNode is YamlMappingNode map
            ? new YamlMap(file, "", map)
            : throw new MistakeException(file, 1, "", "keys with values are expected here (key: value)");
    }
}

/// <summary>A mapping in a YAML file.</summary>
public sealed class YamlMap
{
    private readonly string _path;
    private readonly YamlMappingNode _node;

    internal YamlMap(string file, string path, YamlMappingNode node)
    {
        File = file;
        _path = path;
        _node = node;
    }

    public string File { get; }

    /// <summary>1-based.</summary>
    public int Line => Math.Max(1, (int)_node.Start.Line);

    public IEnumerable<string> Keys => _node.Children.Keys.Select(key => ((YamlScalarNode)key).Value ?? "");

    /// <summary>Refuses any key that is not in the list, and names the nearest that is.</summary>
    public YamlMap Allow(params string[] known)
    {
        foreach (var key in _node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw new MistakeException(File, (int)key.Start.Line, PathOf(name), $"unknown key; did you mean '{Nearest.Of(name, known)}'? Known keys: {string.Join(", ", known)}");
            }
        }

        return this;
    }

    public bool Has(string key) => Node(key) is not null;

    /// <summary>1-based line of the key, or of the mapping when the key is absent.</summary>
    public int LineOf(string key) => Node(key) is { } node ? (int)node.Start.Line : Line;

    public MistakeException Mistake(string key, string message) => new(File, LineOf(key), PathOf(key), message);

    /// <summary>The text under the key, or null when the key is absent or empty.</summary>
    public string? Text(string key) => Node(key) switch
    {
        null => null,
        YamlScalarNode { Value: null or "" } => null,
        YamlScalarNode scalar => scalar.Value,
        _ => throw Mistake(key, "a single value is expected here"),
    };

    public string NeededText(string key) => Text(key) ?? throw Mistake(key, "is needed and missing");

    public bool Flag(string key, bool otherwise) => Text(key) switch
    {
        null => otherwise,
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        var other => throw Mistake(key, $"'{other}' is neither true nor false"),
    };

    /// <param name="key">Key of the number.</param>
    /// <param name="least">Smallest value allowed.</param>
    /// <param name="most">Largest value allowed.</param>
    public double? Number(string key, double least, double most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Mistake(key, string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from {least} to {most}"));
    }

    /// <summary>A duration like 30s, 15m, 6h or 2d.</summary>
    public TimeSpan? Duration(string key) => Text(key) is not { } text ? null
        : Durations.TryRead(text, out var duration) ? duration
        : throw Mistake(key, $"'{text}' is not a duration; write 30s, 15m, 6h or 2d");

    /// <summary>A list of texts; a single text counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(string key) => Node(key) switch
    {
        null => [],
        YamlScalarNode { Value: null or "" } => [],
        YamlScalarNode scalar => [scalar.Value!],
        YamlSequenceNode sequence => [.. sequence.Children.Select(child => child is YamlScalarNode { Value: { } value }
            ? value
            : throw new MistakeException(File, (int)child.Start.Line, PathOf(key), "a list of plain texts is expected here"))],
        _ => throw Mistake(key, "a list is expected here"),
    };

    public YamlMap? Map(string key) => Node(key) switch
    {
        null => null,
        YamlScalarNode { Value: null or "" } => null,
        YamlMappingNode map => new YamlMap(File, PathOf(key), map),
        _ => throw Mistake(key, "keys with values are expected here"),
    };

    /// <summary>A list of mappings.</summary>
    public IReadOnlyList<YamlMap> Maps(string key) => Node(key) switch
    {
        null => [],
        YamlScalarNode { Value: null or "" } => [],
        YamlSequenceNode sequence => [.. sequence.Children.Select((child, at) => child is YamlMappingNode map
            ? new YamlMap(File, $"{PathOf(key)}[{at}]", map)
            : throw new MistakeException(File, (int)child.Start.Line, PathOf(key), "each item of the list needs keys with values"))],
        _ => throw Mistake(key, "a list is expected here"),
    };

    private YamlNode? Node(string key) => _node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";
}
