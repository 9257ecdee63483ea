namespace AccordWatch.Knowledge;

/// <summary>The configuration as a user sees it: the files shipped beside the program, overridden file by file by the user's own folder.</summary>
/// <param name="shipped">Folder that travels with the program.</param>
/// <param name="own">The user's folder (<c>--config</c>), or null.</param>
public sealed class ConfigFolder(string shipped, string? own)
{
    public string Shipped { get; } = shipped;

    public string? Own { get; } = own;

    /// <summary>The folder beside the running program.</summary>
    public static string Beside => Path.Combine(AppContext.BaseDirectory, "config");

    /// <summary>Path of the file that is in force; it exists unless neither folder has it.</summary>
    /// <param name="relative">e.g. <c>knowledge/agencies.yaml</c>.</param>
    public string PathOf(string relative)
    {
        var mine = Own is null ? null : Path.Combine(Own, relative);
        return mine is not null && File.Exists(mine) ? mine : Path.Combine(Shipped, relative);
    }

    /// <summary>Files in force under a folder, by name.</summary>
    public IReadOnlyList<string> FilesIn(string relative, string pattern)
        => [.. new[] { Path.Combine(Shipped, relative), Own is null ? "" : Path.Combine(Own, relative) }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern))
            .Select(file => Path.GetFileName(file)!)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => PathOf(Path.Combine(relative, name)))];

    /// <summary>Changes when one of the files does: their paths, times and sizes as one text.</summary>
    public static string StampOf(IEnumerable<string> files)
        => string.Join('|', files.Select(file => new FileInfo(file)).Select(file => file.Exists ? $"{file.FullName}:{file.LastWriteTimeUtc.Ticks}:{file.Length}" : file.FullName));
}
