using Spectre.Console;

namespace AccordWatch.Host.Commands;

/// <summary>Progress on standard error, where a person watches; nothing where none does.</summary>
internal static class Screen
{
    /// <param name="title">What is done.</param>
    /// <param name="work">Given what is to be called with the part done, 0..1.</param>
    public static async Task<T> WithProgressAsync<T>(string title, Func<Action<double>, Task<T>> work)
    {
        if (Console.IsErrorRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            return await work(_ => { });
        }

        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await screen.Progress().AutoClear(true).StartAsync(progress =>
        {
            var task = progress.AddTask(title, maxValue: 1);
            return work(done => task.Value = done);
        });
    }
}
