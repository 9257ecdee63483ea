namespace AccordWatch.Knowledge;

/// <summary>A mistake in a configuration file, told so that its author can mend it.</summary>
public sealed class MistakeException(string file, int line, string key, string message)
    : Exception($"{file}:{line}: {(key.Length == 0 ? "" : $"'{key}': ")}{message}")
{
    public string File { get; } = file;

    /// <summary>1-based; 0 when the file as a whole is meant.</summary>
    public int Line { get; } = line;

    public string Key { get; } = key;
}
