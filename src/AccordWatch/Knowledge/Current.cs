namespace AccordWatch.Knowledge;

/// <summary>What was last read from files that users edit while the program runs: a mistake in them leaves the old in force.</summary>
/// <param name="load">Reads and checks the files.</param>
/// <param name="stamp">Changes when one of the files does.</param>
public sealed class Current<T>(Func<T> load, Func<string> stamp)
    where T : class
{
    private readonly Lock _loading = new();
    private string _stamp = "";
    private volatile T? _value;

    /// <summary>Read when it is asked for first.</summary>
    /// <exception cref="MistakeException">What is read first has a mistake.</exception>
    public T Value
    {
        get
        {
            if (_value is { } value)
            {
                return value;
            }

            lock (_loading)
            {
                return _value ?? Load(stamp());
            }
        }
    }

    /// <summary>Reads the files again when they have changed.</summary>
    /// <returns>True when there is something new in force.</returns>
    /// <exception cref="MistakeException">The change is refused; told once for each change.</exception>
    public bool Refresh()
    {
        lock (_loading)
        {
            var now = stamp();
            if (_value is null || now == _stamp)
            {
                return false;
            }

            Load(now);
            return true;
        }
    }

    private T Load(string now)
    {
        _stamp = now;
        var value = load();
        _value = value;
        return value;
    }
}
