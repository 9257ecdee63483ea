using AccordWatch.Acquire;
using AccordWatch.Digest;
using AccordWatch.Store;
using Microsoft.Extensions.Logging;

namespace AccordWatch.Host.Schedule;

/// <summary>What the daemon tells its log.</summary>
internal sealed partial class Journal(ILogger<Journal> log)
{
    public void Ended(VisitEnd end)
    {
        if (end.Visited is not { } visited)
        {
            Broken(log, end.Source, end.Broken);
            return;
        }

        var acquired = visited.Acquired;
        foreach (var incident in acquired.Incidents)
        {
            if (incident.IsOver)
            {
                IncidentOver(log, end.Source, incident.Kind);
            }
            else
            {
                IncidentOpen(log, end.Source, incident.Kind, incident.Reason);
            }
        }

        if (acquired.Filling is { IsFilled: true } filling)
        {
            GapFilled(log, end.Source, filling.Entries.Count, filling.Pages);
        }
        else if (acquired.OverlapIsLost)
        {
            OverlapLost(log, end.Source, acquired.New, acquired.Filling?.Because ?? "the feed names no older pages");
        }

        if (acquired.IsGone)
        {
            Gone(log, end.Source, acquired.Reason);
            return;
        }

        if (acquired.LeftOut is { } leftOut)
        {
            LeftOut(log, end.Source, leftOut);
        }

        if (acquired.Held > 0)
        {
            Held(log, end.Source, acquired.Held, acquired.HeldBecause, end.Source);
        }

        if (acquired.IsMoved)
        {
            Moved(log, end.Source, acquired.MovedTo);
        }

        if (acquired.Outcome == VisitOutcome.Failed)
        {
            // A source that stays broken is told of at its 1st, 2nd, 4th, 8th … failure.
            if (System.Numerics.BitOperations.IsPow2(acquired.Failures))
            {
                Failed(log, end.Source, acquired.Failures, acquired.Reason, acquired.NextVisitAt);
            }

            return;
        }

        VisitedSource(log, end.Source, acquired.Outcome, acquired.New, visited.News.Count, acquired.NextVisitAt);
        foreach (var (url, because) in visited.InFeedWords)
        {
            InFeedWords(log, url, because);
        }

        foreach (var (url, rule) in visited.Misread)
        {
            Misread(log, rule.Host, string.Join(", ", rule.Missed), url);
        }

        foreach (var report in visited.News)
        {
            foreach (var accord in report.Accords.Where(accord => accord.IsNew || accord.Changes.Count > 0))
            {
                Accord(log, accord.AccordId, accord.IsNew ? "new" : string.Join("; ", accord.Changes), report.Article.Url);
            }
        }
    }

    public void Sent(EditionReport report)
    {
        foreach (var outcome in report.Outcomes.Where(outcome => outcome.IsNow))
        {
            if (outcome.State is DeliveryState.Failed or DeliveryState.Unknown or DeliveryState.Deferred)
            {
                NotSent(log, outcome.State, outcome.Reason, outcome.MessageId);
            }
            else if (outcome.State == DeliveryState.SkippedEmpty)
            {
                Nothing(log, outcome.Period?.End);
            }
            else
            {
                Edition(log, outcome.State, outcome.Subject, outcome.MessageId);
            }
        }
    }

    public void Reminded(IReadOnlyList<Incident> incidents)
    {
        foreach (var incident in incidents)
        {
            IncidentStill(log, incident.SourceName, incident.Kind, incident.OpenedAt, incident.Reason);
        }
    }

    public void Asked(IReadOnlyList<HubAnswer> answers)
    {
        foreach (var (subscription, refusal) in answers)
        {
            if (refusal is null)
            {
                HubAsked(log, subscription.SourceName, subscription.Hub, subscription.Mode);
            }
            else
            {
                HubRefused(log, subscription.SourceName, subscription.Mode, refusal);
            }
        }
    }

    public void Verified(Subscription subscription, string mode) => HubVerified(log, subscription.SourceName, subscription.Hub, mode);

    public void Denied(Subscription subscription) => HubDenied(log, subscription.SourceName, subscription.Hub);

    public void Pushed(Subscription subscription, bool isRight)
    {
        if (isRight)
        {
            HubPushed(log, subscription.SourceName);
        }
        else
        {
            WrongSignature(log, subscription.SourceName);
        }
    }

    public void Kept(int dropped) => UpkeepDone(log, dropped);

    public void Reloaded(string file, int count) => ReloadedFile(log, file, count);

    public void Refused(string mistake) => RefusedFile(log, mistake);

    public void Started(int sources, int subscribers, string sqlite) => StartedUp(log, sources, subscribers, sqlite);

    public void OldSqlite(Version version) => SqliteIsOld(log, version, Database.SafeSqlite);

    [LoggerMessage(1, LogLevel.Information, "Watching {Sources} sources for {Subscribers} subscribers; SQLite {Sqlite}")]
    private static partial void StartedUp(ILogger log, int sources, int subscribers, string sqlite);

    [LoggerMessage(2, LogLevel.Debug, "Visited {Source}: {Outcome}, {New} new entries, {Told} articles told; next visit {Next:u}")]
    private static partial void VisitedSource(ILogger log, string source, VisitOutcome outcome, int @new, int told, DateTimeOffset next);

