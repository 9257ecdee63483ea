using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AccordWatch.Benchmarks.Peers;

/// <summary>The program as users run it.</summary>
internal static class PublishedProgram
{
    /// <summary>Path of <c>accordwatch.dll</c>: in the folder that the arguments name, or published anew as the README says.</summary>
    /// <exception cref="InvalidOperationException">It cannot be published.</exception>
    public static string Of(IReadOnlyList<string> arguments)
    {
        if (arguments is [var folder, ..])
        {
            return Path.GetFullPath(Path.Combine(folder, "accordwatch.dll"));
        }

        var output = Path.Combine(Root(), "tests", "AccordWatch.Benchmarks", "obj", "published");
        using var publish = Process.Start("dotnet", ["publish", Path.Combine(Root(), "src", "AccordWatch.Host"), "-c", "Release", "--use-current-runtime", "-o", output, "--nologo", "-v", "quiet"]);
        publish.WaitForExit();
        return publish.ExitCode == 0 ? Path.Combine(output, "accordwatch.dll") : throw new InvalidOperationException("the program could not be published");
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
