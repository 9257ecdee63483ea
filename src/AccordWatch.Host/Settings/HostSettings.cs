using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Net;
using AccordWatch.Acquire;
using AccordWatch.Delivery;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Stories;
using Microsoft.Extensions.Logging;

namespace AccordWatch.Host.Settings;

/// <summary>When things are done. The tables say what is due; these say how often they are looked at.</summary>
internal sealed record ScheduleOptions
{
    /// <summary>Time between two looks for sources and editions that are due, and for changed configuration files.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Most sources visited at the same time.</summary>
    [Range(1, 256)]
    public int Parallel { get; init; } = 64;

    /// <summary>When the nightly upkeep runs, UTC.</summary>
    public TimeOnly UpkeepAt { get; init; } = new(3, 17);

    /// <summary>How long the records of visits are kept; articles, findings and accords are kept for ever.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepVisits { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Longest wait for work under way when the program is asked to stop.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Subscriptions at the hubs that feeds name (WebSub): news is read when it is published.</summary>
internal sealed record WebSubOptions
{
    /// <summary>Needs <c>acquire.publicUrl</c>: hubs must reach <c>/websub/</c> below it.</summary>
    public bool Enabled { get; init; }

    /// <summary>IP address to listen at; a reverse proxy stands before it.</summary>
    public string Listen { get; init; } = "127.0.0.1";

    /// <summary>TCP port to listen at; 0 takes any that is free.</summary>
    [Range(0, 65535)]
    public int Port { get; init; } = 8080;

    /// <summary>How long a hub is asked to hold a subscription; renewed after two thirds of what it grants.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromDays(10);
}

/// <summary>How logs are written.</summary>
internal enum LogFormat
{
    /// <summary>One line for people.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}

/// <summary>What is logged, to standard error.</summary>
internal sealed record LogOptions
{
    public LogFormat Format { get; init; } = LogFormat.Text;

    /// <summary>trace, debug, information, warning, error, critical or none.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;
}

/// <summary>The settings of the host, <c>config/accordwatch.json</c>: one section for each stage.</summary>
internal sealed record HostSettings
{
    private const string FileName = "accordwatch.json";

    public AcquireOptions Acquire { get; init; } = new();

    public StoryOptions Stories { get; init; } = new();

    public MailOptions Mail { get; init; } = new();

    public ScheduleOptions Schedule { get; init; } = new();

    public WebSubOptions WebSub { get; init; } = new();

    public LogOptions Log { get; init; } = new();

    /// <summary>Who gets digests.</summary>
    public IReadOnlyList<Subscriber> Subscribers { get; init; } = [];

    /// <summary>Begin of every address that is given to hubs, with a slash at its end; null when there is none.</summary>
    public Uri? Callbacks => WebSub.Enabled && Acquire.PublicUrl is { } own ? new Uri($"{own.GetLeftPart(UriPartial.Path).TrimEnd('/')}/websub/") : null;

    public static string FileIn(ConfigFolder config) => config.PathOf(FileName);

    /// <exception cref="MistakeException">File, line and key of the first mistake.</exception>
    public static HostSettings Load(ConfigFolder config) => Load(config, Environment.GetEnvironmentVariables());

    /// <inheritdoc cref="Load(ConfigFolder)"/>
    public static HostSettings Load(ConfigFolder config, IDictionary environment)
    {
        var file = FileIn(config);
        var text = File.Exists(file) ? File.ReadAllText(file) : throw new MistakeException(file, 0, "", "the file is missing");
        var settings = SettingsReader.Read<HostSettings>(file, text, SettingsReader.FromEnvironment(environment));
        settings.Check(file);
        return settings;
    }

    private void Check(string file)
    {
        foreach (var allowed in Acquire.AllowPrivate.Where(allowed => !AddressGuard.IsEntry(allowed)))
        {
            throw new MistakeException(file, 0, "acquire.allowPrivate", $"'{allowed}' is neither a host name nor a range like 10.1.2.0/24");
        }

        if (WebSub.Enabled && Acquire.PublicUrl is not { IsAbsoluteUri: true, Scheme: "https" } && !IsAllowedHttp(Acquire.PublicUrl))
        {
            throw new MistakeException(file, 0, "webSub.enabled", "needs acquire.publicUrl, an https address at which hubs reach this installation");
        }

        if (!IPAddress.TryParse(WebSub.Listen, out _))
        {
            throw new MistakeException(file, 0, "webSub.listen", $"'{WebSub.Listen}' is no IP address");
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (subscriber, at) in Subscribers.Select((subscriber, at) => (subscriber, at)))
        {
            Check(file, subscriber, $"subscribers[{at}]", seen);
        }
    }

    // On a network of one's own there may be no certificate.
    private bool IsAllowedHttp(Uri? url)
        => url is { IsAbsoluteUri: true, Scheme: "http" } && IPAddress.TryParse(url.IdnHost, out var address) && new AddressGuard(Acquire.AllowPrivate).Allows(url.IdnHost, address) && !AddressGuard.IsPublic(address);

    private static void Check(string file, Subscriber subscriber, string path, HashSet<string> seen)
    {
        try
        {
            Mailbox.Checked(subscriber.Address);
        }
        catch (FormatException mistake)
        {
            throw new MistakeException(file, 0, $"{path}.address", mistake.Message);
        }

        if (!seen.Add(subscriber.Address))
        {
            throw new MistakeException(file, 0, $"{path}.address", $"'{subscriber.Address}' stands there twice");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(subscriber.Zone, out _))
        {
            var known = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id);
            throw new MistakeException(file, 0, $"{path}.zone", $"'{subscriber.Zone}' is no time zone; did you mean '{Nearest.Of(subscriber.Zone, known)}'?");
        }
    }
}
