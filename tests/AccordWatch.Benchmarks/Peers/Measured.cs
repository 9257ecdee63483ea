using System.Diagnostics;
using System.Globalization;

namespace AccordWatch.Benchmarks.Peers;

/// <summary>What one run of a program cost.</summary>
/// <param name="Wall">Seconds from start to end.</param>
/// <param name="Cpu">Seconds of user and system time.</param>
/// <param name="Memory">Peak resident set, MB.</param>
/// <param name="Stored">Entries in its store after it.</param>
internal sealed record Measured(double Wall, double Cpu, double Memory, long Stored)
{
    private const string Time = "/usr/bin/time";

    /// <summary>Whether a program can be started under that name.</summary>
    public static bool Has(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs a program to its end under GNU time.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static Measured Of(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, Func<long> stored)
    {
        var figures = Path.GetTempFileName();
        var start = new ProcessStartInfo(Time, ["-q", "-f", "%e %U %S %M", "-o", figures, program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}{output.Result}");
        }

        var parts = File.ReadAllText(figures).Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToList();
        File.Delete(figures);
        return new Measured(parts[0], parts[1] + parts[2], parts[3] / 1024, stored());
    }

    /// <summary>Each figure by itself the middle one.</summary>
    public static Measured Median(IReadOnlyCollection<Measured> runs)
    {
        return new Measured(Middle(run => run.Wall), Middle(run => run.Cpu), Middle(run => run.Memory), (long)Middle(run => run.Stored));

        double Middle(Func<Measured, double> figure) => runs.Select(figure).Order().ElementAt(runs.Count / 2);
    }
}
