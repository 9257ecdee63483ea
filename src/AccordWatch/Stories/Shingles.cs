namespace AccordWatch.Stories;

/// <summary>A sample of the runs of words in a text; two samples tell how much of one text is in the other.</summary>
internal sealed class Shingles
{
    private const int Run = 4;
    private const uint Sampling = 8;
    private readonly uint _bound;

    private Shingles(uint[] hashes, uint bound)
    {
        Hashes = hashes;
        _bound = bound;
    }

    public static Shingles None { get; } = new([], uint.MaxValue);

    /// <summary>Ascending, each once.</summary>
    public uint[] Hashes { get; }

    /// <summary>Of the words in order. Kept are every fourth, and the smallest in any case.</summary>
    public static Shingles Of(ReadOnlySpan<ulong> words, int fewest, ref uint[] scratch)
    {
        if (words.Length < Run)
        {
            return None;
        }

        if (scratch.Length < words.Length)
        {
            scratch = new uint[words.Length * 2];
        }

        var all = scratch.AsSpan(0, words.Length - Run + 1);
        for (var at = 0; at < all.Length; at++)
        {
            all[at] = (uint)(Fingerprint.Join(words[at], words[at + 1]) ^ (Fingerprint.Join(words[at + 2], words[at + 3]) >> 3));
        }

        all.Sort();
        var distinct = Distinct(all);
        var bound = distinct <= fewest ? uint.MaxValue : all[fewest - 1];
        var kept = 0;
        foreach (var hash in all[..distinct])
        {
            all[kept] = hash;
            kept += hash <= bound || hash % Sampling == 0 ? 1 : 0;
        }

        return new Shingles(all[..kept].ToArray(), bound);
    }

    /// <summary>Counts only hashes that both samples would have kept, otherwise a short text in a long one would seem to be lacking three in four.</summary>
    /// <param name="other">The other sample.</param>
    /// <param name="boilerplate">One for each hash here: it is everywhere and proves nothing.</param>
    /// <returns>How many are in both, and the size of the smaller sample.</returns>
    public (int Shared, int Smaller) With(Shingles other, ReadOnlySpan<bool> boilerplate)
    {
        var (shared, mine, others) = (0, 0, 0);
        var (left, right) = (0, 0);
        while (left < Hashes.Length && right < other.Hashes.Length)
        {
            var (a, b) = (Hashes[left], other.Hashes[right]);
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

        for (; left < Hashes.Length; left++)
        {
            mine += other.Keeps(Hashes[left]) ? 1 : 0;
        }

        for (; right < other.Hashes.Length; right++)
        {
            others += Keeps(other.Hashes[right]) ? 1 : 0;
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
