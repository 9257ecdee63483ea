using System.CommandLine;
using System.Globalization;
using AccordWatch.Acquire;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

internal static class SourcesCommand
{
    public static Command Build(Globals globals) => new(
        "sources",
        "Feeds and news pages that are read.\n\nExamples:\n  accordwatch sources list\n  accordwatch sources discover https://example.org/\n  accordwatch sources add https://example.org/feed --name example")
    {
        ListOf(globals),
        SourcesAdd.Build(globals),
        RemoveOf(globals),
        SourcesRelease.Build(globals),
        SourcesTry.Discover(globals),
        SourcesTry.Test(globals),
        SourcesExchange.Import(globals),
        SourcesExchange.Export(globals),
    };

    private static Command ListOf(Globals globals)
    {
        var failing = new Option<bool>("--failing") { Description = "Only those whose last visit failed" };
        var command = new Command("list", "Prints every source with what its last visit showed.\n\nExamples:\n  accordwatch sources list\n  accordwatch sources list --failing --json") { failing };
        command.SetAction(async (line, cancellationToken) =>
        {
            var known = await KnownSources.ReadAsync(globals.ConfigOf(line), globals.DataOf(line), cancellationToken);
            var shown = known.All.Where(state => !line.GetValue(failing) || state.Failures > 0).ToList();
            foreach (var state in shown)
            {
                Console.WriteLine(line.GetValue(globals.Json) ? Json.Line(Fields(state)) : Row(state, shown.Max(one => one.Source.Name.Length)));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command RemoveOf(Globals globals)
    {
        var name = new Argument<string>("NAME") { Description = "Name of the source" };
        var dryRun = DryRun();
        var command = new Command("remove", "Stops reading a source that was added by command; its articles stay.\n\nExample:\n  accordwatch sources remove example") { name, dryRun };
        command.SetAction(async (line, cancellationToken) =>
        {
            var isDry = line.GetValue(dryRun);
            using var data = isDry ? await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken) : await DataFolder.OpenAsync(globals.DataOf(line), cancellationToken);
            var known = KnownSources.Of(globals.ConfigOf(line), data);
            var state = known.Need(line.GetValue(name)!);
            if (state.Origin == "file")
            {
                throw new UsageException($"'{state.Source.Name}' stands in {known.File}. Delete its block there; a source that is in the file cannot be removed by command.");
            }

            if (!isDry)
            {
                await new SourceTable(data!.Database).RemoveAsync(state.Source.Name, cancellationToken);
            }

            Console.WriteLine(line.GetValue(globals.Json)
                ? Json.Line(new { state.Source.Name, Url = state.Source.Url.AbsoluteUri, Result = "removed", DryRun = isDry })
                : $"{(isDry ? "would remove" : "removed")}  {state.Source.Name}  {state.Source.Url}");
            return ExitCode.Ok;
        });
        return command;
    }

    internal static Option<bool> DryRun() => new("--dry-run") { Description = "Only say what would be changed" };

    internal static Option<string[]> AllowPrivate() => new("--allow-private")
    {
        Description = "Host, address or range on your own network that may be read",
        HelpName = "HOST",
    };

    /// <exception cref="UsageException">One of them is no host.</exception>
    internal static string[] HostsOf(ParseResult line, Option<string[]> option)
    {
        var hosts = line.GetValue(option) ?? [];
        return Array.Find(hosts, host => !AddressGuard.IsEntry(host)) is { } wrong
            ? throw new UsageException($"--allow-private {wrong}: neither a host name nor a range like 10.1.2.0/24.")
            : hosts;
    }

    private static Dictionary<string, object?> Fields(SourceState state) => new()
    {
        ["name"] = state.Source.Name,
        ["url"] = state.Source.Url.AbsoluteUri,
        ["kind"] = state.Source.Kind,
        ["language"] = state.Source.Language,
        ["categories"] = state.Source.Categories,
        ["origin"] = state.Origin,
        ["last_visit_at"] = state.LastVisitAt?.UtcDateTime,
        ["last_success_at"] = state.LastSuccessAt?.UtcDateTime,
        ["next_visit_at"] = state.NextVisitAt == default ? null : state.NextVisitAt.UtcDateTime,
        ["failures"] = state.Failures,
        ["reason"] = state.LastReason,
        ["moved_to"] = state.MovedTo?.AbsoluteUri,
        ["move_said"] = state.MoveSaid?.AbsoluteUri,
        ["last_entry_at"] = state.LastEntryAt?.UtcDateTime,
        ["rhythm_minutes"] = state.Rhythm is { } rhythm ? Math.Round(rhythm.TotalMinutes) : null,
        ["silence"] = state.Silence,
        ["overlaps_lost"] = state.OverlapsLost,
        ["gaps_filled"] = state.GapsFilled,
        ["held"] = state.Held,
        ["hub"] = state.Hub?.AbsoluteUri,
        ["subscription"] = state.Subscription,
        ["subscribed_until"] = state.SubscribedUntil?.UtcDateTime,
        ["subscription_reason"] = state.SubscriptionReason,
        ["pushed_at"] = state.PushedAt?.UtcDateTime,
        ["gone_at"] = state.GoneAt?.UtcDateTime,
    };

    /// <summary>The subscription at the hub of the source in words, or null.</summary>
    internal static string? SubscriptionOf(SourceState state) => state.Subscription switch
    {
        null => null,
        "active" => string.Create(CultureInfo.InvariantCulture, $"subscribed until {state.SubscribedUntil?.UtcDateTime:yyyy-MM-dd HH:mm} UTC{(state.SubscriptionReason is { } why ? $" (renewal failed: {why})" : "")}"),
        "wanted" or "pending" => "subscription pending",
        var other => $"subscription {other}: {state.SubscriptionReason}",
    };

    private static string Row(SourceState state, int width)
    {
        var condition = state.GoneAt is { } gone ? string.Create(CultureInfo.InvariantCulture, $"gone since {gone.UtcDateTime:yyyy-MM-dd}, not visited any more: {state.LastReason}")
            : state.Failures > 0 ? $"failing ({state.Failures}): {state.LastReason}"
            : state.Silence is { } silence ? $"silent: {silence}"
            : state.LastSuccessAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"read {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
            : "not read yet";
        return $"{state.Source.Name.PadRight(width)}  {(state.Source.Kind == Model.SourceKind.Page ? "page" : "feed")}  {state.Source.Language ?? "--"}  {state.Origin,-5}  {state.Source.Url}  {condition}{(state.MovedTo is { } moved ? $"; moved for good, read at {moved}" : "")}"
            + (state.MoveSaid is { } said ? $"; says that it has moved for good to {said}" : "")
            + (SubscriptionOf(state) is { } subscription ? $"; {subscription}" : "")
            + (state.OverlapsLost == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {state.OverlapsLost} times more came than it shows at once"))
            + (state.GapsFilled == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {state.GapsFilled} gaps filled from its older pages"))
            + (state.Held == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {state.Held} old entries held, see: accordwatch sources release --help"));
    }
}
