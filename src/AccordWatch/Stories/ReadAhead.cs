using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace AccordWatch.Stories;

/// <summary>
/// What lies apart in memory is asked for some time before it is used, so that it comes while something else is done; otherwise each piece would be waited for. A hint:
/// nothing is read, and on other processors than x86 nothing happens.
/// </summary>
internal static unsafe class ReadAhead
{
    private const int Line = 64;

    /// <summary>The cache line that it stands in.</summary>
    public static void Of<T>(ref readonly T item)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in item)));
        }
    }

    /// <summary>All of them.</summary>
    public static void Of<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        if (Sse.IsSupported && items.Length > 0)
        {
            ref var first = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(items));
            var bytes = items.Length * sizeof(T);
            for (var at = 0; at < bytes; at += Line)
            {
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, at)));
            }

            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, bytes - 1)));
        }
    }

    /// <summary>The object itself, not what it leads to.</summary>
    /// <param name="item">The object.</param>
    /// <param name="bytes">About its size.</param>
    public static void Of(object item, int bytes)
    {
        if (Sse.IsSupported)
        {
            // Should the collector move it meanwhile, the hint is of no use and does no harm.
            var start = (byte*)Unsafe.As<object, nint>(ref item);
            for (var at = 0; at < bytes; at += Line)
            {
                Sse.Prefetch0(start + at);
            }
        }
    }
}
