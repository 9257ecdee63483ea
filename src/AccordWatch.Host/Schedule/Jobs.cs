using AccordWatch.Acquire;
using AccordWatch.Digest;
using AccordWatch.Extract;
using AccordWatch.Host.Settings;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Store;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace AccordWatch.Host.Schedule;

/// <summary>Looks for sources that are due and begins their visits; looks first whether the lists and rules have changed.</summary>
[DisallowConcurrentExecution]
internal sealed class VisitJob(Rounds rounds, Reload reload, Pulse pulse, Journal journal, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await reload.LookAsync(cancellationToken);
        rounds.BeginDue(clock.GetUtcNow(), journal.Ended, pulse.Stopping);
        pulse.Beat(clock.GetUtcNow());
    }
}

/// <summary>Looks for editions that are due, and for mail that waits for another try.</summary>
[DisallowConcurrentExecution]
internal sealed class EditionJob(EditionRun editions, HostSettings settings, Journal journal, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        => journal.Sent(await editions.RunAsync(settings.Subscribers, clock.GetUtcNow(), cancellationToken));
}

/// <summary>Looks for subscriptions that hubs are to be asked for, again or no longer.</summary>
[DisallowConcurrentExecution]
internal sealed class SubscriptionJob(Subscriptions subscriptions, IHostApplicationLifetime life, Journal journal) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        // A hub that does not answer must not hold up the stop; it is asked again after the next start.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, life.ApplicationStopping);
        try
        {
            journal.Asked(await subscriptions.TendAsync(stopping.Token));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program is stopping.
        }
    }
}

/// <summary>Looks whether tonight's upkeep is still to be done, and reminds of troubles that last for weeks.</summary>
[DisallowConcurrentExecution]
internal sealed class UpkeepJob(Upkeep upkeep, HealthTable health, ScheduleOptions options, Journal journal, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (upkeep.IsDue(options.UpkeepAt, clock.GetUtcNow()))
        {
            journal.Kept(await upkeep.RunAsync(options.KeepVisits, clock.GetUtcNow(), cancellationToken));
            journal.Reminded(await health.RemindAsync(clock.GetUtcNow(), cancellationToken));
        }
    }
}

/// <summary>Reads <c>sources.yaml</c>, <c>watch.yaml</c> and the knowledge again when they change; a mistake leaves the old in force.</summary>
internal sealed class Reload(Current<IReadOnlyList<Source>> list, Current<KnowledgeBase> knowledge, Current<SiteRules> sites, SourceTable sources, TimeProvider clock, Journal journal)
{
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (list.Refresh())
            {
                await sources.SyncAsync(list.Value, clock.GetUtcNow(), cancellationToken);
                journal.Reloaded("sources.yaml", list.Value.Count);
            }
        }
        catch (MistakeException mistake)
        {
            journal.Refused(mistake.Message);
        }

        try
        {
            if (knowledge.Refresh())
            {
                journal.Reloaded("watch.yaml and knowledge", knowledge.Value.Lexicons.Count);
            }
        }
        catch (MistakeException mistake)
        {
            journal.Refused(mistake.Message);
        }

        try
        {
            if (sites.Refresh())
            {
                journal.Reloaded("knowledge/sites", sites.Value.Count);
            }
        }
        catch (MistakeException mistake)
        {
            journal.Refused(mistake.Message);
        }
    }
}

/// <summary>Keeps the visits alive until the program stops, and shows from outside that it lives.</summary>
internal sealed class Pulse(Rounds rounds, string file) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Writes the time to the file that <c>accordwatch health</c> reads.</summary>
    public void Beat(DateTimeOffset now) => File.WriteAllText(file, Instant.ToText(now));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await rounds.DrainAsync().WaitAsync(cancellationToken);
        File.Delete(file);
    }

    public void Dispose() => _stopping.Dispose();
}
