using System.Security.Cryptography;
using System.Text;

namespace AccordWatch.Delivery;

/// <summary>How long a deferred message waits.</summary>
public static class Backoff
{
    private static readonly int[] Minutes = [1, 5, 15, 30, 60, 120, 240];

    /// <summary>1, 5, 15, 30 minutes, then 1, 2, 4 hours, each a fifth shorter or longer by a number that only message and attempt decide.</summary>
    /// <param name="attempt">1 for the first.</param>
    /// <param name="messageId">Spreads the messages of one run.</param>
    public static TimeSpan After(int attempt, string messageId)
    {
        var minutes = Minutes[Math.Clamp(attempt, 1, Minutes.Length) - 1];
        var spread = SHA256.HashData(Encoding.UTF8.GetBytes($"{attempt}:{messageId}"))[0] / 255.0;
        return TimeSpan.FromMinutes(minutes * (0.8 + (0.4 * spread)));
    }
}
