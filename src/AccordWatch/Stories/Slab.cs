using System.Runtime.CompilerServices;

namespace AccordWatch.Stories;

/// <summary>Room for short runs in large arrays, which the garbage collector neither moves nor looks into. An array lives as long as one of its runs.</summary>
internal sealed class Slab<T>
    where T : unmanaged
{
    // Large enough for the heap of large objects.
    private const int Size = 1 << 18;
    private T[] _array = [];
    private int _used;

    public Slice<T> Keep(ReadOnlySpan<T> items)
    {
        if (_array.Length - _used < items.Length)
        {
            (_array, _used) = (GC.AllocateUninitializedArray<T>(Math.Max(Size / Unsafe.SizeOf<T>(), items.Length)), 0);
        }

        items.CopyTo(_array.AsSpan(_used));
        _used += items.Length;
        return new Slice<T>(_array, _used - items.Length, items.Length);
    }
}

/// <summary>A run in an array.</summary>
internal readonly struct Slice<T>(T[] array, int start, int length)
{
    public int Length => length;

    public ReadOnlySpan<T> Items => new(array, start, length);
}
