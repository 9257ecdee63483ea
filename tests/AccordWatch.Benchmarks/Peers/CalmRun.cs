using System.Diagnostics;
using System.Globalization;
using AccordWatch.Store;
using Dapper;

namespace AccordWatch.Benchmarks.Peers;

/// <summary>Lets the daemon watch a thousand sources of which half are sick, and shows how late the healthy ones are visited and what it needs.</summary>
internal static class CalmRun
{
    private const int Sources = 1000;
    private const int Items = 30;
    private const double MostSlip = 10;
    private const double MostMemory = 300;

    /// <param name="dll">The published program.</param>
    /// <param name="minutes">How long.</param>
    /// <returns>1 when the healthy ones are visited later than a tenth of their interval, or 300 MB are not enough.</returns>
    public static async Task<int> RunAsync(string dll, double minutes)
    {
        var folder = Directory.CreateTempSubdirectory("accordwatch-calm-").FullName;
        try
        {
            using var site = new FeedSite();
            var (config, data) = (Directory.CreateDirectory(Path.Combine(folder, "config")).FullName, Path.Combine(folder, "data"));
            await File.WriteAllTextAsync(Path.Combine(config, "sources.yaml"), Contestant.SourcesOf(Addresses(site)));
            await File.WriteAllTextAsync(Path.Combine(config, "accordwatch.json"), """
                { "acquire": { "allowPrivate": ["127.0.0.0/8"], "start": "75s", "shortest": "75s", "longest": "75s" }, "schedule": { "look": "1s" } }
                """);
            using var daemon = Process.Start(new ProcessStartInfo("dotnet", [dll, "run", "--config", config, "--data", data]) { RedirectStandardError = true })!;
            var log = daemon.StandardError.ReadToEndAsync();
            var (memory, threads, sockets, cpu) = await WatchAsync(daemon, site, TimeSpan.FromMinutes(minutes));
            if (daemon.HasExited)
            {
                throw new InvalidOperationException($"the daemon ended: {await log}");
            }

            using var stop = Process.Start("kill", ["-TERM", daemon.Id.ToString(CultureInfo.InvariantCulture)]);
            await daemon.WaitForExitAsync();
            var slips = SlipsOf(Path.Combine(data, "accordwatch.db"));
            return Show(minutes, slips, memory, threads, sockets, cpu);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Of ten sources five are well, two hang, two fail and one redirects for ever.
    private static List<Uri> Addresses(FeedSite site)
    {
        var news = new InventedNews(20250314);
        var newest = TimeProvider.System.GetUtcNow();
        return [.. Enumerable.Range(0, Sources).Select(number => (number % 10) switch
        {
            < 5 => site.Tells(number, news.Feed(number, Items, newest, TimeSpan.FromHours(20), item => site.UrlOf(number, $"news/{item}"))),
            < 7 => site.Ails(number, Manner.Hangs),
            < 9 => site.Ails(number, Manner.Fails),
            _ => site.Ails(number, Manner.Circles),
        })];
    }

    private static async Task<(double Memory, int Threads, int Sockets, double Cpu)> WatchAsync(Process daemon, FeedSite site, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var (memory, threads, sockets, cpu) = (0.0, 0, 0, 0.0);
        while (clock.Elapsed < time && !daemon.HasExited)
        {
            daemon.Refresh();
            memory = Math.Max(memory, daemon.WorkingSet64 / 1048576.0);
            threads = Math.Max(threads, daemon.Threads.Count);
            sockets = Math.Max(sockets, site.Open);
            cpu = daemon.TotalProcessorTime.TotalSeconds;
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }

        return (memory, threads, sockets, cpu);
    }

    // The interval of a healthy source is always the same here, so the last one is that of every visit.
    private static List<Slip> SlipsOf(string file)
    {
        const string sql = """
            SELECT v.source_name, v.started_at, lag(v.ended_at) OVER (PARTITION BY v.source_name ORDER BY v.id) AS before, s.last_visit_at, s.next_visit_at
            FROM visit v JOIN source s ON s.name = v.source_name
            WHERE v.outcome <> 'failed'
            """;
        using var database = new Database(file);
        using var connection = database.Read();
        return [.. connection.Query<(string Source, DateTimeOffset Started, DateTimeOffset? Before, DateTimeOffset Last, DateTimeOffset Next)>(sql)
            .Select(row => new Slip(row.Source, row.Before is { } before ? ((row.Started - before) / (row.Next - row.Last) * 100) - 100 : null))];
    }

    private static int Show(double minutes, List<Slip> all, double memory, int threads, int sockets, double cpu)
    {
        var (slips, sources) = (all.Select(slip => slip.Percent).OfType<double>().Order().ToList(), all.DistinctBy(slip => slip.Source).Count());
        if (slips.Count == 0)
        {
            Console.WriteLine("No source was visited twice; let it run longer.");
            return 1;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{minutes} min with {Sources} sources: {Sources / 2} well, {Sources / 5} hang, {Sources / 5} answer 500, {Sources / 10} redirect for ever"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"healthy sources visited  {sources}, again {slips.Count} times"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"slip, % of the interval  median {At(0.5):0.0}, p95 {At(0.95):0.0}, max {slips[^1]:0.0}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory              {memory:0} MB"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"most threads, sockets    {threads}, {sockets}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"CPU                      {cpu:0.0} s"));
        return sources == Sources / 2 && slips[^1] < MostSlip && memory < MostMemory ? 0 : 1;

        double At(double part) => slips[(int)((slips.Count - 1) * part)];
    }

    /// <param name="Source">Its name.</param>
    /// <param name="Percent">How much later than planned, of the interval; null for a first visit.</param>
    private sealed record Slip(string Source, double? Percent);
}
