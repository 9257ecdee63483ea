using System.CommandLine;
using System.Globalization;
using AccordWatch.Delivery;
using AccordWatch.Host.Settings;
using AccordWatch.Knowledge;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

/// <summary>What is missing, and the next step.</summary>
internal static class DoctorCommand
{
    public static Command Build(Globals globals)
    {
        var command = new Command("doctor", "Looks what is missing and names the next step; exit code 1 when something keeps AccordWatch from working.\n\nExample:\n  accordwatch doctor");
        command.SetAction(async (line, cancellationToken) =>
        {
            var findings = new List<(string Level, string What, string? Next)>();
            var config = globals.ConfigOf(line);
            foreach (var (file, check) in ConfigCommand.Checks(globals, config, globals.DataOf(line)))
            {
                findings.Add(ConfigCommand.MistakeOf(check) is { } mistake ? ("fail", mistake, "mend the line, then: accordwatch config check") : ("ok", file, null));
            }

            if (findings.TrueForAll(finding => finding.Level == "ok"))
            {
                await LookAsync(globals.Load(config), config, globals.DataOf(line), findings, cancellationToken);
            }

            foreach (var (level, what, next) in findings)
            {
                Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(new { level, what, next }) : $"{level,-5} {what}{(next is null ? "" : $"\n      next: {next}")}");
            }

            return findings.Exists(finding => finding.Level == "fail") ? ExitCode.RunTime : ExitCode.Ok;
        });
        return command;
    }

    private static async Task LookAsync(HostSettings settings, ConfigFolder config, string directory, List<(string Level, string What, string? Next)> findings, CancellationToken cancellationToken)
    {
        try
        {
            using var data = await DataFolder.OpenToReadAsync(directory, cancellationToken) ?? await DataFolder.OpenAsync(directory, cancellationToken);
            findings.Add(("ok", $"data directory {directory}", null));
            var version = data.Database.SqliteVersion;
            findings.Add(version >= Database.SafeSqlite
                ? ("ok", $"SQLite {version}", null)
                : ("warn", $"SQLite {version} is older than {Database.SafeSqlite}; safe here, since one connection writes", "update the libsqlite3 of the system when it offers a newer one"));
            LookAtSources(KnownSources.Of(config, data).All, findings);
        }
        catch (UsageException refused)
        {
            findings.Add(("fail", refused.Message, "make the directory writable, or name another with --data"));
        }

        findings.Add(HealthCommand.ReasonFor(directory, settings.Schedule.Look, TimeProvider.System.GetUtcNow()) is { } reason
            ? ("warn", reason, "accordwatch run, or the service in config/deploy") : ("ok", "the daemon is running", null));
        findings.Add(settings.Subscribers.Count == 0
            ? ("warn", "nobody gets digests", $"add an address under \"subscribers\" in {HostSettings.FileIn(config)}")
            : ("ok", string.Create(CultureInfo.InvariantCulture, $"{settings.Subscribers.Count} subscribers"), null));
        findings.Add(settings.Mail.Transport == TransportKind.Pickup
            ? ("warn", $"digests are written as files to {Path.Combine(directory, settings.Mail.PickupDirectory)}; nothing is sent", "set mail.transport to smtp, and mail.host, mail.from, mail.user")
            : ("ok", $"mail by {settings.Mail}", null));
        findings.Add(settings.Acquire is { Contact: null, PublicUrl: null }
            ? ("warn", "the User-Agent names nobody whom a site's administrator could write to", "set acquire.contact")
            : ("ok", "the User-Agent names a contact", null));
    }

    private static void LookAtSources(IReadOnlyList<SourceState> sources, List<(string Level, string What, string? Next)> findings)
    {
        var failing = sources.Where(state => state.Failures >= 3).ToList();
        findings.Add(sources.Count == 0
            ? ("warn", "there are no sources", "accordwatch sources add URL")
            : ("ok", string.Create(CultureInfo.InvariantCulture, $"{sources.Count} sources"), null));
        findings.AddRange(failing.Select(state => ("warn", string.Create(CultureInfo.InvariantCulture, $"{state.Source.Name} failed {state.Failures} times: {state.LastReason}"), (string?)$"accordwatch sources test {state.Source.Url}")));
    }
}
