using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>64-bit hashes that are the same in every run: FNV-1a over UTF-16, finished as MurmurHash3 does, so that every bit counts.</summary>
internal static class Fingerprint
{
    public static ulong Of(ReadOnlySpan<char> text, char kind = '\0')
    {
        var hash = (0xcbf29ce484222325 ^ kind) * 0x100000001b3;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 0x100000001b3;
        }

        return Finish(hash);
    }

    /// <summary>Faster for short texts; others than those of <see cref="Of"/>.</summary>
    public static ulong OfShort(ReadOnlySpan<char> text)
    {
        if (text.Length < 4)
        {
            return text.IsEmpty ? 0 : Finish(text[0] | ((ulong)text[text.Length >> 1] << 16) | ((ulong)text[^1] << 32) | ((ulong)text.Length << 48));
        }

        // The first and the last four characters, which are the same ones in part when there are fewer than eight; those between them by fours.
        ref var first = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text));
        var hash = (Unsafe.ReadUnaligned<ulong>(ref first) ^ (ulong)text.Length) * 0x9e3779b97f4a7c15;
        for (var at = 4; at < text.Length - 4; at += 4)
        {
            hash = (BitOperations.RotateLeft(hash, 29) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at * 2))) * 0x9e3779b97f4a7c15;
        }

        return Finish(BitOperations.RotateLeft(hash, 29) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, (text.Length - 4) * 2)));
    }

    public static ulong Join(ulong first, ulong second) => Finish((first * 0x9e3779b97f4a7c15) ^ second);

    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
