using AccordWatch.Acquire;
using AccordWatch.Delivery;
using AccordWatch.Digest;
using AccordWatch.Host.Settings;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AccordWatch.Host.Demo;

/// <summary>What the demonstration shows.</summary>
/// <param name="News">Articles told, in order.</param>
/// <param name="Accords">The register at the end.</param>
/// <param name="Best">The edition with the most articles.</param>
/// <param name="Editions">How many editions were sent.</param>
/// <param name="Requests">Answered by the newsstand.</param>
internal sealed record Shown(IReadOnlyList<NewsReport> News, IReadOnlyList<Accord> Accords, DigestPreview? Best, int Editions, int Requests);

/// <summary>Replays nine years of invented newspapers through the real pipeline, over HTTP on loopback: the clock moves from one day of news to the next.</summary>
internal sealed class Demonstration(ConfigFolder config, Database database, string data)
{
    public static readonly Subscriber Reader = new() { Address = "reader@example.org", Cadence = Cadence.Weekly, On = DayOfWeek.Monday, At = new TimeOnly(7, 30), Zone = "America/Mexico_City" };

    // A report of the same day is on the stand when the source is visited.
    private static readonly TimeSpan Later = TimeSpan.FromHours(2);

    private static readonly HostSettings Settings = new()
    {
        Acquire = new AcquireOptions { HostSpacing = TimeSpan.Zero, AllowPrivate = ["127.0.0.0/8"] },
        Mail = new MailOptions { From = "accordwatch@demonstration.example", FromName = "AccordWatch demonstration", PickupDirectory = "editions" },
        Subscribers = [Reader],
    };

    /// <param name="progress">Called with the part done, 0..1.</param>
    /// <param name="cancellationToken">Stops between two visits.</param>
    public async Task<Shown> RunAsync(Action<double> progress, CancellationToken cancellationToken)
    {
        var stand = Newsstand.Load();
        var clock = new ReplayClock();
        clock.Go(stand.Articles[0].Published);
        await using var server = await NewsstandServer.StartAsync(stand, clock, cancellationToken);
        await using var services = new ServiceCollection().AddAccordWatch(config, Settings, database, data).AddSingleton<TimeProvider>(clock).BuildServiceProvider();
        var (sources, rounds, run) = (services.GetRequiredService<SourceTable>(), services.GetRequiredService<Rounds>(), services.GetRequiredService<EditionRun>());
        var news = new List<NewsReport>();
        DigestPreview? best = null;
        var editions = 0;
        var days = DaysOf(stand);
        for (var at = 0; at < days.Count; at++)
        {
            clock.Go(days[at]);
            await sources.SyncAsync([.. stand.Outlets.Where(outlet => stand.Articles.Any(article => article.Outlet == outlet && article.Published <= days[at])).Select(outlet => SourceOf(outlet, server))], days[at], cancellationToken);
            await rounds.OnceAsync(sources.All(), Collect, cancellationToken);

            // The Monday after the news.
            clock.Go(Periods.Coming(Reader, days[at]).End);
            var preview = run.Preview(Reader, clock.GetUtcNow().AddSeconds(-1));
            best = best is null || ArticlesIn(preview) > ArticlesIn(best) ? preview : best;
            editions += (await run.RunAsync(Settings.Subscribers, clock.GetUtcNow(), cancellationToken)).Now(DeliveryState.Sent);
            progress((at + 1.0) / days.Count);
        }

        return new Shown([.. news.OrderBy(report => report.Article.Id)], services.GetRequiredService<AccordTable>().All(), best, editions, server.Requests);

        void Collect(VisitEnd end)
        {
            if (end.Broken is { } broken)
            {
                throw new InvalidOperationException($"{end.Source}: {broken.Message}", broken);
            }

            lock (news)
            {
                news.AddRange(end.Visited!.News);
            }
        }
    }

    private static int ArticlesIn(DigestPreview preview) => preview.Content.Items.Sum(item => item.Articles.Count);

    // One visit after each burst of news.
    private static List<DateTimeOffset> DaysOf(Newsstand stand)
    {
        var days = new List<DateTimeOffset>();
        foreach (var article in stand.Articles)
        {
            if (days.Count > 0 && article.Published - days[^1] < TimeSpan.FromHours(20))
            {
                days[^1] = article.Published + Later;
            }
            else
            {
                days.Add(article.Published + Later);
            }
        }

        return days;
    }

    private static Source SourceOf(Outlet outlet, NewsstandServer server) => new()
    {
        Name = outlet.Name,
        Url = server.FrontOf(outlet),
        Kind = outlet.Format == "page" ? SourceKind.Page : SourceKind.Feed,
        Language = outlet.Language,
    };
}
