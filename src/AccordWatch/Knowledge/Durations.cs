using System.Globalization;

namespace AccordWatch.Knowledge;

/// <summary>Durations as people write them: 30s, 15m, 6h, 2d.</summary>
public static class Durations
{
    public static bool TryRead(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length < 2 || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration) && text.Contains(':', StringComparison.Ordinal);
        }

        var seconds = char.ToLowerInvariant(text[^1]) switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        if (seconds == 0 || number * seconds > TimeSpan.MaxValue.TotalSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(number * seconds);
        return true;
    }

    /// <summary>The shortest way to write it: 90m, not 1.5h; 2d, not 48h.</summary>
    public static string ToText(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        (long Size, char Unit)[] units = [(86400, 'd'), (3600, 'h'), (60, 'm')];
        var (size, unit) = units.FirstOrDefault(one => seconds != 0 && seconds % one.Size == 0, (1, 's'));
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / size}{unit}");
    }
}
