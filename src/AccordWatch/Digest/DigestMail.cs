using System.Globalization;
using AccordWatch.Delivery;
using AccordWatch.Model;

namespace AccordWatch.Digest;

/// <summary>A digest as mail: who from, who to, and the headers that lists owe their readers.</summary>
/// <param name="options">Sender, owner, links.</param>
/// <param name="ids">Makes the token of the unsubscribe link.</param>
/// <param name="listHost">Host in List-Id; the same for the life of the installation, since readers filter by it.</param>
internal sealed class DigestMail(MailOptions options, MessageIds ids, string listHost)
{
    /// <summary>Who answers for the digest.</summary>
    public string Owner { get; } = Mailbox.Checked(options.Owner);

    /// <summary>The link shown in the mail: the one-click address when there is one, else a mail.</summary>
    public string UnsubscribeLink(Subscriber subscriber) => OneClick(subscriber) ?? ByMail(subscriber);

    /// <param name="subscriber">The only recipient.</param>
    /// <param name="digest">In words.</param>
    /// <param name="messageId">With its angle brackets.</param>
    /// <param name="edition">Number of the edition, or null in a preview.</param>
    /// <param name="now">Becomes the Date, also of every retry.</param>
    /// <exception cref="FormatException">An address is none, or a name holds a line break.</exception>
    public byte[] Write(Subscriber subscriber, RenderedDigest digest, string messageId, long? edition, DateTimeOffset now)
    {
        var message = new MimeMessage { Text = digest.Text, Html = digest.Html, MessageId = messageId }
            .WithMailbox("From", options.FromName, options.From)
            .WithMailbox("To", subscriber.Name, subscriber.Address)
            .WithDate("Date", now)
            .With("Subject", digest.Subject)
            .With("List-Id", $"AccordWatch <digest.{listHost}>")
            .With("List-Unsubscribe", string.Join(", ", new[] { OneClick(subscriber), ByMail(subscriber) }.Where(link => link is not null).Select(link => $"<{link}>")));
        if (OneClick(subscriber) is not null)
        {
            // RFC 8058.
            message.With("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        // RFC 3834 for Auto-Submitted; Precedence is for responders that are older.
        return message
            .With("List-Help", $"<{(options.HelpUrl.Length > 0 ? options.HelpUrl : $"mailto:{Owner}?subject=help")}>")
            .With("List-Owner", $"<mailto:{Owner}>")
            .With("List-Post", "NO")
            .With("Auto-Submitted", "auto-generated")
            .With("Precedence", "bulk")
            .With("X-AccordWatch-Reason", "digest")
            .With("X-AccordWatch-Digest", edition?.ToString(CultureInfo.InvariantCulture) ?? "preview")
            .ToBytes();
    }

    private string? OneClick(Subscriber subscriber)
        => options.UnsubscribeUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            ? options.UnsubscribeUrl
                .Replace("{token}", ids.UnsubscribeToken(subscriber), StringComparison.Ordinal)
                .Replace("{address}", Uri.EscapeDataString(subscriber.Address), StringComparison.Ordinal)
            : null;

    private string ByMail(Subscriber subscriber)
        => options.UnsubscribeUrl.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            ? options.UnsubscribeUrl
            : $"mailto:{Owner}?subject=unsubscribe%20{Uri.EscapeDataString(subscriber.Address)}";
}
