using System.Globalization;

namespace AccordWatch.Text;

/// <summary>Time zones as feeds and pages name them.</summary>
public static class Zones
{
    // Minutes east of UTC: RFC 822 section 5, and the abbreviations that newsrooms write.
    private static readonly Dictionary<string, int> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["z"] = 0, ["ut"] = 0, ["utc"] = 0, ["gmt"] = 0, ["wet"] = 0,
        ["est"] = -300, ["edt"] = -240, ["cst"] = -360, ["cdt"] = -300, ["mst"] = -420, ["mdt"] = -360,
        ["pst"] = -480, ["pdt"] = -420, ["akst"] = -540, ["akdt"] = -480, ["hst"] = -600, ["ast"] = -240, ["adt"] = -180, ["nst"] = -210, ["ndt"] = -150,
        ["brt"] = -180, ["art"] = -180, ["clt"] = -240, ["bst"] = 60, ["west"] = 60, ["cet"] = 60, ["met"] = 60, ["mez"] = 60, ["cest"] = 120, ["mest"] = 120, ["mesz"] = 120,
        ["eet"] = 120, ["sast"] = 120, ["eest"] = 180, ["msk"] = 180, ["мск"] = 180, ["trt"] = 180, ["msd"] = 240, ["gst"] = 240, ["pkt"] = 300, ["ist"] = 330,
        ["ict"] = 420, ["wib"] = 420, ["hkt"] = 480, ["sgt"] = 480, ["pht"] = 480, ["awst"] = 480, ["jst"] = 540, ["kst"] = 540,
        ["acst"] = 570, ["acdt"] = 630, ["aest"] = 600, ["aedt"] = 660, ["nzst"] = 720, ["nzdt"] = 780,
    };

    // What is said all year: summer time or not is a matter of the day.
    private static readonly Dictionary<string, string> Places = new(StringComparer.OrdinalIgnoreCase)
    {
        ["et"] = "America/New_York", ["ct"] = "America/Chicago", ["mt"] = "America/Denver", ["pt"] = "America/Los_Angeles", ["at"] = "America/Halifax",
    };

    private static readonly Lazy<Dictionary<string, TimeZoneInfo>> Ids = new(() =>
        TimeZoneInfo.GetSystemTimeZones().DistinctBy(zone => zone.Id, StringComparer.OrdinalIgnoreCase).ToDictionary(zone => zone.Id, StringComparer.OrdinalIgnoreCase));

    /// <summary>Offset from UTC of +0200, GMT+2, EST, Europe/Paris; null for no zone and for one that is not known.</summary>
    /// <param name="zone">As written.</param>
    /// <param name="local">Decides about summer time of an IANA zone.</param>
    public static TimeSpan? OffsetOf(string zone, DateTime local)
    {
        if (zone.Length == 0)
        {
            return null;
        }

        var sign = zone.LastIndexOfAny(['+', '-']);
        if (sign >= 0 && !zone.Contains('/', StringComparison.Ordinal))
        {
            return Numeric(zone[sign], zone[(sign + 1)..].Replace(":", "", StringComparison.Ordinal));
        }

        if (Named.TryGetValue(zone, out var minutes))
        {
            return TimeSpan.FromMinutes(minutes);
        }

        return PlaceOf(zone)?.GetUtcOffset(local);
    }

    private static TimeZoneInfo? PlaceOf(string zone)
    {
        if (Places.TryGetValue(zone, out var place))
        {
            return TimeZoneInfo.TryFindSystemTimeZoneById(place, out var named) ? named : null;
        }

        // IANA ids are case-sensitive where time zone data are files.
        return !zone.Contains('/', StringComparison.Ordinal) ? null
            : TimeZoneInfo.TryFindSystemTimeZoneById(Capitals(zone), out var found) ? found
            : Ids.Value.GetValueOrDefault(zone);
    }

    private static TimeSpan? Numeric(char sign, string digits)
    {
        if (digits.Length is < 1 or > 4 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var (hours, minutes) = digits.Length <= 2 ? (number, 0) : (number / 100, number % 100);
        return hours > 14 || minutes > 59 || hours * 60 + minutes > 14 * 60 ? null : new TimeSpan(hours, minutes, 0) * (sign == '-' ? -1 : 1);
    }

    private static string Capitals(string zone)
    {
        var letters = zone.ToCharArray();
        for (var at = 0; at < letters.Length; at++)
        {
            letters[at] = at == 0 || letters[at - 1] is '/' or '_' or '-' ? char.ToUpperInvariant(letters[at]) : letters[at];
        }

        return new string(letters).Replace("/Gmt", "/GMT", StringComparison.Ordinal).Replace("/Utc", "/UTC", StringComparison.Ordinal);
    }
}
