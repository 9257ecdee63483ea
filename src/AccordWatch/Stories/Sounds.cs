using System.Text;

namespace AccordWatch.Stories;

/// <summary>How the letters of many scripts sound, as consonants in Latin letters.</summary>
internal sealed class Sounds
{
    // In the table it marks what holds at the beginning of a word only.
    private const char Begins = '^';
    private readonly Dictionary<string, string> _sounds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly Dictionary<string, string> _initials = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _initial;
    private readonly List<string[]> _alike = [];
    private readonly int _longest;

    private Sounds(string table)
    {
        _bySpan = _sounds.GetAlternateLookup<ReadOnlySpan<char>>();
        _initial = _initials.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var line in table.Split('\n'))
        {
            if (line.StartsWith("= ", StringComparison.Ordinal))
            {
                _alike.Add(line[2..].Split(' '));
            }
            else if (line.Length > 0 && line[0] != '#' && line.Split('\t') is [var written, var sounds])
            {
                var initial = written[0] == Begins;
                (initial ? _initials : _sounds)[Plain(initial ? written[1..] : written)] = sounds;
            }
        }

        _longest = _sounds.Keys.Max(key => key.Length);
    }

    /// <summary>Names that the table says come out alike.</summary>
    public IReadOnlyList<string[]> Alike => _alike;

    public static Sounds OfResource()
    {
        using var reader = new StreamReader(typeof(Sounds).Assembly.GetManifestResourceStream("sounds.tsv")!);
        return new Sounds(reader.ReadToEnd());
    }

    /// <summary>As the table writes words: in lower case, syllables and accents in their parts.</summary>
    public static string Plain(ReadOnlySpan<char> word) => word.ToString().Normalize(NormalizationForm.FormKD).ToLowerInvariant();

    /// <summary>Whether foreign names are written with the character of Han.</summary>
    public bool Has(char han) => _bySpan.ContainsKey([han]);

    /// <summary>The consonants at a place, which moves behind what they were read from.</summary>
    public string At(string word, ref int at)
    {
        for (var length = Math.Min(_longest, word.Length - at); length > 0; length--)
        {
            var written = word.AsSpan(at, length);
            if ((at == 0 && _initial.TryGetValue(written, out var sounds)) || _bySpan.TryGetValue(written, out sounds))
            {
                at += length;
                return sounds;
            }
        }

        at++;
        return "";
    }
}
