using System.CommandLine;
using AccordWatch.Knowledge;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

/// <summary>The command line as a whole: its commands, and what a failure tells the shell.</summary>
internal static class Line
{
    public static RootCommand Build(Globals globals) => new("AccordWatch watches the news for new space accords, keeps a register of them and mails digests.")
    {
        globals.Config, globals.Data, globals.Json, globals.Verbose,
        RunCommand.Build(globals),
        DemoCommand.Build(globals),
        PollCommand.Build(globals),
        SourcesCommand.Build(globals),
        ParseCommand.Build(globals),
        ExtractCommand.Build(globals),
        StoriesCommand.Build(globals),
        GroupCommand.Build(globals),
        TrainCommand.Build(),
        CompareCommand.Build(globals),
        ClassifyCommand.Build(globals),
        EvaluateCommand.Build(globals),
        ExplainCommand.Build(globals),
        AccordsCommand.Build(globals),
        DigestCommand.Build(globals),
        DoctorCommand.Build(globals),
        StatusCommand.Build(globals),
        HealthCommand.Build(globals),
        ConfigCommand.Build(globals),
    };

    /// <returns>One of <see cref="ExitCode"/>; never throws.</returns>
    public static async Task<int> RunAsync(string[] args, Globals? globals = null)
    {
        globals ??= new Globals();
        var line = Build(globals).Parse(args);
        try
        {
            var code = await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return line.Errors.Count > 0 ? ExitCode.Configuration : code;
        }
        catch (Exception mistake)
        {
            await Console.Error.WriteLineAsync($"accordwatch: {(mistake is OperationCanceledException ? "stopped." : line.GetValue(globals.Verbose) ? mistake : mistake.Message)}");
            return CodeOf(mistake);
        }
    }

    private static int CodeOf(Exception mistake) => mistake switch
    {
        MistakeException or UsageException => ExitCode.Configuration,
        DatabaseTooNewException => ExitCode.DatabaseVersion,
        LockHeldException => ExitCode.LockHeld,
        _ => ExitCode.RunTime,
    };
}
