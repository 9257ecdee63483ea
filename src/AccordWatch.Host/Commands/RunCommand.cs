using System.CommandLine;
using AccordWatch.Acquire;
using AccordWatch.Extract;
using AccordWatch.Host.Push;
using AccordWatch.Host.Schedule;
using AccordWatch.Host.Settings;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Quartz;

namespace AccordWatch.Host.Commands;

internal static class RunCommand
{
    /// <summary>The heartbeat of the daemon, below the data directory.</summary>
    public const string PulseFile = "pulse";

    public static Command Build(Globals globals)
    {
        var command = new Command(
            "run",
            "Watches: visits each source when it is due, runs the editions when they are due, keeps house at night. Stops within 30 s of SIGTERM.\n\nExamples:\n  accordwatch run\n  accordwatch run --config /etc/accordwatch --data /var/lib/accordwatch");
        command.SetAction(async (line, cancellationToken) =>
        {
            var config = globals.ConfigOf(line);
            var settings = globals.Load(config);
            using var data = await DataFolder.OpenAsync(globals.DataOf(line), cancellationToken);
            using var host = HostOf(config, settings, data.Database, data.Path, line.GetValue(globals.Verbose));
            await BeginAsync(host.Services, cancellationToken);

            // The trees of the configuration files are garbage now, some 20 MB of the idle process.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            await host.RunAsync(cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The whole daemon, wired and not yet started.</summary>
    internal static IHost HostOf(ConfigFolder config, HostSettings settings, Database database, string data, bool verbose)
    {
        // The base directory, not the current one: a file named appsettings.json that happens to lie there is not ours.
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        AddLogging(builder.Logging, settings.Log, verbose);
        builder.Services.AddAccordWatch(config, settings, database, data);
        builder.Services.AddSingleton<Journal>().AddSingleton<Reload>();
        builder.Services.AddSingleton(provider => new Pulse(provider.GetRequiredService<Rounds>(), Path.Combine(data, PulseFile)));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Pulse>());
        if (settings.Callbacks is { } callbacks)
        {
            builder.Services.AddSingleton(provider => new Subscriptions(provider.GetRequiredService<Fetcher>(), provider.GetRequiredService<SubscriptionTable>(), callbacks, settings.WebSub.Lease, provider.GetRequiredService<TimeProvider>()));
            builder.Services.AddSingleton<HubListener>().AddHostedService(provider => provider.GetRequiredService<HubListener>());
        }

        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.Schedule.Drain);
        builder.Services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options => options.InstanceName = "accordwatch");
            quartz.UseDefaultThreadPool(4);
            quartz.UseInMemoryStore();
            Every<VisitJob>(quartz, settings.Schedule.Look);
            Every<EditionJob>(quartz, settings.Schedule.Look);
            Every<UpkeepJob>(quartz, TimeSpan.FromMinutes(10));
            if (settings.Callbacks is not null)
            {
                Every<SubscriptionJob>(quartz, settings.Schedule.Look);
            }
        });
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return builder.Build();
    }

    /// <summary>Checks all that is read from files before the first visit, and makes the table of sources agree with its file.</summary>
    internal static async Task BeginAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<Current<KnowledgeBase>>().Value;
        _ = services.GetRequiredService<Current<SiteRules>>().Value;
        _ = services.GetRequiredService<Digest.EditionRun>();
        var list = services.GetRequiredService<Current<IReadOnlyList<Source>>>();
        var sources = services.GetRequiredService<SourceTable>();
        await sources.SyncAsync(list.Value, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellationToken);
        var settings = services.GetRequiredService<HostSettings>();
        await services.GetRequiredService<SubscriptionTable>().KeepOnlyAsync(settings.Callbacks, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellationToken);
        var (journal, version) = (services.GetRequiredService<Journal>(), services.GetRequiredService<Database>().SqliteVersion);
        journal.Started(sources.All().Count, settings.Subscribers.Count, version.ToString());
        if (version < Database.SafeSqlite)
        {
            journal.OldSqlite(version);
        }
    }

    internal static void AddLogging(ILoggingBuilder logging, LogOptions options, bool verbose)
    {
        logging.ClearProviders().SetMinimumLevel(verbose ? LogLevel.Debug : options.Level);
        logging.AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (options.Format == LogFormat.Json)
        {
            logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
        else
        {
            logging.AddSimpleConsole(text =>
            {
                text.SingleLine = true;
                text.UseUtcTimestamp = true;
                text.TimestampFormat = "yyyy-MM-dd HH:mm:ssZ ";
                text.ColorBehavior = LoggerColorBehavior.Disabled;
            });
        }
    }

    private static void Every<T>(IQuartzBuilder quartz, TimeSpan interval)
        where T : class, IJob
    {
        quartz.AddJob<T>(job => job.WithIdentity(typeof(T).Name).StoreDurably());
        quartz.AddTrigger<T>(trigger => trigger.ForJob(typeof(T).Name).WithIdentity(typeof(T).Name + "-look").StartNow()
            .WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever()));
    }
}
