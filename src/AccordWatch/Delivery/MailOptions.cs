using System.ComponentModel.DataAnnotations;

namespace AccordWatch.Delivery;

/// <summary>Which way digests leave.</summary>
public enum TransportKind
{
    /// <summary>A file for each message in a folder, for a mail server to pick up or a reader to open.</summary>
    Pickup,

    /// <summary>The built-in ESMTP client.</summary>
    Smtp,

    /// <summary>The MailKit package; only in a build with <c>-p:AccordWatchPackages=full</c>.</summary>
    MailKit,
}

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Not at all; for a server on this machine.</summary>
    None,

    /// <summary>STARTTLS, without which nothing is sent.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,
}

/// <summary>Who writes the digests and how they leave.</summary>
public sealed record MailOptions
{
    /// <summary>Files by default, so that a new installation writes to nobody by mistake.</summary>
    public TransportKind Transport { get; init; } = TransportKind.Pickup;

    /// <summary>Sender; its domain also ends every Message-ID.</summary>
    [Required]
    public string From { get; init; } = "accordwatch@localhost";

    public string FromName { get; init; } = "AccordWatch";

    /// <summary>The mail server.</summary>
    [Required]
    public string Host { get; init; } = "localhost";

    /// <summary>0 is the usual port: 587 for STARTTLS, 465 for TLS, 25 for none.</summary>
    [Range(0, 65535)]
    public int Port { get; init; }

    /// <summary>Empty for a server that asks for no login.</summary>
    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>Absolute, or below the data directory.</summary>
    [Required]
    public string PickupDirectory { get; init; } = "pickup";

    /// <summary>Name of this installation in List-Id and EHLO; empty takes the domain of <see cref="From"/>. The List-Id keeps the first one used.</summary>
    public string PublicHost { get; init; } = "";

    /// <summary>Page that explains the digest; empty leaves a mail to the owner.</summary>
    [RegularExpression("https?://.*", ErrorMessage = "an address that begins with https:// or http:// is expected")]
    public string HelpUrl { get; init; } = "";

    /// <summary>Who answers for the digest; empty takes <see cref="From"/>.</summary>
    public string OwnerAddress { get; init; } = "";

    /// <summary>
    /// <c>https://…</c> with <c>{token}</c> or <c>{address}</c> in it, to which a one-click POST (RFC 8058) goes; or <c>mailto:…</c>.
    /// Empty leaves a mail to the owner.
    /// </summary>
    [RegularExpression("(https://|mailto:).*", ErrorMessage = "an address that begins with https:// or mailto: is expected")]
    public string UnsubscribeUrl { get; init; } = "";

    /// <summary>For the connection and TLS.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For one reply (RFC 5321 section 4.5.3.2: five minutes).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the reply to the message (RFC 5321 section 4.5.3.2.6: ten minutes). A shorter one makes deliveries of unknown outcome.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FinalTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The owner, or else the sender.</summary>
    public string Owner => OwnerAddress.Length > 0 ? OwnerAddress : From;

    /// <summary>The port in force.</summary>
    public int PortInForce => Port > 0 ? Port : Security switch
    {
        MailSecurity.StartTls => 587,
        MailSecurity.Tls => 465,
        _ => 25,
    };

    // A record's own text would show the password in a log.
    public override string ToString() => $"{Transport} {Host}:{PortInForce} {Security}";
}
