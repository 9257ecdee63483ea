using AccordWatch.Store;

namespace AccordWatch;

/// <summary>
/// Says which visits may be under way: sources that answered last time come before new ones, new ones before those that failed last time. The failing
/// hold at most a quarter of the slots and one host at most an eighth, so that what hangs leaves room for what answers.
/// </summary>
/// <param name="most">Most visits at the same time.</param>
internal sealed class Slots(int most)
{
    private readonly Lock _gate = new();
    private readonly List<Wish> _waiting = [];
    private readonly Dictionary<string, int> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private int _taken;
    private int _failing;

    /// <summary>Waits for a slot; it is given back when the result is disposed.</summary>
    public async Task<IDisposable> EnterAsync(SourceState state, CancellationToken cancellationToken)
    {
        var wish = new Wish(this, state);
        lock (_gate)
        {
            // Behind its equals, before all that are worse.
            var at = _waiting.FindIndex(other => other.Rank > wish.Rank);
            _waiting.Insert(at < 0 ? _waiting.Count : at, wish);
            Admit();
        }

        await using var given = cancellationToken.Register(() => GiveUp(wish, cancellationToken));
        await wish.Admitted.ConfigureAwait(false);
        return wish;
    }

    private void GiveUp(Wish wish, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_waiting.Remove(wish))
            {
                wish.Cancel(cancellationToken);
            }
        }
    }

    private void Leave(Wish wish)
    {
        lock (_gate)
        {
            Count(wish, -1);
            Admit();
        }
    }

    private void Admit()
    {
        for (var at = 0; at < _waiting.Count && _taken < most;)
        {
            var wish = _waiting[at];
            if ((wish.IsFailing && _failing >= Share(4)) || _byHost.GetValueOrDefault(wish.Host) >= Share(8))
            {
                at++;
                continue;
            }

            _waiting.RemoveAt(at);
            Count(wish, +1);
            wish.Admit();
        }
    }

    private void Count(Wish wish, int change)
    {
        _taken += change;
        _failing += wish.IsFailing ? change : 0;
        _byHost[wish.Host] = _byHost.GetValueOrDefault(wish.Host) + change;
        if (_byHost[wish.Host] == 0)
        {
            _byHost.Remove(wish.Host);
        }
    }

    private int Share(int parts) => Math.Max(1, most / parts);

    private sealed class Wish(Slots slots, SourceState state) : IDisposable
    {
        private readonly TaskCompletionSource _admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Admitted => _admitted.Task;

        public bool IsFailing { get; } = state.Failures > 0;

        public string Host { get; } = state.Address.IdnHost;

        public int Rank => IsFailing ? 2 : state.BaselineAt is null ? 1 : 0;

        public void Admit() => _admitted.SetResult();

        public void Cancel(CancellationToken cancellationToken) => _admitted.SetCanceled(cancellationToken);

        public void Dispose() => slots.Leave(this);
    }
}
