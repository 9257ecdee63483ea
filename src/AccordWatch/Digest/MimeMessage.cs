using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccordWatch.Delivery;

namespace AccordWatch.Digest;

/// <summary>A mail with a plain and an HTML part (RFC 5322, RFC 2045). The same values always make the same bytes.</summary>
public sealed class MimeMessage
{
    private readonly List<(string Name, string Value)> _headers = [];

    public required string Text { get; init; }
    public required string Html { get; init; }

    /// <summary>Parts the two bodies; every message has its own.</summary>
    public required string MessageId { get; init; }

    /// <summary>Adds a header of words; Unicode is encoded.</summary>
    /// <exception cref="FormatException">The value holds a control character.</exception>
    public MimeMessage With(string name, string value)
    {
        _headers.Add((name, MimeText.Header(value)));
        return this;
    }

    /// <summary>Adds a header of one mailbox.</summary>
    /// <exception cref="FormatException">The address is none, or the name holds a control character.</exception>
    public MimeMessage WithMailbox(string name, string? person, string address)
    {
        _headers.Add((name, string.IsNullOrWhiteSpace(person) ? Mailbox.Checked(address) : $"{Phrase(person.Trim())} <{Mailbox.Checked(address)}>"));
        return this;
    }

    /// <summary>Adds a header of one instant, in UTC.</summary>
    public MimeMessage WithDate(string name, DateTimeOffset instant)
    {
        _headers.Add((name, instant.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)));
        return this;
    }

    /// <summary>The bytes as sent and kept.</summary>
    public byte[] ToBytes()
    {
        var message = new StringBuilder();
        foreach (var (name, value) in _headers)
        {
            message.Append(MimeText.Folded(name, value));
        }

        // "=_" occurs neither in quoted-printable nor in Base64.
        var boundary = "=_aw_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(MessageId)))[..32];
        message.Append(MimeText.Folded("Message-ID", MessageId))
            .Append("MIME-Version: 1.0\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\"\r\n\r\n");
        foreach (var (type, content) in new[] { ("plain", Text), ("html", Html) })
        {
            var (encoding, body) = MimeText.Body(content);
            message.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: text/{type}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n");
        }

        return Encoding.ASCII.GetBytes(message.Append(CultureInfo.InvariantCulture, $"--{boundary}--\r\n").ToString());
    }

    private static string Phrase(string person)
    {
        var encoded = MimeText.Header(person);
        return encoded != person ? encoded
            : $"\"{person.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
