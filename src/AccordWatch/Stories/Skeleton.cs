namespace AccordWatch.Stories;

/// <summary>A name reduced to its consonants in Latin letters, so that Lavrov, Лавров, Lawrow, Λαβρόφ and ラブロフ are one.</summary>
internal static class Skeleton
{
    private const int Shortest = 3;
    private const int Longest = 6;
    private const int LongestEnding = 4;

    /// <summary>How the letters of each script sound: <c>sounds.tsv</c>.</summary>
    public static Sounds Sounds { get; } = Sounds.OfResource();

    /// <summary>Null when too little is left to tell names apart.</summary>
    /// <param name="name">As written, one word.</param>
    public static string? Of(ReadOnlySpan<char> name)
    {
        Span<char> bones = stackalloc char[Longest];
        var length = 0;
        var word = Sounds.Plain(Bare(name));
        for (var at = 0; at < word.Length;)
        {
            foreach (var sound in Sounds.At(word, ref at))
            {
                Append(bones, ref length, sound);
            }

            if (length == Longest && bones[^1] != 'n')
            {
                break;
            }
        }

        // The first letter tells Asia from Asa and keeps short names apart; a name of two consonants is as good as any word.
        return length < Shortest ? null : bones[..length].ToString();
    }

    private static void Append(Span<char> bones, ref int length, char sound)
    {
        var last = length > 0 ? bones[length - 1] : '\0';
        if (last == 'n' && sound is 'b' or 'p')
        {
            // Nobody hears Istanbul with an n in all languages.
            bones[length - 1] = 'm';
        }

        // The g of Livingston is one with its n in half of the languages.
        if (last != sound && !(last == 'n' && sound == 'g') && length < bones.Length)
        {
            bones[length++] = sound;
        }
    }

    /// <summary>Without what the grammar adds: the article in front, an ending behind an apostrophe, Korean particles.</summary>
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> name)
    {
        var bare = name.IndexOfAny('\'', '’') is var at and > 0 ? Parted(name, at) : name;
        return bare[^1] is >= '\uAC00' and <= '\uD7A3' ? WithoutParticle(bare) : WithoutArticle(bare);
    }

    // Gerrard's, Trump'ın, l'Espagne, dell'Italia; O'Neill stays whole.
    private static ReadOnlySpan<char> Parted(ReadOnlySpan<char> name, int at)
        => at + 1 < name.Length && !char.IsUpper(name[at + 1]) ? name[..at] : char.IsLower(name[0]) ? name[(at + 1)..] : name;

    private static ReadOnlySpan<char> WithoutArticle(ReadOnlySpan<char> name)
    {
        var from = name[0] is 'و' or 'ف' or 'ب' or 'ك' ? 1 : 0;
        return name.Length - from > 4 && name[from..].StartsWith("ال", StringComparison.Ordinal) ? name[(from + 2)..]
            : name.Length > 4 && name.StartsWith("لل", StringComparison.Ordinal) ? name[2..]
            : name;
    }

    private static ReadOnlySpan<char> WithoutParticle(ReadOnlySpan<char> name)
    {
        for (var length = Math.Min(LongestEnding, name.Length - 2); length > 0; length--)
        {
            var stem = name[..^length];
            var closed = (stem[^1] - 0xAC00) % 28;
            var fits = name[^length..] switch
            {
                "은" or "을" or "과" or "이" or "으로" or "이라고" or "이라는" or "이었다" => closed > 0,
                "는" or "를" or "와" or "가" or "라고" or "라는" => closed == 0,
                "의" or "에" or "도" or "에서" or "에게" or "부터" or "까지" or "씨" or "씨는" or "씨가" or "씨의" or "만" or "에는" or "에서는" or "에도" => true,
                "로" => closed is 0 or 8,
                _ => false,
            };
            if (fits)
            {
                return stem;
            }
        }

        return name;
    }
}
