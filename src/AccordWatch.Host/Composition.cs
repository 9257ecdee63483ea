using AccordWatch.Acquire;
using AccordWatch.Delivery;
using AccordWatch.Digest;
using AccordWatch.Extract;
using AccordWatch.Host.Settings;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Register;
using AccordWatch.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AccordWatch.Host;

/// <summary>Everything that is wired, once: the daemon, the commands and the demonstration stand on the same.</summary>
internal static class Composition
{
    /// <param name="services">Where to.</param>
    /// <param name="config">The configuration folder in force.</param>
    /// <param name="settings">Checked settings.</param>
    /// <param name="database">Open, migrated, and ours alone to write.</param>
    /// <param name="data">The data directory.</param>
    public static IServiceCollection AddAccordWatch(this IServiceCollection services, ConfigFolder config, HostSettings settings, Database database, string data)
    {
        services.AddSingleton(config).AddSingleton(settings).AddSingleton(settings.Acquire).AddSingleton(settings.Stories).AddSingleton(settings.Mail).AddSingleton(settings.Schedule);
        services.AddSingleton(TimeProvider.System);

        // The caller opened it and closes it.
        services.AddSingleton(_ => database);
        services.AddSingleton<SourceTable>().AddSingleton<SubscriptionTable>().AddSingleton<RobotsTable>().AddSingleton<HealthTable>().AddSingleton<ArticleTable>().AddSingleton<StoryTable>().AddSingleton<AccordTable>();
        services.AddSingleton<DecisionTable>().AddSingleton<DeliveryTable>().AddSingleton<InstallationTable>().AddSingleton<Upkeep>();

        services.AddSingleton(_ => new Current<KnowledgeBase>(() => KnowledgeBase.Load(config), () => KnowledgeBase.StampOf(config)));
        services.AddSingleton(_ => new Current<IReadOnlyList<Source>>(() => SourcesOf(config), () => ConfigFolder.StampOf([config.PathOf("sources.yaml")])));
        services.AddSingleton(_ => new Current<SiteRules>(() => SiteRules.Load(config), () => SiteRules.StampOf(config)));

        services.AddSingleton<Fetcher>().AddSingleton<Robots>().AddSingleton<Acquirer>();
        services.AddSingleton<AccordRegister>().AddSingleton<NewsDesk>().AddSingleton<Visit>();
        services.AddSingleton(provider => new Rounds(provider.GetRequiredService<SourceTable>(), provider.GetRequiredService<Visit>(), settings.Schedule.Parallel));

        services.AddSingleton(_ => Transports.For(settings.Mail, data));
        services.AddSingleton(_ => new DigestRenderer(config.PathOf("templates/digest.html.hbs")));
        services.AddSingleton<EditionRun>();
        return services;
    }

    private static IReadOnlyList<Source> SourcesOf(ConfigFolder config) => SourceList.Load(YamlFile.Read(config.PathOf("sources.yaml")));
}
