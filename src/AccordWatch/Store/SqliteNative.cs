using System.Runtime.InteropServices;
using SQLitePCL;

namespace AccordWatch.Store;

/// <summary>Which native SQLite is used: the system's library, which the distribution keeps secure, or else the bundled one.</summary>
public static class SqliteNative
{
    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>Where the library came from, e.g. <c>libsqlite3.so.0</c> or <c>bundled</c>.</summary>
    public static string Use() => Loaded.Value;

    private static string Load()
    {
        var origin = "bundled";
        var handle = IntPtr.Zero;
        foreach (var candidate in Candidates())
        {
            if (NativeLibrary.TryLoad(candidate, out handle))
            {
                origin = candidate;
                break;
            }
        }

        if (handle != IntPtr.Zero)
        {
            NativeLibrary.SetDllImportResolver(
                typeof(SQLite3Provider_e_sqlite3).Assembly,
                (name, _, _) => name == "e_sqlite3" ? handle : IntPtr.Zero);
        }

        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
        return origin;
    }

    private static string[] Candidates()
    {
        var chosen = Environment.GetEnvironmentVariable("ACCORDWATCH_SQLITE");
        if (chosen == "bundled")
        {
            return [];
        }

        string[] usual = OperatingSystem.IsWindows() ? ["winsqlite3.dll"]
            : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"]
            : ["libsqlite3.so.0"];
        return string.IsNullOrEmpty(chosen) ? usual : [chosen, .. usual];
    }
}
