namespace AccordWatch.Stories;

/// <summary>The terms of the trace that others are compared with: a table small enough to stay in the nearest cache.</summary>
internal sealed class Question
{
    private const int Smallest = 512;
    private const int SieveBits = 13;
    private readonly ulong[] _sieve = new ulong[1 << (SieveBits - 6)];
    private Entry[] _entries = new Entry[Smallest];
    private int _count;

    public void Clear()
    {
        _count = 0;
        Array.Clear(_sieve);
        if (_entries.Length > Smallest * 4)
        {
            _entries = new Entry[Smallest];
        }
        else
        {
            Array.Clear(_entries);
        }
    }

    /// <summary>The entry of a term, made when there is none.</summary>
    public ref Entry Put(int id)
    {
        if (_count * 2 >= _entries.Length)
        {
            Grow();
        }

        var bit = Hash(id) >> (32 - SieveBits);
        _sieve[bit >> 6] |= 1UL << (int)bit;
        ref var entry = ref _entries[PlaceOf(id)];
        _count += entry.Id == 0 ? 1 : 0;
        entry.Id = id;
        return ref entry;
    }

    /// <summary>Of a term that the trace lacks, an entry of zeros.</summary>
    public ref readonly Entry this[int id] => ref _entries[PlaceOf(id)];

    /// <summary>For <see cref="MayHave"/>.</summary>
    public ReadOnlySpan<ulong> Sieve => _sieve;

    /// <summary>1 when the trace may have the term, nearly always 0 when it lacks it; without a branch, since nothing foretells which.</summary>
    public static int MayHave(ReadOnlySpan<ulong> sieve, int id)
    {
        var bit = Hash(id) >> (32 - SieveBits);
        return (int)(sieve[(int)(bit >> 6)] >> (int)bit) & 1;
    }

    private static uint Hash(int id) => (uint)id * 0x9E3779B1;

    private int PlaceOf(int id)
    {
        var mask = _entries.Length - 1;
        var place = (int)(Hash(id) >> 16) & mask;
        while (_entries[place].Id != id && _entries[place].Id != 0)
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    private void Grow()
    {
        var old = _entries;
        _entries = new Entry[old.Length * 2];
        foreach (var entry in old)
        {
            if (entry.Id != 0)
            {
                _entries[PlaceOf(entry.Id)] = entry;
            }
        }
    }

    internal struct Entry
    {
        public int Id;

        /// <summary>Where the bag has length one.</summary>
        public float Weight;

        /// <summary>The same where rarity counts twice.</summary>
        public float Rare;

        /// <summary>Share of the headline.</summary>
        public float Head;
    }
}
