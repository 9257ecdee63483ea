using System.CommandLine;
using AccordWatch.Host.Commands;
using AccordWatch.Knowledge;
using AccordWatch.Store;

var globals = new Globals();
var root = new RootCommand("AccordWatch watches the news for new space accords, keeps a register of them and mails digests.")
{
    globals.Config, globals.Data, globals.Json, globals.Verbose,
    ParseCommand.Build(globals),
    ClassifyCommand.Build(globals),
    ExtractCommand.Build(globals),
    GroupCommand.Build(globals), CompareCommand.Build(globals),
};
var line = root.Parse(args);
try
{
    return await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }) is var code && line.Errors.Count > 0 ? ExitCode.Configuration : code;
}
catch (Exception mistake) when (mistake is not OperationCanceledException && !line.GetValue(globals.Verbose))
{
    await Console.Error.WriteLineAsync($"accordwatch: {mistake.Message}");
    return mistake switch
    {
        MistakeException or UsageException => ExitCode.Configuration,
        DatabaseTooNewException => ExitCode.DatabaseVersion,
        LockHeldException => ExitCode.LockHeld,
        _ => ExitCode.RunTime,
    };
}
