using System.Globalization;

namespace AccordWatch.Register;

/// <summary>Days of signing as articles state them: YYYY-MM-DD, YYYY-MM or YYYY.</summary>
internal static class SigningDay
{
    /// <summary>A month agrees with each of its days; around midnight two zones name two days.</summary>
    public static bool Agree(string one, string other)
    {
        if (one.Length < 10 || other.Length < 10)
        {
            var length = Math.Min(one.Length, other.Length);
            return one[..length] == other[..length];
        }

        return (Middle(one) - Middle(other)).Duration() <= TimeSpan.FromDays(2);
    }

    public static bool IsOne(string text)
        => DateTime.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM", "yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>The middle of what is stated, UTC.</summary>
    public static DateTimeOffset Middle(string day) => day.Length switch
    {
        10 => Parsed(day),
        7 => Parsed(day + "-15"),
        _ => Parsed(day + "-07-01"),
    };

    private static DateTimeOffset Parsed(string day) => DateTimeOffset.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
