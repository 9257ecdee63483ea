using System.Data;
using System.Globalization;
using AccordWatch.Model;
using Dapper;

namespace AccordWatch.Store;

/// <summary>A trouble that has begun or ended; each is told once.</summary>
/// <param name="Kind">failing, silent or gone.</param>
/// <param name="Reason">For people.</param>
/// <param name="IsOver">It has ended.</param>
public sealed record IncidentChange(string Kind, string Reason, bool IsOver);

/// <summary>Writes the ledger of gaps and the troubles of a source, within the transaction of its visit.</summary>
internal static class HealthRows
{
    private const int LeastFailures = 3;
    private const int LeastEntries = 5;
    private static readonly TimeSpan LeastFailing = TimeSpan.FromHours(6);
    private static readonly TimeSpan LeastSilence = TimeSpan.FromDays(3);

    /// <summary>The source as it was before the visit.</summary>
    public static Before BeforeOf(IDbConnection connection, IDbTransaction transaction, Source source)
        => connection.QuerySingleOrDefault<Before>(
            "SELECT baseline_at, last_success_at, failures, failing_since, yield, moved_to FROM source WHERE name = @Name",
            new { source.Name },
            transaction) ?? new Before();

    /// <summary>Opens and closes gaps: the publisher could not be reached, showed nothing, or showed only what was new.</summary>
    public static void KeepGaps(IDbConnection connection, IDbTransaction transaction, Source source, VisitRecord visit, Before before)
    {
        if (visit.Outcome == "failed")
        {
            Open("down", before.LastSuccessAt ?? visit.StartedAt, null, visit.Reason);
            return;
        }

        Close("down");
        if (visit.OverlapLostSince is { } since)
        {
            connection.Execute(
                "INSERT INTO gap (source_name, cause, from_at, to_at, note, is_filled, recovered) VALUES (@Name, 'overlap_lost', @since, @EndedAt, @note, @isFilled, @recovered)",
                new { source.Name, since, visit.EndedAt, note = NoteOf(visit.Filling), isFilled = visit.Filling is { IsFilled: true }, recovered = visit.Filling?.Entries.Count ?? 0 },
                transaction);
        }

        if (visit.Outcome == "body" && visit.Yield == 0 && before.Yield > 0)
        {
            Open("empty", before.LastSuccessAt ?? visit.StartedAt, null, $"it showed {before.Yield} entries before and shows none now");
        }
        else if (visit.Yield > 0)
        {
            Close("empty");
        }

        void Open(string cause, DateTimeOffset from, DateTimeOffset? to, string? note) => connection.Execute(
            "INSERT INTO gap (source_name, cause, from_at, to_at, note) VALUES (@Name, @cause, @from, @to, @note) ON CONFLICT DO NOTHING",
            new { source.Name, cause, from, to, note },
            transaction);

        void Close(string cause) => connection.Execute(
            "UPDATE gap SET to_at = @EndedAt, is_filled = @isFilled WHERE source_name = @Name AND cause = @cause AND to_at IS NULL",
            // The older pages tell of the time without answers too.
            new { source.Name, cause, visit.EndedAt, isFilled = visit.Filling is { IsFilled: true } },
            transaction);
    }

    private static string NoteOf(GapFilling? filling) => filling switch
    {
        null => "every entry was new: what came before the oldest may have been missed",
        { IsFilled: true } => string.Create(CultureInfo.InvariantCulture, $"every entry was new; filled with {filling.Entries.Count} entries from {filling.Pages} older pages"),
        _ => string.Create(CultureInfo.InvariantCulture, $"every entry was new, and {filling.Pages} older pages ({filling.Entries.Count} entries) did not fill the gap: {filling.Because}"),
    };

