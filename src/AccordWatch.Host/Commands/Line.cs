using System.CommandLine;
using AccordWatch.Acquire;
using AccordWatch.Knowledge;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

/// <summary>The command line as a whole: its commands, and what a failure tells the shell.</summary>
internal static class Line
{
    /// <param name="globals">The options that every command knows.</param>
    /// <param name="acquire">Where commands that fetch have their settings from.</param>
    public static RootCommand Build(Globals globals, Func<AcquireOptions> acquire) => new("AccordWatch watches the news for new space accords, keeps a register of them and mails digests.")
    {
        globals.Config, globals.Data, globals.Json, globals.Verbose,
        ParseCommand.Build(globals),
        ExtractCommand.Build(globals),
        GroupCommand.Build(globals),
        CompareCommand.Build(globals),
        ClassifyCommand.Build(globals),
        SourcesCommand.Build(globals, acquire),
    };

    /// <returns>One of <see cref="ExitCode"/>; never throws.</returns>
    public static async Task<int> RunAsync(string[] args, Func<AcquireOptions>? acquire = null)
    {
        var globals = new Globals();
        var line = Build(globals, acquire ?? ReadAcquire).Parse(args);
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

    private static AcquireOptions ReadAcquire() => new();

    private static int CodeOf(Exception mistake) => mistake switch
    {
        MistakeException or UsageException => ExitCode.Configuration,
        DatabaseTooNewException => ExitCode.DatabaseVersion,
        LockHeldException => ExitCode.LockHeld,
        _ => ExitCode.RunTime,
    };
}
