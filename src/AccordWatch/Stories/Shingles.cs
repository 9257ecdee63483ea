namespace AccordWatch.Stories;

/// <summary>A sample of the runs of words in a text; two samples tell how much of one text is in the other.</summary>
internal readonly struct Shingles
{
    private const int Run = 4;
    private const uint Sampling = 8;
    private readonly Slice<uint> _hashes;
    private readonly uint _bound;

    private Shingles(Slice<uint> hashes, uint bound)
    {
        _hashes = hashes;
        _bound = bound;
    }

    public static Shingles None { get; } = new(default, uint.MaxValue);

    /// <summary>Ascending, each once.</summary>
    public ReadOnlySpan<uint> Hashes => _hashes.Items;

    /// <summary>Of the words in order. Kept are every eighth, and the smallest in any case.</summary>
    public static Shingles Of(ReadOnlySpan<ulong> words, int fewest, Slab<uint> slab, ref uint[] scratch)
    {
        if (words.Length < Run)
        {
            return None;
        }

        if (scratch.Length < words.Length)
        {
            scratch = new uint[words.Length * 2];
        }

        // Of a long text only the hashes that will be kept are sorted: twice as many small ones as are needed, in case some are the same.
        var runs = words.Length - Run + 1;
        var enough = runs > 4 * fewest ? (uint)(((ulong)fewest << 33) / (uint)runs) : uint.MaxValue;
        var distinct = Gather(words, enough, scratch);
        if (enough < uint.MaxValue && (distinct <= fewest || scratch[fewest - 1] > enough))
        {
            distinct = Gather(words, uint.MaxValue, scratch);
        }

        var bound = distinct <= fewest ? uint.MaxValue : scratch[fewest - 1];
        var kept = 0;
        foreach (var hash in scratch.AsSpan(0, distinct))
        {
            scratch[kept] = hash;
            kept += hash <= bound || hash % Sampling == 0 ? 1 : 0;
        }

        return new Shingles(slab.Keep(scratch.AsSpan(0, kept)), bound);
    }

    // Every eighth and those up to a bound, sorted, each once.
    private static int Gather(ReadOnlySpan<ulong> words, uint bound, uint[] into)
    {
        var count = 0;
        var (pair, next) = (Fingerprint.Join(words[0], words[1]), Fingerprint.Join(words[1], words[2]));
        for (var at = 0; at + Run <= words.Length; at++)
        {
            var last = Fingerprint.Join(words[at + 2], words[at + 3]);
            var hash = (uint)(pair ^ (last >> 3));
            (pair, next) = (next, last);
            into[count] = hash;
            count += hash <= bound || hash % Sampling == 0 ? 1 : 0;
        }

        into.AsSpan(0, count).Sort();
        return Distinct(into.AsSpan(0, count));
    }

    /// <summary>Counts only hashes that both samples would have kept, otherwise a short text in a long one would seem to be lacking three in four.</summary>
    /// <param name="other">The other sample.</param>
    /// <param name="boilerplate">One for each hash here: it is everywhere and proves nothing.</param>
    /// <returns>How many are in both, and the size of the smaller sample.</returns>
    public (int Shared, int Smaller) With(Shingles other, ReadOnlySpan<bool> boilerplate)
    {
        var these = Hashes;
        var those = other.Hashes;
        var (shared, mine, others) = (0, 0, 0);
        var (left, right) = (0, 0);
        while (left < these.Length && right < those.Length)
        {
            var (a, b) = (these[left], those[right]);
            if (a == b)
            {
                var counts = left >= boilerplate.Length || !boilerplate[left] ? 1 : 0;
                (shared, mine, others) = (shared + counts, mine + counts, others + counts);
                left++;
                right++;
            }
            else if (a < b)
            {
                mine += other.Keeps(a) ? 1 : 0;
                left++;
            }
            else
            {
                others += Keeps(b) ? 1 : 0;
                right++;
            }
        }

        for (; left < these.Length; left++)
        {
            mine += other.Keeps(these[left]) ? 1 : 0;
        }

        for (; right < those.Length; right++)
        {
            others += Keeps(those[right]) ? 1 : 0;
        }

        return (shared, Math.Min(mine, others));
    }

    private static int Distinct(Span<uint> sorted)
    {
        var count = 0;
        for (var at = 0; at < sorted.Length; at++)
        {
            if (at == 0 || sorted[at] != sorted[count - 1])
            {
                sorted[count++] = sorted[at];
            }
        }

        return count;
    }

    private bool Keeps(uint hash) => hash <= _bound || hash % Sampling == 0;
}
