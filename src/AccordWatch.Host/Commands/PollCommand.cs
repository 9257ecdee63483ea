using System.CommandLine;
using System.Globalization;
using AccordWatch.Acquire;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AccordWatch.Host.Commands;

internal static class PollCommand
{
    public static Command Build(Globals globals)
    {
        var names = new Argument<string[]>("SOURCE") { Description = "Names of sources; none means all", Arity = ArgumentArity.ZeroOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be visited, and visit nothing" };
        var command = new Command("poll", "Visits sources once, now, whether they are due or not, and exits.\n\nExamples:\n  accordwatch poll\n  accordwatch poll nasa-releases esa-space-news") { names, dryRun };
        command.SetAction(async (line, cancellationToken) =>
        {
            var config = globals.ConfigOf(line);
            var loaded = globals.Load(config);
            using var data = await DataFolder.OpenAsync(globals.DataOf(line), cancellationToken);
            await using var services = new ServiceCollection().AddAccordWatch(config, loaded, data.Database, data.Path).BuildServiceProvider();
            var chosen = await ChosenAsync(services, config, data, line.GetValue(names)!, cancellationToken);
            if (line.GetValue(dryRun))
            {
                chosen.ToList().ForEach(state => Console.WriteLine($"would visit  {state.Source.Name}  {state.Source.Url}"));
                return ExitCode.Ok;
            }

            var rounds = services.GetRequiredService<Rounds>();
            var width = chosen.Select(state => state.Source.Name.Length).DefaultIfEmpty(0).Max();
            var shown = await Screen.WithProgressAsync("visiting", progress => VisitAsync(rounds, chosen, end => line.GetValue(globals.Json) ? Json.Line(Fields(end)) : Row(end, width), progress, cancellationToken));
            foreach (var (_, text, _) in shown)
            {
                Console.WriteLine(text);
            }

            return shown.Count > 0 && shown.All(one => one.HasFailed) ? ExitCode.RunTime : ExitCode.Ok;
        });
        return command;
    }

    private static async Task<IReadOnlyList<SourceState>> ChosenAsync(ServiceProvider services, ConfigFolder config, DataFolder data, string[] names, CancellationToken cancellationToken)
    {
        var sources = services.GetRequiredService<SourceTable>();
        await sources.SyncAsync(services.GetRequiredService<Current<IReadOnlyList<Source>>>().Value, TimeProvider.System.GetUtcNow(), cancellationToken);
        return names.Length == 0 ? sources.All() : [.. names.Select(KnownSources.Of(config, data).Need)];
    }

    // A visit is put into words as it ends: what it brought may be large.
    private static async Task<IReadOnlyList<(string Source, string Text, bool HasFailed)>> VisitAsync(Rounds rounds, IReadOnlyList<SourceState> chosen, Func<VisitEnd, string> inWords, Action<double> progress, CancellationToken cancellationToken)
    {
        var ends = new List<(string Source, string Text, bool HasFailed)>();
        MistakeException? mistake = null;
        await rounds.OnceAsync(
            chosen,
            end =>
            {
                lock (ends)
                {
                    mistake ??= end.Broken as MistakeException;
                    ends.Add((end.Source, inWords(end), end.Visited is not { Acquired.Outcome: not VisitOutcome.Failed }));
                    progress((double)ends.Count / chosen.Count);
                }
            },
            cancellationToken);
        return mistake is null ? [.. ends.OrderBy(end => end.Source, StringComparer.Ordinal)] : throw mistake;
    }

    private static Dictionary<string, object?> Fields(VisitEnd end) => new()
    {
        ["source"] = end.Source,
        ["outcome"] = end.Visited?.Acquired.Outcome ?? VisitOutcome.Failed,
        ["new_entries"] = end.Visited?.Acquired.New ?? 0,
        ["held"] = end.Visited?.Acquired.Held ?? 0,
        ["told"] = end.Visited?.News.Count ?? 0,
        ["in_feed_words"] = end.Visited?.InFeedWords.Select(one => new { one.Url, one.Because }) ?? [],
        ["misread"] = end.Visited?.Misread.Select(one => new { one.Url, one.Rule.Host, one.Rule.Missed }) ?? [],
        ["accords"] = AccordsOf(end).Select(accord => accord.AccordId),
        ["reason"] = end.Broken?.Message ?? end.Visited?.Acquired.Reason,
        ["left_out"] = end.Visited?.Acquired.LeftOut,
        ["next_visit_at"] = end.Visited?.Acquired.NextVisitAt,
    };

    private static string Row(VisitEnd end, int width)
    {
        var name = end.Source.PadRight(width);
        if (end.Visited is not { Acquired.Outcome: not VisitOutcome.Failed } visited)
        {
            return $"{name}  failed     {end.Broken?.Message ?? end.Visited?.Acquired.Reason}";
        }

        var accords = AccordsOf(end).ToList();
        var inFeedWords = visited.InFeedWords.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {visited.InFeedWords.Count} in the words of the feed ({visited.InFeedWords[0].Because})");
        return string.Create(CultureInfo.InvariantCulture, $"{name}  {visited.Acquired.Outcome.ToString().ToLowerInvariant(),-9}  {visited.Acquired.New} new entries, {visited.News.Count} articles{inFeedWords}{(visited.Acquired.Held == 0 ? "" : $", {visited.Acquired.Held} held: {visited.Acquired.HeldBecause}")}")
            + (visited.Acquired.LeftOut is { } leftOut ? $", {leftOut}" : "")
            + (visited.Misread.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {visited.Misread.Count} read with the {visited.Misread[0].Rule}"))
            + (accords.Count == 0 ? "" : $", accords: {string.Join(", ", accords.Select(accord => accord.AccordId).Distinct())}");
    }

    private static IEnumerable<Register.Registered> AccordsOf(VisitEnd end) => end.Visited?.News.SelectMany(report => report.Accords) ?? [];
}
