using System.CommandLine;
using System.Globalization;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

internal static class StatusCommand
{
    public static Command Build(Globals globals)
    {
        var command = new Command("status", "The state of this installation at a glance.\n\nExamples:\n  accordwatch status\n  accordwatch status --json");
        command.SetAction(async (line, cancellationToken) =>
        {
            var directory = globals.DataOf(line);
            using var data = await DataFolder.OpenToReadAsync(directory, cancellationToken);
            var settings = globals.SettingsOf(line);
            var now = TimeProvider.System.GetUtcNow();
            var daemon = HealthCommand.ReasonFor(directory, settings.Schedule.Look, now);
            var sources = KnownSources.Of(globals.ConfigOf(line), data).All;
            var health = data is null ? null : new HealthTable(data.Database);
            var (incidents, gaps, words) = (health?.Open() ?? [], health?.Gaps(now.AddDays(-30)) ?? [], health?.Line(now.AddDays(-1), now));
            var accords = data is null ? [] : new AccordTable(data.Database).All();
            var deliveries = data is null ? [] : new DeliveryTable(data.Database).Newest(5);
            if (line.GetValue(globals.Json))
            {
                Console.WriteLine(Json.Line(new
                {
                    data = directory,
                    daemon = daemon is null ? "running" : "stopped",
                    sqlite = data?.Database.SqliteVersion.ToString(),
                    sources = new { all = sources.Count, due = sources.Count(state => state.NextVisitAt <= now), failing = sources.Where(state => state.Failures > 0).Select(state => new { name = state.Source.Name, state.Failures, reason = state.LastReason }) },
                    subscriptions = sources.Where(state => state.Subscription is not null).Select(state => new { name = state.Source.Name, state = state.Subscription, until = state.SubscribedUntil, reason = state.SubscriptionReason }),
                    health = words,
                    incidents = incidents.Select(incident => new { name = incident.SourceName, incident.Kind, incident.OpenedAt, incident.Reason }),
                    gaps = gaps.Select(gap => new { name = gap.SourceName, gap.Cause, gap.FromAt, gap.ToAt, gap.Note, gap.IsFilled, gap.Recovered }),
                    articles = data is null ? 0 : new ArticleTable(data.Database).NextId() - 1,
                    accords = accords.GroupBy(accord => accord.Status).ToDictionary(group => group.Key, group => group.Count()),
                    subscribers = settings.Subscribers.Count,
                    deliveries = deliveries.Select(delivery => new { delivery.State, delivery.Subject, delivery.Reason, delivery.UpdatedAt }),
                }));
                return ExitCode.Ok;
            }

            Console.WriteLine($"data         {directory}{(data is null ? " (nothing kept yet)" : $" (SQLite {data.Database.SqliteVersion})")}");
            Console.WriteLine($"daemon       {(daemon is null ? "running" : "not running")}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sources      {sources.Count}, of which {sources.Count(state => state.Failures > 0)} failing and {sources.Count(state => state.NextVisitAt <= now)} due"));
            foreach (var state in sources.Where(state => state.Failures > 0))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {state.Source.Name}: {state.Failures} times in a row; {state.LastReason}"));
            }

            var subscribed = sources.Where(state => state.Subscription is not null).ToList();
            if (subscribed.Count > 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hubs         {subscribed.Count(state => state.Subscription == "active")} of {subscribed.Count} subscriptions active"));
                foreach (var state in subscribed)
                {
                    Console.WriteLine($"  {state.Source.Name}: {SourcesCommand.SubscriptionOf(state)}");
                }
            }

            if (words is not null)
            {
                Console.WriteLine($"health       {words}");
            }

            foreach (var gap in gaps.Where(gap => gap.Cause == "overlap_lost"))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {gap.SourceName}: gap {gap.FromAt.UtcDateTime:yyyy-MM-dd HH:mm} to {gap.ToAt?.UtcDateTime:yyyy-MM-dd HH:mm} UTC; {gap.Note}"));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"articles     {(data is null ? 0 : new ArticleTable(data.Database).NextId() - 1)}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accords      {accords.Count}{(accords.Count == 0 ? "" : $" ({string.Join(", ", accords.GroupBy(accord => accord.Status).Select(group => $"{group.Count()} {group.Key}"))})")}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"subscribers  {settings.Subscribers.Count}"));
            foreach (var delivery in deliveries)
            {
                Console.WriteLine($"  {Instant.ToText(delivery.UpdatedAt)}  {delivery.State.ToString().ToLowerInvariant()}  {delivery.Subject ?? delivery.Reason}");
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
