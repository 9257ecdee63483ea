namespace AccordWatch.Acquire;

/// <summary>A deadline that starts anew whenever something has come.</summary>
internal sealed class Patience(TimeSpan patience, TimeProvider clock, CancellationToken outer) : IDisposable
{
    private readonly CancellationTokenSource _own = new(patience, clock);
    private CancellationTokenSource? _both;

    public CancellationToken Token => (_both ??= CancellationTokenSource.CreateLinkedTokenSource(_own.Token, outer)).Token;

    public bool IsOver => _own.IsCancellationRequested;

    public void Renew() => _own.CancelAfter(patience);

    public void Dispose()
    {
        _both?.Dispose();
        _own.Dispose();
    }
}