using AccordWatch.Acquire;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

/// <summary>Sources as a user counts them: those of the file and those added by command, each with what its visits have shown.</summary>
internal sealed class KnownSources
{
    private KnownSources(string file, IReadOnlyList<Source> listed, IReadOnlyList<SourceState> all)
    {
        File = file;
        Listed = listed;
        All = all;
    }

    /// <summary>Path of the <c>sources.yaml</c> in force.</summary>
    public string File { get; }

    /// <summary>Those of the file.</summary>
    public IReadOnlyList<Source> Listed { get; }

    /// <summary>By name; the file's settings win.</summary>
    public IReadOnlyList<SourceState> All { get; }

    public IReadOnlyList<Source> Sources => [.. All.Select(state => state.Source)];

    public SourceState? Find(string name) => All.FirstOrDefault(state => state.Source.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="UsageException">There is none of that name.</exception>
    public SourceState Need(string name) => Find(name)
        ?? throw new UsageException($"'{name}': no such source{(All.Count == 0 ? "" : $"; did you mean '{Nearest.Of(name, All.Select(state => state.Source.Name))}'?")} See all with: accordwatch sources list");

    /// <param name="config">Where the file lies.</param>
    /// <param name="data">Null when there is no database yet.</param>
    /// <exception cref="MistakeException">The file has a mistake.</exception>
    public static KnownSources Of(ConfigFolder config, DataFolder? data)
    {
        var file = config.PathOf("sources.yaml");
        var listed = SourceList.Load(YamlFile.Read(file));
        var kept = data is null ? [] : new SourceTable(data.Database).All();
        var names = listed.Select(source => source.Name).ToHashSet(StringComparer.Ordinal);
        var all = listed.Select(source => (kept.FirstOrDefault(state => state.Source.Name == source.Name) ?? new SourceState { Source = source }) with { Source = source, Origin = "file" })
            .Concat(kept.Where(state => state.Origin == "added" && !names.Contains(state.Source.Name)));
        return new KnownSources(file, listed, [.. all.OrderBy(state => state.Source.Name, StringComparer.Ordinal)]);
    }

    public static async Task<KnownSources> ReadAsync(ConfigFolder config, string directory, CancellationToken cancellationToken)
    {
        using var data = await DataFolder.OpenToReadAsync(directory, cancellationToken);
        return Of(config, data);
    }
}
