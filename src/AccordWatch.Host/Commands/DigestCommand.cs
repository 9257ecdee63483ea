using System.CommandLine;
using System.Globalization;
using AccordWatch.Delivery;
using AccordWatch.Digest;
using AccordWatch.Host.Settings;
using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Text;
using Microsoft.Extensions.DependencyInjection;

namespace AccordWatch.Host.Commands;

internal static class DigestCommand
{
    public static Command Build(Globals globals) => new(
        "digest",
        "The mail to the subscribers.\n\nExamples:\n  accordwatch digest preview\n  accordwatch digest preview --to analyst@example.org --out ./preview\n  accordwatch digest send --dry-run")
    {
        PreviewOf(globals), SendOf(globals),
    };

    private static Command PreviewOf(Globals globals)
    {
        var to = new Option<string?>("--to") { Description = "A subscriber's address; the first one when left out, an imagined one when there is none" };
        var at = new Option<string?>("--at") { Description = "As if the edition ended at this time, e.g. 2021-09-30T07:30Z; now when left out" };
        var output = new Option<string?>("--out") { Description = "Folder for digest.eml, digest.txt and digest.html; the text on standard output otherwise", HelpName = "DIR" };
        var command = new Command("preview", "Writes the mail that a subscriber would get, and changes nothing.\n\nExamples:\n  accordwatch digest preview\n  accordwatch digest preview --at 2021-09-30T07:30Z --out ./preview") { to, at, output };
        command.SetAction(async (line, cancellationToken) =>
        {
            var config = globals.ConfigOf(line);
            var settings = globals.Load(config);
            using var data = await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken)
                ?? throw new UsageException("there is nothing to write about yet. Read the sources first: accordwatch poll");
            await using var services = new ServiceCollection().AddAccordWatch(config, settings, data.Database, data.Path).BuildServiceProvider();
            var preview = services.GetRequiredService<EditionRun>().Preview(SubscriberOf(settings, line.GetValue(to)), InstantOf(line.GetValue(at)));
            if (line.GetValue(output) is { } folder)
            {
                await WriteAsync(folder, preview, cancellationToken);
                await Console.Error.WriteLineAsync($"digest.eml, digest.txt and digest.html written to {Path.GetFullPath(folder)}");
            }
            else
            {
                Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(new { subject = preview.Rendered.Subject, text = preview.Rendered.Text, items = preview.Content.Items.Count }) : $"Subject: {preview.Rendered.Subject}\n\n{preview.Rendered.Text}");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command SendOf(Globals globals)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be sent, and send nothing" };
        var command = new Command("send", "Sends the editions that are due; what was sent is not sent again.\n\nExamples:\n  accordwatch digest send --dry-run\n  accordwatch digest send") { dryRun };
        command.SetAction(async (line, cancellationToken) =>
        {
            var config = globals.ConfigOf(line);
            var settings = globals.Load(config);
            if (settings.Subscribers.Count == 0)
            {
                throw new UsageException($"there are no subscribers. Add some under \"subscribers\" in {HostSettings.FileIn(config)}.");
            }

            using var data = await DataFolder.OpenAsync(globals.DataOf(line), cancellationToken);
            await using var services = new ServiceCollection().AddAccordWatch(config, settings, data.Database, data.Path).BuildServiceProvider();
            var run = services.GetRequiredService<EditionRun>();
            var now = TimeProvider.System.GetUtcNow();
            if (line.GetValue(dryRun))
            {
                foreach (var subscriber in settings.Subscribers)
                {
                    var due = Periods.LastDue(subscriber, now);
                    var items = new EditionTable(data.Database).UntoldOf(subscriber.Address, due).Count;
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{subscriber.Address}  edition to {due.End:yyyy-MM-dd HH:mm}Z: {items} accords not yet told"));
                }

                return ExitCode.Ok;
            }

            var report = await run.RunAsync(settings.Subscribers, now, cancellationToken);
            foreach (var outcome in report.Outcomes)
            {
                Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(outcome) : Row(outcome));
            }

            return report.Outcomes.Any(outcome => outcome is { IsNow: true, State: DeliveryState.Failed or DeliveryState.Unknown }) ? ExitCode.RunTime : ExitCode.Ok;
        });
        return command;
    }

    internal static async Task WriteAsync(string folder, DigestPreview preview, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "digest.eml"), preview.Message.ToArray(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "digest.txt"), preview.Rendered.Text, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "digest.html"), preview.Rendered.Html, cancellationToken);
    }

    private static string Row(EditionOutcome outcome)
        => $"{outcome.Subscriber}  {(outcome.IsNow ? "" : "already ")}{outcome.State.ToString().ToLowerInvariant()}  {outcome.Subject ?? outcome.Reason}";

    private static Subscriber SubscriberOf(HostSettings settings, string? address)
    {
        if (address is null)
        {
            return settings.Subscribers.Count > 0 ? settings.Subscribers[0] : new Subscriber { Address = "reader@example.org" };
        }

        try
        {
            return settings.Subscribers.FirstOrDefault(one => one.Address.Equals(address, StringComparison.OrdinalIgnoreCase)) ?? new Subscriber { Address = Mailbox.Checked(address) };
        }
        catch (FormatException mistake)
        {
            throw new UsageException($"--to {address}: {mistake.Message}");
        }
    }

    private static DateTimeOffset InstantOf(string? text)
        => text is null ? TimeProvider.System.GetUtcNow()
            : DateReader.Read(text)?.Instant ?? throw new UsageException($"--at {text}: not a time. Write it like 2021-09-30T07:30Z.");
}
