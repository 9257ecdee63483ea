using System.CommandLine;
using AccordWatch.Acquire;
using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Text;

namespace AccordWatch.Host.Commands;

/// <summary><c>sources add</c>: the address is read once, and what it showed is kept as the first visit.</summary>
internal sealed class SourcesAdd
{
    private readonly Globals _globals;
    private readonly Argument<string> _url = new("URL") { Description = "Address of a feed or of a page of headlines" };
    private readonly Option<string?> _name = new("--name") { Description = "A short name; made of the address when left out", HelpName = "NAME" };
    private readonly Option<string?> _kind = new("--kind") { Description = "What the address is; found out when left out", HelpName = "feed|page" };
    private readonly Option<string?> _language = new("--language") { Description = "Language of the articles, two letters", HelpName = "CODE" };
    private readonly Option<string[]> _allowPrivate = SourcesCommand.AllowPrivate();
    private readonly Option<bool> _unchecked = new("--unchecked") { Description = "Add it although it cannot be read now" };
    private readonly Option<bool> _dryRun = SourcesCommand.DryRun();

    private SourcesAdd(Globals globals) => _globals = globals;

    public static Command Build(Globals globals)
    {
        var add = new SourcesAdd(globals);
        var command = new Command(
            "add",
            "Reads an address once and adds it to the sources.\n\nExamples:\n  accordwatch sources add https://example.org/feed\n  accordwatch sources add https://example.org/news --kind page --language es --name example")
        { add._url, add._name, add._kind, add._language, add._allowPrivate, add._unchecked, add._dryRun };
        command.SetAction(add.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var wanted = Wanted(line);
        var isDry = line.GetValue(_dryRun);
        using var data = isDry ? await DataFolder.OpenToReadAsync(_globals.DataOf(line), cancellationToken) : await DataFolder.OpenAsync(_globals.DataOf(line), cancellationToken);
        var known = KnownSources.Of(_globals.ConfigOf(line), data);
        if (known.Sources.FirstOrDefault(source => CanonicalUrl.Of(source.Url) == CanonicalUrl.Of(wanted.Url)) is { } present)
        {
            return Tell(line, present, "present", null);
        }

        var named = wanted with { Name = NameOf(line, wanted.Url, known) };
        var options = _globals.SettingsOf(line).Acquire;
        using var fetcher = new Fetcher(options, TimeProvider.System);
        var startedAt = TimeProvider.System.GetUtcNow();
        var robots = new Robots(fetcher, isDry ? null : new RobotsTable(data!.Database), options, TimeProvider.System);
        var (source, reading) = await ReadAsync(line, named, new SourceReader(fetcher, robots, FeedParsers.For(options)), cancellationToken);
        if (reading is SourceReading.Failed failed && !line.GetValue(_unchecked))
        {
            await Console.Error.WriteLineAsync($"accordwatch: not added: {failed.Because}. To add it all the same: --unchecked");
            return ExitCode.RunTime;
        }

        if (!isDry)
        {
            var table = new SourceTable(data!.Database);
            await KeepAsync(source, reading, startedAt, new Acquirer(fetcher, robots, table, options, TimeProvider.System), table, cancellationToken);
        }

        return Tell(line, source, "added", (reading as SourceReading.News)?.Feed.Entries.Count);
    }

    internal static async Task KeepAsync(Source source, SourceReading reading, DateTimeOffset startedAt, Acquirer acquirer, SourceTable table, CancellationToken cancellationToken)
    {
        await table.AddAsync(source, startedAt, cancellationToken);
        await acquirer.KeepAsync(table.Find(source.Name)!, reading, null, startedAt, unconditional: true, cancellationToken);
    }

    // A page that names no feed is read as a page, unless the user said what it is.
    private async Task<(Source Source, SourceReading Reading)> ReadAsync(ParseResult line, Source source, SourceReader reader, CancellationToken cancellationToken)
    {
        var reading = await reader.ReadAsync(source, FetchConditions.None, cancellationToken);
        if (line.GetValue(_kind) is not null || reading is not SourceReading.Failed { Body: { } body })
        {
            return (source, reading);
        }

        var asPage = source with { Kind = SourceKind.Page };
        return await reader.ReadAsync(asPage, body, cancellationToken) is SourceReading.News news && (await SourcesTry.FeedsOfAsync(body.Page, cancellationToken)).Named.Count == 0 ? (asPage, news) : (source, reading);
    }

    private Source Wanted(ParseResult line)
    {
        var url = line.GetValue(_url)!;
        if (SourceList.ObjectionToUrl(url) is { } objection)
        {
            throw new UsageException($"{objection}.");
        }

        var language = line.GetValue(_language);
        if (language is not null && SourceList.ObjectionToLanguage(language) is { } wrong)
        {
            throw new UsageException($"--language: {wrong}.");
        }

        return new Source { Name = "new", Url = new Uri(url), Kind = SourcesTry.KindOf(line, _kind) ?? SourceKind.Feed, Language = language, AllowPrivate = SourcesCommand.HostsOf(line, _allowPrivate) };
    }

    private string NameOf(ParseResult line, Uri url, KnownSources known)
    {
        var taken = known.Sources.Select(source => source.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (line.GetValue(_name) is not { } name)
        {
            return SourceList.NameFor("", url, taken);
        }

        return SourceList.ObjectionToName(name) is { } objection ? throw new UsageException($"--name: {objection}.")
            : taken.Contains(name) ? throw new UsageException($"--name {name}: there is a source of that name ({known.Need(name).Source.Url}). Choose another.")
            : name;
    }

    private int Tell(ParseResult line, Source source, string result, int? entries)
    {
        var isDry = line.GetValue(_dryRun) && result == "added";
        Console.WriteLine(line.GetValue(_globals.Json)
            ? Json.Line(new { source.Name, Url = source.Url.AbsoluteUri, source.Kind, Result = result, Entries = entries, DryRun = isDry })
            : $"{(isDry ? "would add" : result)}  {source.Name}  {source.Url}{(entries is null ? "" : $"  ({entries} entries)")}");
        return ExitCode.Ok;
    }
}
