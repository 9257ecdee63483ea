using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace AccordWatch.Benchmarks.Peers;

/// <summary>A program that polls feeds, set up in a folder of its own with an empty store.</summary>
/// <param name="Name">As shown.</param>
/// <param name="Poll">One round over all feeds.</param>
internal sealed record Contestant(string Name, Func<Measured> Poll)
{
    private static readonly Dictionary<string, string> Plain = new() { ["LC_ALL"] = "C.UTF-8", ["http_proxy"] = "", ["https_proxy"] = "", ["no_proxy"] = "*" };

    /// <param name="dll">The published program.</param>
    /// <param name="folder">Empty.</param>
    /// <param name="feeds">All that it polls.</param>
    public static Contestant AccordWatch(string dll, string folder, IReadOnlyList<Uri> feeds)
    {
        var (config, data) = (Made(folder, "config"), Path.Combine(folder, "data"));
        // Nothing but the feeds is fetched, like with the others; every feed has a loopback host of its own, so nothing waits for a host.
        File.WriteAllText(Path.Combine(config, "sources.yaml"), SourcesOf(feeds));
        File.WriteAllText(Path.Combine(config, "accordwatch.json"), """{ "acquire": { "allowPrivate": ["127.0.0.0/8"] } }""");
        return new Contestant("AccordWatch", () => Measured.Of("dotnet", [dll, "poll", "--config", config, "--data", data], Plain, () => Count(Path.Combine(data, "accordwatch.db"), "SELECT count(*) FROM entry")));
    }

    /// <param name="folder">Empty.</param>
    /// <param name="feeds">All that it polls.</param>
    public static Contestant Newsboat(string folder, IReadOnlyList<Uri> feeds)
    {
        string File(string name) => Path.Combine(Made(folder), name);
        System.IO.File.WriteAllText(File("config"), "reload-threads 8\n");
        System.IO.File.WriteAllLines(File("urls"), feeds.Select(feed => feed.AbsoluteUri));
        var home = new Dictionary<string, string>(Plain) { ["HOME"] = folder };
        return new Contestant("newsboat", () => Measured.Of("newsboat", ["-C", File("config"), "-u", File("urls"), "-c", File("cache.db"), "-x", "reload"], home, () => Count(File("cache.db"), "SELECT count(*) FROM rss_item")));
    }

    /// <param name="folder">Empty.</param>
    /// <param name="feeds">All that it polls.</param>
    public static Contestant Rss2Email(string folder, IReadOnlyList<Uri> feeds)
    {
        string File(string name) => Path.Combine(Made(folder), name);
        var home = new Dictionary<string, string>(Plain) { ["HOME"] = folder };
        var text = new StringBuilder($"[DEFAULT]\nfrom = watch@localhost\nto = me@localhost\nemail-protocol = maildir\nmaildir-path = {Made(folder, "mail")}\nmaildir-mailbox = news\n\n");
        for (var at = 0; at < feeds.Count; at++)
        {
            text.Append(CultureInfo.InvariantCulture, $"[feed.f{at}]\nurl = {feeds[at]}\n\n");
        }

        System.IO.File.WriteAllText(File("rss2email.cfg"), text.ToString());
        return new Contestant("rss2email", () => Measured.Of("r2e", ["-c", File("rss2email.cfg"), "-d", File("rss2email.json"), "run"], home, () => Directory.EnumerateFiles(File("mail"), "*", SearchOption.AllDirectories).LongCount()));
    }

    /// <summary>The list of sources in the form of the program, contented with the words of the feeds.</summary>
    public static string SourcesOf(IEnumerable<Uri> feeds)
        => "sources:\n" + string.Concat(feeds.Select((feed, at) => string.Create(CultureInfo.InvariantCulture, $"  - name: feed-{at}\n    url: {feed}\n    language: en\n    full_text: false\n")));

    private static string Made(params string[] parts) => Directory.CreateDirectory(Path.Combine(parts)).FullName;

    private static long Count(string file, string sql)
    {
        Store.SqliteNative.Use();
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
