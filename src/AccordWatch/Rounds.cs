using System.Collections.Concurrent;
using AccordWatch.Store;

namespace AccordWatch;

/// <summary>What became of a visit that was begun.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Visited">Null when something broke on our side.</param>
/// <param name="Broken">What broke, else null.</param>
public sealed record VisitEnd(string Source, Visited? Visited, Exception? Broken);

/// <summary>Visits sources side by side, never one source twice at the same time. A source that hangs or breaks stops no other.</summary>
/// <param name="sources">Tells which are due.</param>
/// <param name="visit">Made to each.</param>
/// <param name="parallel">Most visits at the same time.</param>
public sealed class Rounds(SourceTable sources, Visit visit, int parallel)
{
    private readonly ConcurrentDictionary<string, Task> _underWay = new(StringComparer.Ordinal);
    private readonly Slots _slots = new(parallel);

    /// <summary>Begins a visit to each source that is due and not being visited, and returns at once.</summary>
    /// <param name="now">Decides what is due.</param>
    /// <param name="ended">Called as each visit ends.</param>
    /// <param name="cancellationToken">Ends the visits.</param>
    /// <returns>How many were begun.</returns>
    public int BeginDue(DateTimeOffset now, Action<VisitEnd> ended, CancellationToken cancellationToken)
    {
        var begun = 0;
        foreach (var state in sources.Due(now).Where(state => !_underWay.ContainsKey(state.Source.Name)))
        {
            Begin(state, ended, cancellationToken);
            begun++;
        }

        return begun;
    }

    /// <summary>Visits each of the sources once and waits for all.</summary>
    public async Task OnceAsync(IReadOnlyList<SourceState> states, Action<VisitEnd> ended, CancellationToken cancellationToken)
    {
        foreach (var state in states)
        {
            Begin(state, ended, cancellationToken);
        }

        await DrainAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Waits for the visits under way.</summary>
    public async Task DrainAsync()
    {
        while (!_underWay.IsEmpty)
        {
            await Task.WhenAll(_underWay.Values).ConfigureAwait(false);
        }
    }

    private void Begin(SourceState state, Action<VisitEnd> ended, CancellationToken cancellationToken)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The entry is there before the work begins, so the work can take it away when it ends.
        if (_underWay.TryAdd(state.Source.Name, gate.Task))
        {
            _ = Task.Run(
                async () =>
                {
                    try
                    {
                        await VisitAsync(state, ended, cancellationToken).ConfigureAwait(false);
                    }
                    finally
                    {
                        _underWay.TryRemove(state.Source.Name, out _);
                        gate.SetResult();
                    }
                },
                CancellationToken.None);
        }
    }

    private async Task VisitAsync(SourceState state, Action<VisitEnd> ended, CancellationToken cancellationToken)
    {
        try
        {
            using var slot = await _slots.EnterAsync(state, cancellationToken).ConfigureAwait(false);
            ended(new VisitEnd(state.Source.Name, await visit.ToAsync(state, cancellationToken).ConfigureAwait(false), null));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The visit is due again at the next start; what it kept stays kept.
        }
        catch (Exception broken)
        {
            ended(new VisitEnd(state.Source.Name, null, broken));
        }
    }
}
