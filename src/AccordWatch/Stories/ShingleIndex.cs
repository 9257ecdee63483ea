using System.Numerics;

namespace AccordWatch.Stories;

/// <summary>Articles by their shingles: chains in one array that overwrites its oldest part, so that forgetting costs nothing.</summary>
internal sealed class ShingleIndex(int boilerplateFrom)
{
    private const int Longest = 256;
    private const int Largest = 1 << 23;
    private Entry[] _entries = new Entry[1 << 12];

    // Twice as many places as entries: most of those asked about are free.
    private uint[] _newest = new uint[1 << 13];
    private readonly int[] _found = new int[boilerplateFrom];
    private bool[] _boilerplate = [];
    private Head[] _heads = [];
    private uint _next = 1;

    /// <summary>One for each shingle asked about: it is in so many articles that it proves nothing.</summary>
    public ReadOnlySpan<bool> Boilerplate => _boilerplate;

    /// <summary>Articles that have a shingle asked about, as often as they have one.</summary>
    public List<int> Hits { get; } = [];

    /// <summary>Reads ahead where the chains begin that <see cref="Ask"/> follows.</summary>
    public void FetchHeads(Shingles shingles)
    {
        foreach (var hash in shingles.Hashes)
        {
            ReadAhead.Of(ref _newest[PlaceOf(hash)]);
        }
    }

    /// <summary>Reads ahead the first entries of these chains.</summary>
    public void FetchFirst(Shingles shingles)
    {
        foreach (var hash in shingles.Hashes)
        {
            if (_newest[PlaceOf(hash)] is var number && IsKept(number))
            {
                ReadAhead.Of(ref _entries[At(number)]);
            }
        }
    }

    public void Ask(Shingles shingles, int oldest)
    {
        Hits.Clear();
        var hashes = shingles.Hashes;
        if (_boilerplate.Length < hashes.Length)
        {
            (_boilerplate, _heads) = (new bool[hashes.Length * 2], new Head[hashes.Length * 2]);
        }

        // In these three passes nothing waits for anything, so that the processor fetches many at a time.
        for (var at = 0; at < hashes.Length; at++)
        {
            _heads[at].Number = _newest[PlaceOf(hashes[at])];
        }

        for (var at = 0; at < hashes.Length; at++)
        {
            _heads[at].First = IsKept(_heads[at].Number) ? _entries[At(_heads[at].Number)] : default;
            if (IsKept(_heads[at].First.Before))
            {
                ReadAhead.Of(ref _entries[At(_heads[at].First.Before)]);
            }
        }

        for (var at = 0; at < hashes.Length; at++)
        {
            _heads[at].Second = IsKept(_heads[at].First.Before) ? _entries[At(_heads[at].First.Before)] : default;
        }

        for (var at = 0; at < hashes.Length; at++)
        {
            var count = Find(hashes[at], _heads[at], oldest, _found);
            _boilerplate[at] = count == _found.Length;
            if (!_boilerplate[at])
            {
                Hits.AddRange(_found.AsSpan(0, count));
            }
        }
    }

    public void Add(uint hash, int article, int oldest)
    {
        if (_next >= _entries.Length && _entries.Length < Largest && _entries[At(_next)].Article >= oldest)
        {
            Grow();
        }

        Put(hash, article);
    }

    // The newest articles with the shingle, up to as many as there is room for.
    private int Find(uint hash, in Head head, int oldest, Span<int> articles)
    {
        var (count, age) = (0, 0u);
        var (at, entry) = (head.Number, head.First);
        for (var step = 0; step < Longest && at != 0 && count < articles.Length; step++)
        {
            // Chains lead to older entries only; one that does not has been overwritten.
            if (_next - at <= age || !IsKept(at) || entry.Article < oldest)
            {
                break;
            }

            age = _next - at;
            if (entry.Hash == hash)
            {
                articles[count++] = entry.Article;
            }

            at = entry.Before;
            entry = step == 0 ? head.Second : IsKept(at) ? _entries[At(at)] : default;
        }

        return count;
    }

    // Most are multiples of eight: their last bits say nothing.
    private int PlaceOf(uint hash) => (int)(BitOperations.RotateRight(hash, 3) & (uint)(_newest.Length - 1));

    // Not overwritten since.
    private bool IsKept(uint number) => number != 0 && _next - number <= (uint)_entries.Length;

    private int At(uint number) => (int)(number & (uint)(_entries.Length - 1));

    private void Put(uint hash, int article)
    {
        ref var newest = ref _newest[PlaceOf(hash)];
        _entries[At(_next)] = new Entry(hash, newest, article);
        newest = _next++;
    }

    private void Grow()
    {
        var (old, oldest) = (_entries, _next - (uint)_entries.Length);
        (_entries, _newest) = (new Entry[old.Length * 2], new uint[old.Length * 4]);
        var end = _next;
        for (_next = oldest; _next != end;)
        {
            var entry = old[(int)(_next & (uint)(old.Length - 1))];
            Put(entry.Hash, entry.Article);
        }
    }

    private readonly record struct Entry(uint Hash, uint Before, int Article);

    // The beginning of a chain, read ahead.
    private record struct Head(uint Number, Entry First, Entry Second);
}
