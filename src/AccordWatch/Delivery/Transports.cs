using System.Net;
using AccordWatch.Knowledge;

namespace AccordWatch.Delivery;

/// <summary>The transport that the settings ask for.</summary>
public static partial class Transports
{
    /// <param name="options">The mail section of the settings.</param>
    /// <param name="dataDirectory">Below it lies a pickup folder that is not absolute.</param>
    /// <exception cref="MistakeException">The settings ask for what this build or these values cannot give.</exception>
    public static IMailTransport For(MailOptions options, string dataDirectory)
    {
        if (options.Transport == TransportKind.Pickup)
        {
            return new PickupTransport(Path.Combine(dataDirectory, options.PickupDirectory));
        }

        RefusePasswordInTheClear(options);
        if (options.Transport == TransportKind.Smtp)
        {
            return new SmtpTransport(options);
        }

        IMailTransport? transport = null;
        CreateFull(options, ref transport);
        return transport ?? throw Mistake("transport", "'mailkit' needs a build with -p:AccordWatchPackages=full; 'smtp' is in every build");
    }

    // Implemented in Delivery/Full, which only the full package set compiles.
    static partial void CreateFull(MailOptions options, ref IMailTransport? transport);

    private static void RefusePasswordInTheClear(MailOptions options)
    {
        var isHere = options.Host == "localhost" || (IPAddress.TryParse(options.Host, out var address) && IPAddress.IsLoopback(address));
        if (options is { Security: MailSecurity.None, User.Length: > 0 } && !isHere)
        {
            throw Mistake("security", $"'none' would send the password readable to {options.Host}; use 'starttls' or 'tls'");
        }
    }

    private static MistakeException Mistake(string key, string message) => new("accordwatch.json", 0, $"mail.{key}", message);
}
