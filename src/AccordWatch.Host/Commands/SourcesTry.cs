using System.CommandLine;
using System.Globalization;
using AccordWatch.Acquire;
using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Host.Commands;

/// <summary><c>sources discover</c> and <c>sources test</c>: what can be read at an address; nothing is kept.</summary>
internal static class SourcesTry
{
    public static Command Discover(Globals globals)
    {
        var url = new Argument<string>("URL") { Description = "Address of a site or of one of its pages" };
        var allowPrivate = SourcesCommand.AllowPrivate();
        var command = new Command("discover", "Finds the feeds of a site, and the headlines of a page without one.\n\nExample:\n  accordwatch sources discover https://example.org/") { url, allowPrivate };
        command.SetAction(async (line, cancellationToken) =>
        {
            var start = SourceOf(line.GetValue(url)!, null, SourcesCommand.HostsOf(line, allowPrivate));
            var options = globals.SettingsOf(line).Acquire;
            using var fetcher = new Fetcher(options, TimeProvider.System);
            var found = await FoundAsync(start, ReaderOf(fetcher, options), cancellationToken);
            foreach (var (source, news) in found)
            {
                Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(Fields(source, news)) : $"{source.Url}  {news.Format}, {news.Feed.Entries.Count} entries  {news.Feed.Title}");
            }

            if (found.Count == 0)
            {
                await Console.Error.WriteLineAsync($"accordwatch: {start.Url}: neither a feed nor headlines were found.");
            }

            return found.Count == 0 ? ExitCode.RunTime : ExitCode.Ok;
        });
        return command;
    }

    public static Command Test(Globals globals)
    {
        var what = new Argument<string>("URL") { Description = "Address, or name of a source" };
        var kind = new Option<string?>("--kind") { Description = "What the address is (default: feed)", HelpName = "feed|page" };
        var allowPrivate = SourcesCommand.AllowPrivate();
        var command = new Command("test", "Reads a source once, with its robots.txt and its three newest articles, and prints what is to be expected of it. Nothing is kept.\n\nExamples:\n  accordwatch sources test https://example.org/feed\n  accordwatch sources test https://example.org/news --kind page\n  accordwatch sources test nasa-releases")
        { what, kind, allowPrivate };
        command.SetAction(async (line, cancellationToken) =>
        {
            var text = line.GetValue(what)!;
            var source = text.Contains("://", StringComparison.Ordinal)
                ? SourceOf(text, KindOf(line, kind), SourcesCommand.HostsOf(line, allowPrivate))
                : (await KnownSources.ReadAsync(globals.ConfigOf(line), globals.DataOf(line), cancellationToken)).Need(text).Source;
            var options = globals.SettingsOf(line).Acquire;
            using var fetcher = new Fetcher(options, TimeProvider.System);
            var robots = new Robots(fetcher, null, options, TimeProvider.System);
            var reading = await new SourceReader(fetcher, robots, FeedParsers.For(options)).ReadAsync(source, FetchConditions.None, cancellationToken);
            var sites = globals.SitesOf(line);
            var trial = reading is SourceReading.News news ? await SourceTrial.OfAsync(source, news, fetcher, robots, sites, cancellationToken) : null;
            return Tell(source, reading, trial, line.GetValue(globals.Json));
        });
        return command;
    }

    /// <exception cref="UsageException">Neither feed nor page.</exception>
    internal static SourceKind? KindOf(ParseResult line, Option<string?> option) => line.GetValue(option) switch
    {
        null => null,
        "feed" => SourceKind.Feed,
        "page" => SourceKind.Page,
        var other => throw new UsageException($"--kind {other}: write feed or page."),
    };

    /// <summary>None where the page cannot be read.</summary>
    internal static async Task<FeedAddresses> FeedsOfAsync(Page page, CancellationToken cancellationToken)
    {
        try
        {
            return await PageListing.FeedsOfAsync(page, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return new FeedAddresses([], []);
        }
    }

    private static SourceReader ReaderOf(Fetcher fetcher, AcquireOptions options)
        => new(fetcher, new Robots(fetcher, null, options, TimeProvider.System), FeedParsers.For(options));

    private static Source SourceOf(string url, SourceKind? kind, string[] allowPrivate)
        => SourceList.ObjectionToUrl(url) is { } objection
            ? throw new UsageException($"{objection}.")
            : new Source { Name = "new", Url = new Uri(url), Kind = kind ?? SourceKind.Feed, AllowPrivate = allowPrivate };

    private static async Task<List<(Source Source, SourceReading.News News)>> FoundAsync(Source start, SourceReader reader, CancellationToken cancellationToken)
    {
        var first = await reader.ReadAsync(start, FetchConditions.None, cancellationToken);
        if (first is SourceReading.News itself)
        {
            return [(start, itself)];
        }

        if (first is not SourceReading.Failed { Body: { } body } failed)
        {
            throw new InvalidDataException(((SourceReading.Failed)first).Because);
        }

        var addresses = await FeedsOfAsync(body.Page, cancellationToken);
        var found = await ReadAllAsync(addresses.Named, start, reader, most: int.MaxValue, cancellationToken);
        if (found.Count == 0)
        {
            // Most of the guesses do not exist: one that does is enough.
            found = await ReadAllAsync(addresses.Guessed, start, reader, most: 1, cancellationToken);
        }

        var asPage = start with { Kind = SourceKind.Page };
        return await reader.ReadAsync(asPage, body, cancellationToken) is SourceReading.News headlines ? [.. found, (asPage, headlines)] : found;
    }

    private static async Task<List<(Source Source, SourceReading.News News)>> ReadAllAsync(IReadOnlyList<Uri> urls, Source start, SourceReader reader, int most, CancellationToken cancellationToken)
    {
        var found = new List<(Source, SourceReading.News)>();
        foreach (var url in urls)
        {
            var candidate = start with { Url = url, Kind = SourceKind.Feed };
            if (await reader.ReadAsync(candidate, FetchConditions.None, cancellationToken) is SourceReading.News news)
            {
                found.Add((candidate, news));
            }

            if (found.Count >= most)
            {
                break;
            }
        }

        return found;
    }

    private static int Tell(Source source, SourceReading reading, SourceTrial? trial, bool asJson)
    {
        if (reading is SourceReading.News news && trial is not null)
        {
            Console.WriteLine(asJson ? Json.Line(Fields(source, news, trial)) : Words(source, news, trial));
            return ExitCode.Ok;
        }

        var reason = (reading as SourceReading.Failed)?.Because ?? $"{source.Url}: answered 304 although nothing was known yet";
        if (asJson)
        {
            Console.WriteLine(Json.Line(new { Url = source.Url.AbsoluteUri, Ok = false, Reason = reason }));
        }

        Console.Error.WriteLine($"accordwatch: {reason}.");
        return ExitCode.RunTime;
    }

    private static string Words(Source source, SourceReading.News news, SourceTrial trial)
    {
        var newest = NewestOf(news.Feed);
        var date = newest?.Published is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC  ") : "";
        string?[] lines =
        [
            $"format    {news.Format}",
            $"title     {news.Feed.Title ?? "(none)"}",
            $"entries   {news.Feed.Entries.Count}",
            $"newest    {(newest is null ? "(none)" : $"{date}{newest.Title ?? newest.Link}")}",
            $"language  {LanguageOf(source, news) ?? "not stated"}",
            $"text      {TextOf(news) switch { "whole" => "whole articles", "teasers" => "teasers; the article pages are read", _ => "none; the article pages are read" }}",
            $"rhythm    {trial.RhythmInWords}",
            $"robots    {trial.RobotsInWords}",
            $"fulltext  {trial.FullTextInWords}",
            news.Feed.Older is { } older ? $"older     {older}" : null,
            news.Feed.Problem is { } problem ? $"note      read forgivingly: {problem}" : null,
            FeedBounds.NoteOn(news.Feed) is { } bound ? $"note      {bound}" : null,
            news.Body.MovedTo is { } moved ? $"note      has moved for good to {moved}" : null,
        ];
        return string.Join('\n', lines.OfType<string>());
    }

    private static Dictionary<string, object?> Fields(Source source, SourceReading.News news, SourceTrial trial) => new(Fields(source, news))
    {
        ["rhythm_minutes"] = trial.Rhythm is { } rhythm ? Math.Round(rhythm.TotalMinutes) : null,
        ["robots"] = trial.Robots ?? "allowed",
        ["crawl_delay_seconds"] = trial.CrawlDelay?.TotalSeconds,
        ["full_text_score"] = trial.FullText is { } score ? Math.Round(score, 2) : null,
        ["articles_read"] = trial.Articles,
    };

    private static Dictionary<string, object?> Fields(Source source, SourceReading.News news) => new()
    {
        ["url"] = source.Url.AbsoluteUri,
        ["ok"] = true,
        ["kind"] = source.Kind,
        ["format"] = news.Format,
        ["title"] = news.Feed.Title,
        ["entries"] = news.Feed.Entries.Count,
        ["newest"] = NewestOf(news.Feed)?.Published?.UtcDateTime,
        ["newest_title"] = NewestOf(news.Feed)?.Title,
        ["language"] = LanguageOf(source, news),
        ["text"] = TextOf(news),
        ["older"] = news.Feed.Older,
        ["problem"] = news.Feed.Problem,
        ["left_out"] = FeedBounds.NoteOn(news.Feed),
        ["moved_to"] = news.Body.MovedTo?.AbsoluteUri,
    };

    private static FeedEntry? NewestOf(Feed feed) => feed.Entries.OrderByDescending(entry => entry.Published ?? DateTimeOffset.MinValue).FirstOrDefault();

    private static string? LanguageOf(Source source, SourceReading.News news) => source.Language ?? news.Feed.Language ?? news.Feed.Entries.Select(entry => entry.Language).FirstOrDefault(language => language is not null);

    /// <summary>whole, teasers or none: most entries decide.</summary>
    private static string TextOf(SourceReading.News news)
    {
        var lengths = news.Feed.Entries.Select(entry => SourceTrial.LengthOf(PlainText.OfHtml(entry.Content ?? entry.Summary ?? ""))).Order().ToList();
        return lengths.Count == 0 || lengths[lengths.Count / 2] == 0 ? "none" : lengths[lengths.Count / 2] >= SourceTrial.WholeArticle ? "whole" : "teasers";
    }
}
