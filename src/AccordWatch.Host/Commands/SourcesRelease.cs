using System.CommandLine;
using System.Globalization;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

/// <summary><c>sources release</c>: the user has looked at a flood of old entries.</summary>
internal static class SourcesRelease
{
    public static Command Build(Globals globals)
    {
        var name = new Argument<string>("NAME") { Description = "Name of the source" };
        var dismiss = new Option<bool>("--dismiss") { Description = "Keep them without telling them" };
        var dryRun = SourcesCommand.DryRun();
        var command = new Command(
            "release",
            "Ends the hold on old entries that a source showed all at once; they are told at its next visit.\n\nExamples:\n  accordwatch sources release example\n  accordwatch sources release example --dismiss")
        { name, dismiss, dryRun };
        command.SetAction(async (line, cancellationToken) =>
        {
            var isDry = line.GetValue(dryRun);
            var isTold = !line.GetValue(dismiss);
            using var data = isDry ? await DataFolder.OpenToReadAsync(globals.DataOf(line), cancellationToken) : await DataFolder.OpenAsync(globals.DataOf(line), cancellationToken);
            var state = KnownSources.Of(globals.ConfigOf(line), data).Need(line.GetValue(name)!);
            var held = isDry ? state.Held : await new SourceTable(data!.Database).ReleaseAsync(state.Source.Name, isTold, TimeProvider.System.GetUtcNow(), cancellationToken);
            var result = (isDry, isTold) switch { (true, true) => "would release", (true, false) => "would dismiss", (false, true) => "released", _ => "dismissed" };
            Console.WriteLine(line.GetValue(globals.Json)
                ? Json.Line(new { state.Source.Name, Entries = held, Result = isTold ? "released" : "dismissed", DryRun = isDry })
                : string.Create(CultureInfo.InvariantCulture, $"{result}  {state.Source.Name}  {held} entries"));
            return ExitCode.Ok;
        });
        return command;
    }
}
