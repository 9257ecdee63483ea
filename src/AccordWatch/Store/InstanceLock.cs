namespace AccordWatch.Store;

/// <summary>Another process works on the same data directory.</summary>
public sealed class LockHeldException(string directory, string holder)
    : Exception($"{directory} is in use by another accordwatch ({holder}). Stop that one, or give this one a directory of its own with --data DIR.");

/// <summary>Holds a data directory for one writing process; freed by the operating system when the process dies.</summary>
public sealed class InstanceLock : IDisposable
{
    private readonly FileStream _file;

    private InstanceLock(FileStream file) => _file = file;

    /// <exception cref="LockHeldException">Another process holds it.</exception>
    /// <exception cref="IOException">The directory cannot be made or written.</exception>
    public static InstanceLock Take(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "accordwatch.lock");
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new LockHeldException(directory, "lock file accordwatch.lock");
        }

        return new InstanceLock(file);
    }

    public void Dispose() => _file.Dispose();
}
