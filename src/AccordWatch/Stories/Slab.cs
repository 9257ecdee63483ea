using System.Buffers;
using System.Runtime.CompilerServices;

namespace AccordWatch.Stories;

/// <summary>
/// Room for short runs in large arrays, which the garbage collector neither moves nor looks into. Articles are forgotten in the order in which they came: an array of which
/// all are forgotten goes back to the pool.
/// </summary>
internal sealed class Slab<T>
    where T : unmanaged
{
    // Large enough for the heap of large objects.
    private const int Size = 1 << 18;
    private readonly Queue<(T[] Array, int Last)> _full = [];
    private T[] _array = [];
    private int _used;
    private int _article;
    private int _oldest;

    /// <summary>What is kept from now on belongs to an article, and what belongs to those before the oldest is given up: nobody reads it again.</summary>
    /// <param name="article">Its number.</param>
    /// <param name="oldest">Number of the oldest.</param>
    public void For(int article, int oldest) => (_article, _oldest) = (article, oldest);

    public Slice<T> Keep(ReadOnlySpan<T> items)
    {
        if (_array.Length - _used < items.Length)
        {
            Change(items.Length);
        }

        items.CopyTo(_array.AsSpan(_used));
        _used += items.Length;
        return new Slice<T>(_array, _used - items.Length, items.Length);
    }

    private void Change(int least)
    {
        if (_array.Length > 0)
        {
            _full.Enqueue((_array, _article));
        }

        while (_full.TryPeek(out var first) && first.Last < _oldest)
        {
            ArrayPool<T>.Shared.Return(_full.Dequeue().Array);
        }

        (_array, _used) = (ArrayPool<T>.Shared.Rent(Math.Max(Size / Unsafe.SizeOf<T>(), least)), 0);
    }
}

/// <summary>A run in an array.</summary>
internal readonly struct Slice<T>(T[] array, int start, int length)
{
    public int Length => length;

    public ReadOnlySpan<T> Items => new(array, start, length);
}
