using System.CommandLine;
using AccordWatch.Extract;
using AccordWatch.Host.Settings;
using AccordWatch.Knowledge;

namespace AccordWatch.Host.Commands;

/// <summary>The options that every command knows.</summary>
internal sealed class Globals
{
    public Option<string?> Config { get; } = new("--config") { Description = "Your own configuration folder; it overrides the shipped one file by file", HelpName = "DIR", Recursive = true };

    public Option<string?> Data { get; } = new("--data") { Description = "Where the database and the mail are kept (default: ./data)", HelpName = "DIR", Recursive = true };

    public Option<bool> Json { get; } = new("--json") { Description = "Print NDJSON with stable field names instead of text", Recursive = true };

    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Show debug logs, and stack traces of errors", Recursive = true };

    /// <summary>Reads the settings; a test puts its own in their place.</summary>
    public Func<ConfigFolder, HostSettings> Load { get; init; } = HostSettings.Load;

    /// <exception cref="MistakeException">A mistake in the settings, with file, line and key.</exception>
    public HostSettings SettingsOf(ParseResult line) => Load(ConfigOf(line));

    /// <exception cref="MistakeException">A mistake in a rule, or an example that does not come out as stated.</exception>
    public SiteRules SitesOf(ParseResult line) => SiteRules.Load(ConfigOf(line));

    /// <exception cref="UsageException">The folder does not exist.</exception>
    public ConfigFolder ConfigOf(ParseResult line)
    {
        var own = line.GetValue(Config) ?? Environment.GetEnvironmentVariable("ACCORDWATCH_CONFIG");
        if (own is not null && !Directory.Exists(own))
        {
            throw new UsageException($"--config {own}: no such folder. Create it, or leave --config out to use the shipped configuration ({ConfigFolder.Beside}).");
        }

        return new ConfigFolder(ConfigFolder.Beside, own);
    }

    public string DataOf(ParseResult line)
        => Path.GetFullPath(line.GetValue(Data) ?? Environment.GetEnvironmentVariable("ACCORDWATCH_DATA") ?? "data");
}
