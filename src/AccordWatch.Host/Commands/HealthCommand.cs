using System.CommandLine;
using System.Globalization;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

internal static class HealthCommand
{
    // The daemon beats at each look for due sources, every 10 minutes at the longest.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public static Command Build(Globals globals)
    {
        var command = new Command("health", "The probe for containers: exit code 0 when the daemon on this data directory is alive, 1 with the reason when not.\n\nExample:\n  accordwatch health --data /data");
        command.SetAction(async (line, _) =>
        {
            var reason = ReasonFor(globals.DataOf(line), globals.SettingsOf(line).Schedule.Look, TimeProvider.System.GetUtcNow());
            if (reason is not null)
            {
                await Console.Error.WriteLineAsync($"accordwatch: {reason}");
                return ExitCode.RunTime;
            }

            Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(new { healthy = true }) : "healthy");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <returns>Why the daemon is not well; null when it is.</returns>
    internal static string? ReasonFor(string directory, TimeSpan look, DateTimeOffset now)
    {
        var file = Path.Combine(directory, RunCommand.PulseFile);
        if (!File.Exists(file))
        {
            return $"no daemon runs on {directory}. Start it with: accordwatch run --data {directory}";
        }

        var beat = DateTimeOffset.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var told) ? told : File.GetLastWriteTimeUtc(file);
        return now - beat > (3 * look) + Grace ? string.Create(CultureInfo.InvariantCulture, $"the daemon on {directory} has not looked for due sources since {Instant.ToText(beat)}. See its log, and start it again.") : null;
    }
}
