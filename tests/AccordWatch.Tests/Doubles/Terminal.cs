using AccordWatch.Acquire;
using AccordWatch.Host.Commands;
using AccordWatch.Host.Settings;

namespace AccordWatch.Tests.Doubles;

/// <summary>What a command said and how it ended.</summary>
internal sealed record Said(int Code, string Out, string Error);

/// <summary>Runs command lines in this process, with a data directory and a configuration folder of their own; loopback may be read.</summary>
internal sealed class Terminal : IDisposable
{
    private static readonly AcquireOptions Acquire = new() { HostSpacing = TimeSpan.Zero, AllowPrivate = ["127.0.0.0/8"] };
    private readonly TemporaryFolder _folder = new();

    public Terminal(string sources = "sources: []\n")
    {
        Directory.CreateDirectory(_folder.File("config"));
        File.WriteAllText(_folder.File("config/sources.yaml"), sources);
    }

    public string Data => _folder.File("data");

    public string Folder(string name) => _folder.File(name);

    public string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }

    public Task<Said> RunAsync(params string[] args) => RunOnAsync(Data, args);

    public async Task<Said> RunOnAsync(string data, params string[] args)
    {
        using var written = new StringWriter();
        using var complained = new StringWriter();
        var (oldOut, oldError) = (Console.Out, Console.Error);
        Console.SetOut(written);
        Console.SetError(complained);
        try
        {
            var code = await Line.RunAsync([.. args, "--config", _folder.File("config"), "--data", data], new Globals { Load = _ => new HostSettings { Acquire = Acquire } });
            return new Said(code, written.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(oldOut);
            Console.SetError(oldError);
        }
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>The console belongs to the whole process: tests that read it run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TheConsole
{
    public const string Name = "console";
}