    /// <summary>The median of the times between its entries, once there are a few.</summary>
    public static void LearnRhythm(IDbConnection connection, IDbTransaction transaction, Source source)
    {
        // A date in the future counts as the day it was seen.
        const string sql = """
            SELECT min(coalesce(published_at, first_seen_at), first_seen_at) AS at
            FROM (SELECT published_at, first_seen_at FROM entry WHERE source_name = @Name ORDER BY id DESC LIMIT 200)
            ORDER BY at DESC
            LIMIT 50
            """;
        var at = connection.Query<DateTimeOffset>(sql, new { source.Name }, transaction).ToList();
        if (at.Count >= LeastEntries)
        {
            var gaps = at.Zip(at.Skip(1), (later, earlier) => (later - earlier).TotalSeconds).Order().ToList();
            connection.Execute("UPDATE source SET rhythm_seconds = @rhythm, last_entry_at = @last WHERE name = @Name", new { source.Name, rhythm = (long)gaps[gaps.Count / 2], last = at[0] }, transaction);
        }
    }

    /// <summary>Opens a trouble after enough failures or too long a silence, and closes it when it is over.</summary>
    public static IReadOnlyList<IncidentChange> KeepIncidents(IDbConnection connection, IDbTransaction transaction, Source source, VisitRecord visit, Before before)
    {
        if (visit.Outcome == "failed")
        {
            var isLong = before.Failures + 1 >= LeastFailures && visit.EndedAt - before.FailingSince >= LeastFailing;
            return visit.IsGone && before.MovedTo is null ? Open("gone", visit.Reason ?? "410")
                : isLong ? Open("failing", $"{before.Failures + 1} failures since {Shown(before.FailingSince!.Value)}: {visit.Reason}")
                : [];
        }

        var silence = SilenceOf(connection, transaction, source, visit.EndedAt);
        return [.. Close("failing"), .. Close("gone"), .. silence is null ? Close("silent") : Open("silent", silence)];

        IEnumerable<IncidentChange> OpenRows(string kind, string reason) => connection.Query<string>(
            "INSERT INTO incident (source_name, kind, opened_at, reason) VALUES (@Name, @kind, @EndedAt, @reason) ON CONFLICT DO NOTHING RETURNING reason",
            new { source.Name, kind, visit.EndedAt, reason },
            transaction).Select(told => new IncidentChange(kind, told, IsOver: false));

        IReadOnlyList<IncidentChange> Open(string kind, string reason) => [.. OpenRows(kind, reason)];

        IReadOnlyList<IncidentChange> Close(string kind) => [.. connection.Query<string>(
            "UPDATE incident SET closed_at = @EndedAt WHERE source_name = @Name AND kind = @kind AND closed_at IS NULL RETURNING reason",
            new { source.Name, kind, visit.EndedAt },
            transaction).Select(reason => new IncidentChange(kind, reason, IsOver: true))];
    }

    private static string? SilenceOf(IDbConnection connection, IDbTransaction transaction, Source source, DateTimeOffset now)
    {
        var (seconds, last) = connection.QuerySingleOrDefault<(long? Seconds, DateTimeOffset? Last)>("SELECT rhythm_seconds, last_entry_at FROM source WHERE name = @Name", new { source.Name }, transaction);
        if (seconds is not { } rhythm || last is not { } newest)
        {
            return null;
        }

        var patience = TimeSpan.FromSeconds(3.0 * rhythm);
        return now - newest <= (patience > LeastSilence ? patience : LeastSilence) ? null : $"no new entry since {Shown(newest)}; one every {Span(TimeSpan.FromSeconds(rhythm))} is usual";
    }

    private static string Shown(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span)
        => span.TotalDays >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0} days") : span.TotalHours >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0} h") : string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min");

    internal sealed class Before
    {
        public DateTimeOffset? BaselineAt { get; init; }
        public DateTimeOffset? LastSuccessAt { get; init; }
        public int Failures { get; init; }
        public DateTimeOffset? FailingSince { get; init; }
        public int Yield { get; init; }
        public string? MovedTo { get; init; }
    }
}
