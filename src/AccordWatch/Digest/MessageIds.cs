using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccordWatch.Delivery;
using AccordWatch.Model;

namespace AccordWatch.Digest;

/// <summary>Names that are the same each time they are asked for, and that nobody without the key can guess.</summary>
/// <param name="key">Of this installation.</param>
/// <param name="from">Sender; its domain ends the Message-ID.</param>
public sealed class MessageIds(byte[] key, string from)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private readonly string _domain = Mailbox.DomainOf(from);

    /// <summary>With angle brackets; one for each subscriber and period, so that a receiver can drop a second copy.</summary>
    public string Of(Subscriber subscriber, Period period)
    {
        var start = period.Start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        return $"<digest.{Mac($"digest:{AddressOf(subscriber)}:{subscriber.Cadence}:{start}")}@{_domain}>";
    }

    /// <summary>Ends this subscriber's digests and nothing else; never expires.</summary>
    public string UnsubscribeToken(Subscriber subscriber) => Mac($"unsubscribe:{AddressOf(subscriber)}");

    private static string AddressOf(Subscriber subscriber) => subscriber.Address.Trim().ToLowerInvariant();

    private string Mac(string text) => Base32(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    // RFC 4648 section 6 in lower case, without padding: fit for a Message-ID and for the name of a file.
    private static string Base32(byte[] bytes)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var one in bytes)
        {
            buffer = (buffer << 8) | one;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        return bits > 0 ? text.Append(Alphabet[(buffer << (5 - bits)) & 31]).ToString() : text.ToString();
    }
}
