namespace AccordWatch.Text;

/// <summary>What the languages of one script are told apart by: the lists of <c>languages.tsv</c>.</summary>
/// <param name="Words">Folded word to the languages that it is frequent in, parted by spaces.</param>
/// <param name="Pieces">The same for runs of letters; a space is the edge of a word.</param>
/// <param name="Letters">The same for letters, in lower case and not folded.</param>
internal sealed record LanguageLists(Dictionary<string, string> Words, Dictionary<string, string> Pieces, Dictionary<char, string> Letters)
{
    /// <summary>Letters of the longest piece, with the edges.</summary>
    public const int LongestPiece = 7;

    private static readonly string[] Kinds = ["words", "pieces", "letters"];

    private static readonly Lazy<string> Shipped = new(OfResource);

    public static LanguageLists Of(string script) => Parse(Shipped.Value, script);

    /// <exception cref="FormatException">A line that is not kind, script, language and list, or a piece or letter that is too long; names the line.</exception>
    internal static LanguageLists Parse(string text, string script)
    {
        var lists = Kinds.ToDictionary(kind => kind, _ => new Dictionary<string, string>(StringComparer.Ordinal));
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var fields = line.Split('\t');
            if (fields.Length != 4 || !lists.TryGetValue(fields[0], out var list) || !LanguageReader.Known.Contains(fields[2]))
            {
                throw new FormatException($"languages.tsv:{number}: a kind ({string.Join(", ", Kinds)}), script, known language and list are needed, parted by tabs");
            }

            if (fields[1] == script)
            {
                Add(list, fields, number);
            }
        }

        return new LanguageLists(lists["words"], lists["pieces"], lists["letters"].ToDictionary(one => one.Key[0], one => one.Value));
    }

    private static void Add(Dictionary<string, string> list, string[] fields, int number)
    {
        foreach (var item in fields[3].Split(' '))
        {
            var key = fields[0] == "letters" ? item : Folding.Fold(item).Replace('_', ' ');
            if (key.Length == 0 || key.Length > (fields[0] == "letters" ? 1 : fields[0] == "pieces" ? LongestPiece : int.MaxValue))
            {
                throw new FormatException($"languages.tsv:{number}: '{item}' is empty or too long");
            }

            var languages = list.GetValueOrDefault(key);
            if (languages is null || !languages.Split(' ').Contains(fields[2]))
            {
                list[key] = languages is null ? fields[2] : $"{languages} {fields[2]}";
            }
        }
    }

    private static string OfResource()
    {
        using var reader = new StreamReader(typeof(LanguageLists).Assembly.GetManifestResourceStream("languages.tsv")!);
        return reader.ReadToEnd();
    }
}
