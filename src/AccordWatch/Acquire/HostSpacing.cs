using System.Collections.Concurrent;

namespace AccordWatch.Acquire;

/// <summary>One request in flight to a host, and a pause between the starts of two visits.</summary>
internal sealed class HostSpacing(TimeSpan spacing, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Turn> _turns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for the host's turn; it ends when the result is disposed.</summary>
    /// <param name="host">Name of the host.</param>
    /// <param name="sameVisit">A redirect within a visit waits for the request in flight, but not for the pause.</param>
    /// <param name="atLeast">The pause that the host itself asks for.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IDisposable> EnterAsync(string host, bool sameVisit, TimeSpan atLeast, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(host, _ => new Turn());
        await turn.Gate.WaitAsync(cancellationToken);
        try
        {
            var wait = turn.Next - clock.GetUtcNow();
            if (!sameVisit && wait > TimeSpan.Zero)
            {
                // A clock that was set back must not stop the host for longer than one pause.
                await Task.Delay(wait < turn.Pause ? wait : turn.Pause, clock, cancellationToken);
            }

            turn.Pause = spacing > atLeast ? spacing : atLeast;
            turn.Next = clock.GetUtcNow() + turn.Pause;
            return turn;
        }
        catch
        {
            turn.Gate.Release();
            throw;
        }
    }

    private sealed class Turn : IDisposable
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public DateTimeOffset Next { get; set; }

        public TimeSpan Pause { get; set; }

        public void Dispose() => Gate.Release();
    }
}