    [LoggerMessage(3, LogLevel.Warning, "{Source} failed {Failures} times: {Reason}; next visit {Next:u}")]
    private static partial void Failed(ILogger log, string source, int failures, string? reason, DateTimeOffset next);

    [LoggerMessage(4, LogLevel.Error, "The visit to {Source} broke off")]
    private static partial void Broken(ILogger log, string source, Exception? broken);

    [LoggerMessage(5, LogLevel.Information, "Accord {Accord}: {Change} ({Url})")]
    private static partial void Accord(ILogger log, string accord, string change, string url);

    [LoggerMessage(6, LogLevel.Information, "Edition {State}: {Subject} {MessageId}")]
    private static partial void Edition(ILogger log, DeliveryState state, string? subject, string? messageId);

    [LoggerMessage(12, LogLevel.Debug, "Nothing new for the edition to {End:u}: no mail")]
    private static partial void Nothing(ILogger log, DateTimeOffset? end);

    [LoggerMessage(7, LogLevel.Warning, "Edition {State}: {Reason} {MessageId}")]
    private static partial void NotSent(ILogger log, DeliveryState state, string? reason, string? messageId);

    [LoggerMessage(8, LogLevel.Information, "Upkeep: {Dropped} old visits dropped")]
    private static partial void UpkeepDone(ILogger log, int dropped);

    [LoggerMessage(9, LogLevel.Information, "Read again: {File} ({Count} in force)")]
    private static partial void ReloadedFile(ILogger log, string file, int count);

    [LoggerMessage(10, LogLevel.Error, "Change refused, the old stays in force: {Mistake}")]
    private static partial void RefusedFile(ILogger log, string mistake);

    [LoggerMessage(11, LogLevel.Warning, "SQLite {Version} is older than {Safe}, before which two writers could damage the WAL; AccordWatch writes with one only")]
    private static partial void SqliteIsOld(ILogger log, Version version, Version safe);

    [LoggerMessage(14, LogLevel.Debug, "Told in the words of its feed: {Url} ({Because})")]
    private static partial void InFeedWords(ILogger log, string url, string because);

    [LoggerMessage(29, LogLevel.Warning, "The rule of {Host} found nothing for {Missed}, which was read without it: {Url}")]
    private static partial void Misread(ILogger log, string host, string missed, string url);

    [LoggerMessage(15, LogLevel.Warning, "{Source}: {Count} entries are held: {Because}. Tell them, or dismiss them, with: accordwatch sources release {Name}")]
    private static partial void Held(ILogger log, string source, int count, string? because, string name);

    [LoggerMessage(16, LogLevel.Error, "{Source} is {Kind}: {Reason}")]
    private static partial void IncidentOpen(ILogger log, string source, string kind, string reason);

    [LoggerMessage(17, LogLevel.Information, "{Source} is not {Kind} any more")]
    private static partial void IncidentOver(ILogger log, string source, string kind);

    [LoggerMessage(18, LogLevel.Error, "{Source} is still {Kind}, since {Since:u}: {Reason}")]
    private static partial void IncidentStill(ILogger log, string source, string kind, DateTimeOffset since, string reason);

    [LoggerMessage(19, LogLevel.Warning, "{Source}: all of its {Count} entries are new; some that came before them may have been missed ({Because})")]
    private static partial void OverlapLost(ILogger log, string source, int count, string because);

    [LoggerMessage(20, LogLevel.Information, "{Source}: all of its entries were new; {Pages} older pages brought {Count} entries that would have been missed")]
    private static partial void GapFilled(ILogger log, string source, int count, int pages);

    [LoggerMessage(28, LogLevel.Warning, "{Source}: {Note}")]
    private static partial void LeftOut(ILogger log, string source, string note);

    [LoggerMessage(21, LogLevel.Debug, "{Source}: asked the hub {Hub} to {Mode}")]
    private static partial void HubAsked(ILogger log, string source, Uri hub, string mode);

    [LoggerMessage(22, LogLevel.Warning, "{Source}: the hub did not take the request to {Mode}: {Reason}")]
    private static partial void HubRefused(ILogger log, string source, string mode, string reason);

    [LoggerMessage(23, LogLevel.Information, "{Source}: the hub {Hub} has verified the request to {Mode}")]
    private static partial void HubVerified(ILogger log, string source, Uri hub, string mode);

    [LoggerMessage(24, LogLevel.Warning, "{Source}: the hub {Hub} refuses the subscription; accordwatch sources list says why")]
    private static partial void HubDenied(ILogger log, string source, Uri hub);

    [LoggerMessage(25, LogLevel.Debug, "{Source}: its hub says that there is something new")]
    private static partial void HubPushed(ILogger log, string source);

    [LoggerMessage(26, LogLevel.Warning, "{Source}: something came to its callback without the right signature, and was not heeded")]
    private static partial void WrongSignature(ILogger log, string source);

    [LoggerMessage(27, LogLevel.Warning, "{Source} has moved for good and is read at {Url} from now on; write that into the list of sources")]
    private static partial void Moved(ILogger log, string source, Uri? url);

    [LoggerMessage(13, LogLevel.Error, "{Source} is gone for good and is not visited any more: {Reason}. Change its address, remove it, or try again with accordwatch poll")]
    private static partial void Gone(ILogger log, string source, string? reason);
}
