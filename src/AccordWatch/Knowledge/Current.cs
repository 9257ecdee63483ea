namespace AccordWatch.Knowledge;

/// <summary>What was last read from files that users edit while the program runs: a mistake in them leaves the old in force.</summary>
/// <param name="load">Reads and checks the files.</param>
/// <param name="stamp">Changes when one of the files does.</param>
public sealed class Current<T>(Func<T> load, Func<string> stamp)
    where T : class
{
    private string _stamp = stamp();
    private volatile T _value = load();

    public T Value => _value;

    /// <summary>Reads the files again when they have changed.</summary>
    /// <returns>True when there is something new in force.</returns>
    /// <exception cref="MistakeException">The change is refused; told once for each change.</exception>
    public bool Refresh()
    {
        var now = stamp();
        if (now == _stamp)
        {
            return false;
        }

        _stamp = now;
        _value = load();
        return true;
    }
}
