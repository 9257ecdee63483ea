namespace AccordWatch.Stories;

/// <summary>A sample of the runs of words in a text; two samples tell how much of one text is in the other.</summary>
internal sealed class Shingles
{
    private const int Run = 4;
    private const ulong Sampling = 4;
    private readonly ulong _bound;

    private Shingles(ulong[] hashes, ulong bound)
    {
        Hashes = hashes;
        _bound = bound;
    }

    /// <summary>Ascending, each once.</summary>
    public ulong[] Hashes { get; }

    /// <summary>Of the words in order. Kept are every fourth, and the smallest in any case.</summary>
    public static Shingles Of(ReadOnlySpan<ulong> words, int fewest)
    {
        var all = new HashSet<ulong>();
        for (var at = 0; at + Run <= words.Length; at++)
        {
            var hash = words[at];
            for (var next = 1; next < Run; next++)
            {
                hash = Fingerprint.Join(hash, words[at + next]);
            }

            all.Add(hash);
        }

        var sorted = all.ToArray();
        Array.Sort(sorted);
        var bound = sorted.Length <= fewest ? ulong.MaxValue : sorted[fewest - 1];
        return new Shingles(Array.FindAll(sorted, hash => hash <= bound || hash % Sampling == 0), bound);
    }

    /// <summary>Counts only hashes that both samples would have kept, otherwise a short text in a long one would seem to be lacking three in four.</summary>
    /// <returns>How many are in both, and the size of the smaller sample.</returns>
    public (int Shared, int Smaller) With(Shingles other, Func<ulong, bool> isBoilerplate)
    {
        var (shared, mine, others) = (0, 0, 0);
        var (left, right) = (0, 0);
        while (left < Hashes.Length || right < other.Hashes.Length)
        {
            var a = left < Hashes.Length ? Hashes[left] : ulong.MaxValue;
            var b = right < other.Hashes.Length ? other.Hashes[right] : ulong.MaxValue;
            var hash = Math.Min(a, b);
            left += a == hash && left < Hashes.Length ? 1 : 0;
            right += b == hash && right < other.Hashes.Length ? 1 : 0;
            if (a == b ? isBoilerplate(hash) : !(Keeps(hash) && other.Keeps(hash)))
            {
                continue;
            }

            mine += a == hash ? 1 : 0;
            others += b == hash ? 1 : 0;
            shared += a == b ? 1 : 0;
        }

        return (shared, Math.Min(mine, others));
    }

    private bool Keeps(ulong hash) => hash <= _bound || hash % Sampling == 0;
}
