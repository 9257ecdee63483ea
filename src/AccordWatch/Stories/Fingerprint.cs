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

    /// <summary>Faster for short texts, by the folded products of wyhash; others than those of <see cref="Of"/>.</summary>
    public static ulong OfShort(ReadOnlySpan<char> text)
    {
        if (text.Length < 4)
        {
            return text.IsEmpty ? 0 : Finish(text[0] | ((ulong)text[text.Length >> 1] << 16) | ((ulong)text[^1] << 32) | ((ulong)text.Length << 48));
        }

        // The first and the last four characters, which are the same ones in part when there are fewer than eight; those between them by fours.
        ref var first = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text));
        var hash = Fours(ref first, 0) ^ 0xa0761d6478bd642f;
        for (var at = 4; at < text.Length - 4; at += 4)
        {
            hash = Folded(hash, Fours(ref first, at) ^ 0x8ebc6af09c88c6e3);
        }

        return Folded(hash, Fours(ref first, text.Length - 4) ^ 0xe7037ed1a0b428db) ^ ((ulong)text.Length * 0x9e3779b97f4a7c15);
    }

    private static ulong Fours(ref byte first, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at * sizeof(char)));

    private static ulong Folded(ulong one, ulong other) => Math.BigMul(one, other, out var low) ^ low;

    public static ulong Join(ulong first, ulong second) => Finish((first * 0x9e3779b97f4a7c15) ^ second);

    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
