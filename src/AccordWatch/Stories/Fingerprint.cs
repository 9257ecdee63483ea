using System.Numerics;
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
        var bytes = MemoryMarshal.AsBytes(text);
        if (bytes.Length < sizeof(ulong))
        {
            var few = 0UL;
            foreach (var character in text)
            {
                few = (few << 16) | character;
            }

            return Finish(few);
        }

        var hash = (ulong)bytes.Length;
        for (var at = 0; at + sizeof(ulong) < bytes.Length; at += sizeof(ulong))
        {
            hash = BitOperations.RotateLeft((hash ^ MemoryMarshal.Read<ulong>(bytes[at..])) * 0x9e3779b97f4a7c15, 29);
        }

        return Finish(hash ^ MemoryMarshal.Read<ulong>(bytes[^sizeof(ulong)..]));
    }

    public static ulong Join(ulong first, ulong second) => Finish((first * 0x9e3779b97f4a7c15) ^ second);

    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
