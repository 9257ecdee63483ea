using System.Data;
using System.Globalization;
using AccordWatch.Model;

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
        => connection.Rows(
            transaction,
            "SELECT baseline_at, last_success_at, failures, failing_since, yield, moved_to FROM source WHERE name = @name",
            row => new Before
            {
                BaselineAt = row.At("baseline_at"),
                LastSuccessAt = row.At("last_success_at"),
                Failures = (int)row.Number("failures")!,
                FailingSince = row.At("failing_since"),
                Yield = (int)row.Number("yield")!,
                MovedTo = row.Text("moved_to"),
            },
            ("@name", source.Name)) is [var before] ? before : new Before();

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
            connection.Run(
                transaction,
                "INSERT INTO gap (source_name, cause, from_at, to_at, note, is_filled, recovered) VALUES (@name, 'overlap_lost', @since, @ended, @note, @isFilled, @recovered)",
                ("@name", source.Name),
                ("@since", since),
                ("@ended", visit.EndedAt),
                ("@note", NoteOf(visit.Filling)),
                ("@isFilled", visit.Filling is { IsFilled: true }),
                ("@recovered", visit.Filling?.Entries.Count ?? 0));
        }

        if (visit.Outcome == "body" && visit.Yield == 0 && before.Yield > 0)
        {
            Open("empty", before.LastSuccessAt ?? visit.StartedAt, null, $"it showed {before.Yield} entries before and shows none now");
        }
        else if (visit.Yield > 0)
        {
            Close("empty");
        }

        void Open(string cause, DateTimeOffset from, DateTimeOffset? to, string? note) => connection.Run(
            transaction,
            "INSERT INTO gap (source_name, cause, from_at, to_at, note) VALUES (@name, @cause, @from, @to, @note) ON CONFLICT DO NOTHING",
            ("@name", source.Name),
            ("@cause", cause),
            ("@from", from),
            ("@to", to),
            ("@note", note));

        void Close(string cause) => connection.Run(
            transaction,
            "UPDATE gap SET to_at = @ended, is_filled = @isFilled WHERE source_name = @name AND cause = @cause AND to_at IS NULL",
            ("@name", source.Name),
            ("@cause", cause),
            ("@ended", visit.EndedAt),
            // The older pages tell of the time without answers too.
            ("@isFilled", visit.Filling is { IsFilled: true }));
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
        var at = connection.Rows(transaction, sql, row => row.At("at")!.Value, ("@Name", source.Name));
        if (at.Count >= LeastEntries)
        {
            var gaps = at.Zip(at.Skip(1), (later, earlier) => (later - earlier).TotalSeconds).Order().ToList();
            connection.Run(transaction, "UPDATE source SET rhythm_seconds = @rhythm, last_entry_at = @last WHERE name = @name", ("@name", source.Name), ("@rhythm", (long)gaps[gaps.Count / 2]), ("@last", at[0]));
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

        IReadOnlyList<IncidentChange> Open(string kind, string reason) => connection.Rows(
            transaction,
            "INSERT INTO incident (source_name, kind, opened_at, reason) VALUES (@name, @kind, @ended, @reason) ON CONFLICT DO NOTHING RETURNING reason",
            row => new IncidentChange(kind, row.Text("reason")!, IsOver: false),
            ("@name", source.Name),
            ("@kind", kind),
            ("@ended", visit.EndedAt),
            ("@reason", reason));

        IReadOnlyList<IncidentChange> Close(string kind) => connection.Rows(
            transaction,
            "UPDATE incident SET closed_at = @ended WHERE source_name = @name AND kind = @kind AND closed_at IS NULL RETURNING reason",
            row => new IncidentChange(kind, row.Text("reason")!, IsOver: true),
            ("@name", source.Name),
            ("@kind", kind),
            ("@ended", visit.EndedAt));
    }

    private static string? SilenceOf(IDbConnection connection, IDbTransaction transaction, Source source, DateTimeOffset now)
    {
        var known = connection.Rows(
            transaction,
            "SELECT rhythm_seconds, last_entry_at FROM source WHERE name = @name",
            row => (Seconds: row.Number("rhythm_seconds"), Last: row.At("last_entry_at")),
            ("@name", source.Name));
        if (known is not [{ Seconds: { } rhythm, Last: { } newest }])
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
