using System.Text;

namespace AccordWatch.Digest;

/// <summary>Unicode in the seven bits of mail.</summary>
internal static class MimeText
{
    // Encoded word: at most 75 characters, 12 of them around the Base64 (RFC 2047 section 2), so 45 bytes in each.
    private const int BytesOfWord = 45;
    private const int Width = 76;

    /// <summary>A header value: as it is when it is printable ASCII, else in encoded words, split between characters.</summary>
    /// <exception cref="FormatException">The value holds a control character, such as a line break.</exception>
    public static string Header(string value)
    {
        Refuse(value);
        if (value.All(char.IsAscii) && !value.Contains("=?", StringComparison.Ordinal))
        {
            return value;
        }

        var words = new List<string>();
        var bytes = new List<byte>();
        foreach (var rune in value.EnumerateRunes())
        {
            var utf8 = Encoding.UTF8.GetBytes(rune.ToString());
            if (bytes.Count + utf8.Length > BytesOfWord)
            {
                words.Add(Word(bytes));
                bytes.Clear();
            }

            bytes.AddRange(utf8);
        }

        words.Add(Word(bytes));
        return string.Join(' ', words);
    }

    /// <exception cref="FormatException">The value holds a control character.</exception>
    public static void Refuse(string value)
    {
        if (value.Any(char.IsControl))
        {
            throw new FormatException("a control character inside a mail header");
        }
    }

    /// <summary>A header line, folded at spaces, ended by CR LF.</summary>
    public static string Folded(string name, string value)
    {
        var line = new StringBuilder(name).Append(':');
        var length = line.Length;
        foreach (var word in value.Split(' '))
        {
            if (length + 1 + word.Length > Width && length > name.Length + 1)
            {
                line.Append("\r\n");
                length = 0;
            }

            line.Append(' ').Append(word);
            length += 1 + word.Length;
        }

        return line.Append("\r\n").ToString();
    }

    /// <summary>The text as a body: quoted-printable or Base64, whichever is shorter.</summary>
    public static (string Encoding, string Body) Body(string text)
    {
        var canonical = text.ReplaceLineEndings("\r\n");
        var quoted = QuotedPrintable(canonical);
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(canonical), Base64FormattingOptions.InsertLineBreaks) + "\r\n";
        return quoted.Length <= base64.Length ? ("quoted-printable", quoted) : ("base64", base64);
    }

    // RFC 2045 section 6.7: a space or tab at the end of a line is encoded; so is a dot at its start, which relays have doubled by mistake.
    private static string QuotedPrintable(string canonical)
    {
        var body = new StringBuilder(canonical.Length + (canonical.Length / 8));
        var lines = canonical.Split("\r\n");
        foreach (var bytes in (lines[^1].Length == 0 ? lines[..^1] : lines).Select(Encoding.UTF8.GetBytes))
        {
            var length = 0;
            for (var at = 0; at < bytes.Length; at++)
            {
                var one = bytes[at];
                var isPlain = one is >= 33 and <= 126 and not (byte)'=' && !(one == '.' && length == 0);
                var isInnerSpace = one is (byte)' ' or (byte)'\t' && at < bytes.Length - 1;
                var piece = isPlain || isInnerSpace ? ((char)one).ToString() : $"={one:X2}";
                if (length + piece.Length > Width - 1)
                {
                    body.Append("=\r\n");
                    length = 0;
                    piece = piece == "." ? "=2E" : piece;
                }

                body.Append(piece);
                length += piece.Length;
            }

            body.Append("\r\n");
        }

        return body.ToString();
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";
}
