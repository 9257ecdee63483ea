using System.Security.Cryptography;
using System.Text;
using AccordWatch.Store;

namespace AccordWatch.Acquire;

/// <summary>When a source is visited next: sooner when it has news, later when it has none or fails, but always again.</summary>
internal static class Pace
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TimeSpan[] Ladder =
    [
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), Day,
    ];

    /// <summary>Time to the next visit after one that went well.</summary>
    /// <param name="state">As it was before the visit.</param>
    /// <param name="hasNews">Whether the visit brought an entry that was not known.</param>
    /// <param name="asked">What the publisher asks for.</param>
    /// <param name="options">Bounds and start.</param>
    public static TimeSpan AfterSuccess(SourceState state, bool hasNews, TimeSpan? asked, AcquireOptions options)
    {
        if (state is { BaselineAt: not null, Failures: 0, PushedAt: not null })
        {
            return AtLeast(AtMostADay(Jittered(Bounded(AfterPush(state, hasNews, options), options), state.Source.Name)), state, asked);
        }

        var wanted = state.BaselineAt is null || state.Failures > 0 || state.LastVisitAt is not { } last ? options.Start
            : hasNews ? (state.NextVisitAt - last) / 2
            : (state.NextVisitAt - last) * 1.25;
        return AtLeast(Jittered(Bounded(wanted, options), state.Source.Name), state, asked);
    }

    /// <summary>Time to the next visit after one that failed.</summary>
    /// <param name="state">As it was before the visit.</param>
    /// <param name="retryAfter">What the publisher asks for.</param>
    public static TimeSpan AfterFailure(SourceState state, TimeSpan? retryAfter)
        => AtLeast(Jittered(Ladder[Math.Min(state.Failures, Ladder.Length - 1)], state.Source.Name), state, retryAfter);

    // A hub that has told what came is relied on. One that tells of what the publisher does not show yet, from a cache, is believed; one that said nothing of news is not.
    private static TimeSpan AfterPush(SourceState state, bool hasNews, AcquireOptions options)
        => (hasNews, state.PushedAt > state.LastVisitAt) switch
        {
            (true, true) or (false, false) => options.Longest,
            (false, true) => options.Shortest,
            (true, false) => options.Start,
        };

    private static TimeSpan AtMostADay(TimeSpan wanted) => wanted > Day ? Day : wanted;

    private static TimeSpan Bounded(TimeSpan wanted, AcquireOptions options)
        => wanted < options.Shortest ? options.Shortest : wanted > options.Longest ? options.Longest : wanted;

    // Neither the user's nor the publisher's shortest time is undercut.
    private static TimeSpan AtLeast(TimeSpan wanted, SourceState state, TimeSpan? asked)
        => new[] { wanted, state.Source.Every ?? TimeSpan.Zero, asked ?? TimeSpan.Zero }.Max();

    /// <summary>Up to a tenth more or less, always the same for one name: sources added together do not stay together.</summary>
    private static TimeSpan Jittered(TimeSpan wanted, string name)
    {
        // string.GetHashCode differs from run to run.
        var hash = BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return wanted * (0.9 + (0.2 * hash / ushort.MaxValue));
    }
}
