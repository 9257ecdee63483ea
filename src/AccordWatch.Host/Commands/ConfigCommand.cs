using System.Collections;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccordWatch.Acquire;
using AccordWatch.Delivery;
using AccordWatch.Digest;
using AccordWatch.Extract;
using AccordWatch.Host.Settings;
using AccordWatch.Knowledge;

namespace AccordWatch.Host.Commands;

internal static class ConfigCommand
{
    // Keys whose values are never shown.
    private static readonly string[] Secret = ["password"];

    public static Command Build(Globals globals) => new("config", "The configuration in force.\n\nExamples:\n  accordwatch config check\n  accordwatch config show --config /etc/accordwatch")
    {
        ShowOf(globals), CheckOf(globals),
    };

    private static Command ShowOf(Globals globals)
    {
        var command = new Command("show", "Prints every setting in force with where it comes from; secrets are masked.\n\nExample:\n  accordwatch config show");
        command.SetAction((line, _) =>
        {
            var config = globals.ConfigOf(line);
            var settings = globals.Load(config);
            var origins = OriginsOf(HostSettings.FileIn(config), Environment.GetEnvironmentVariables());
            foreach (var (key, value) in Flat(SettingsReader.ToJson(settings), ""))
            {
                var shown = Secret.Any(name => key.EndsWith(name, StringComparison.OrdinalIgnoreCase)) && value is not ("null" or "\"\"") ? "\"********\"" : value;
                var origin = origins.FirstOrDefault(one => key.StartsWith(one.Key, StringComparison.OrdinalIgnoreCase)).Origin ?? "default";
                Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(new { key, value = JsonNode.Parse(shown), origin }) : $"{key} = {shown}    [{origin}]");
            }

            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static Command CheckOf(Globals globals)
    {
        var command = new Command("check", "Checks all configuration files; exit code 2 and file, line and key of each mistake.\n\nExample:\n  accordwatch config check --config /etc/accordwatch");
        command.SetAction(async (line, _) =>
        {
            var config = globals.ConfigOf(line);
            var mistakes = Checks(globals, config, globals.DataOf(line)).Select(check => (check.File, Mistake: MistakeOf(check.Check))).ToList();
            foreach (var (file, mistake) in mistakes)
            {
                if (mistake is null)
                {
                    Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(new { file, ok = true }) : $"ok  {file}");
                }
                else
                {
                    await Console.Error.WriteLineAsync($"accordwatch: {mistake}");
                }
            }

            return mistakes.TrueForAll(one => one.Mistake is null) ? ExitCode.Ok : ExitCode.Configuration;
        });
        return command;
    }

    /// <summary>Each file or group of files with what loads it.</summary>
    internal static IEnumerable<(string File, Action Check)> Checks(Globals globals, ConfigFolder config, string data)
    {
        yield return (HostSettings.FileIn(config), () => Transports.For(globals.Load(config).Mail, data));
        yield return (config.PathOf("sources.yaml"), () => SourceList.Load(YamlFile.Read(config.PathOf("sources.yaml"))));
        yield return ($"{config.PathOf("watch.yaml")} and knowledge", () => KnowledgeBase.Load(config));
        foreach (var file in SiteRules.FilesIn(config))
        {
            yield return (file, () => SiteRules.Read(file));
        }

        yield return (config.PathOf("templates/digest.html.hbs"), () => _ = new DigestRenderer(config.PathOf("templates/digest.html.hbs")));
    }

    internal static string? MistakeOf(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (MistakeException mistake)
        {
            return mistake.Message;
        }
    }

    private static List<(string Key, string Origin)> OriginsOf(string file, IDictionary environment)
    {
        var origins = SettingsReader.FromEnvironment(environment).Select(one => (string.Join('.', one.Path), one.Variable)).ToList();
        if (File.Exists(file))
        {
            var written = JsonNode.Parse(File.ReadAllText(file), null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            origins.AddRange(Flat(written, "").Select(one => (one.Key, file)));
        }

        return origins;
    }

    private static IEnumerable<(string Key, string Value)> Flat(JsonNode? node, string path)
    {
        switch (node)
        {
            case JsonObject values:
                return values.SelectMany(pair => Flat(pair.Value, path.Length == 0 ? pair.Key : $"{path}.{pair.Key}"));
            case JsonArray { Count: > 0 } list:
                return list.SelectMany((item, at) => Flat(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]")));
            default:
                return [(path, node?.ToJsonString() ?? "null")];
        }
    }
}
