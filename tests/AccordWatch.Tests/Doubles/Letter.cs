using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AccordWatch.Tests.Doubles;

/// <summary>A mail as its reader's program takes it apart.</summary>
internal sealed partial class Letter
{
    private readonly List<(string Name, string Value)> _headers;

    public Letter(byte[] message)
    {
        Raw = Encoding.ASCII.GetString(message);
        var (head, body) = Split(Raw);
        _headers = HeadersOf(head);
        var boundary = Boundary().Match(Header("Content-Type")).Groups[1].Value;
        foreach (var part in body.Split($"--{boundary}\r\n")[1..])
        {
            var (partHead, partBody) = Split(part.Replace($"--{boundary}--\r\n", "", StringComparison.Ordinal));
            var headers = HeadersOf(partHead).ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);
            Parts.Add((headers["Content-Type"].Split(';')[0], Decode(headers["Content-Transfer-Encoding"], partBody)));
        }
    }

    public string Raw { get; }

    public List<(string Type, string Content)> Parts { get; } = [];

    public string Text => Parts[0].Content;

    public string Html => Parts[1].Content;

    public IReadOnlyList<string> Names => [.. _headers.Select(header => header.Name)];

    public string Header(string name) => _headers.Single(header => header.Name == name).Value;

    /// <summary>Article links of the plain part: lines that are one.</summary>
    public ISet<string> TextLinks => Text.Split('\n').Where(line => line.StartsWith("http", StringComparison.Ordinal)).ToHashSet();

    public ISet<string> HtmlLinks => Href().Matches(Html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Where(link => !link.StartsWith("mailto:", StringComparison.Ordinal)).ToHashSet();

    private static (string Head, string Body) Split(string text)
    {
        var at = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (text[..at], text[(at + 4)..]);
    }

    private static List<(string Name, string Value)> HeadersOf(string head)
        => [.. head.Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").Select(line => (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()))];

    private static string Decode(string encoding, string body)
    {
        if (encoding == "base64")
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(body)).ReplaceLineEndings("\n");
        }

        var bytes = new List<byte>();
        var joined = body.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var at = 0; at < joined.Length; at++)
        {
            var isEncoded = joined[at] == '=';
            bytes.Add(isEncoded ? Convert.ToByte(joined.Substring(at + 1, 2), 16) : (byte)joined[at]);
            at += isEncoded ? 2 : 0;
        }

        return Encoding.UTF8.GetString([.. bytes]).ReplaceLineEndings("\n");
    }

    [GeneratedRegex("boundary=\"([^\"]+)\"")]
    private static partial Regex Boundary();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Href();
}
