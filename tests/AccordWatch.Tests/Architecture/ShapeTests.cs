using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AccordWatch.Tests.Architecture;

/// <summary>Guards the star: what lies below may be used, a stage never names another stage.</summary>
public sealed partial class ShapeTests
{
    private static readonly string[] Below = ["Model", "Text", "Knowledge", "Store"];
    private static readonly string[] Pure = ["Model", "Text", "Extract", "Stories", "Classify"];
    private static readonly string[] Vague = ["Manager", "Helper", "Helpers", "Util", "Utils", "Service", "Processor", "Info"];
    private static readonly Assembly Library = typeof(Model.Source).Assembly;

    public static TheoryData<string> Folders => [.. Directory.GetDirectories(LibraryFolder()).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj")).Select(name => name!)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_names_only_what_lies_below_it(string folder)
    {
        var may = Below.Contains(folder) ? Below[..Array.IndexOf(Below, folder)] : [.. Below, .. folder == "Digest" ? ["Delivery"] : Array.Empty<string>()];

        var strangers = Usings(folder).Where(used => used != folder && !may.Contains(used)).Distinct();

        Assert.Empty(strangers);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Pure_folders_know_no_clock_no_network_and_no_database(string folder)
    {
        if (!Pure.Contains(folder))
        {
            return;
        }

        var impure = Sources(folder).Where(file => Impure().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);

        Assert.Empty(impure);
    }

    [Fact]
    public void Nothing_is_called_by_a_name_that_says_nothing()
        => Assert.Empty(Types().Where(type => Vague.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal))).Select(type => type.FullName));

    [Fact]
    public void The_only_interfaces_are_the_ports_to_the_outside_world()
        => Assert.Empty(Types().Where(type => type.IsInterface && type.Name != "IMailTransport").Select(type => type.FullName));

    [Fact]
    public void Model_records_are_made_once_and_not_changed()
    {
        var changeable = Types().Where(type => type.Namespace == "AccordWatch.Model")
            .SelectMany(type => type.GetProperties())
            .Where(property => property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");

        Assert.Empty(changeable);
    }

    [Fact]
    public void The_map_names_only_what_exists()
    {
        var map = File.ReadAllText(Path.Combine(LibraryFolder(), "..", "..", "ARCHITECTURE.md"));

        var missing = MapEntry().Matches(map).Select(match => match.Groups[1].Value).Where(folder => !Directory.Exists(Path.Combine(LibraryFolder(), folder)));

        Assert.Empty(missing);
    }

    private static IEnumerable<Type> Types() => Library.GetTypes().Where(type => type.Namespace?.StartsWith("AccordWatch", StringComparison.Ordinal) == true);

    private static IEnumerable<string> Usings(string folder)
        => Sources(folder).SelectMany(file => UsingLine().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(Path.Combine(LibraryFolder(), folder), "*.cs", SearchOption.AllDirectories);

    private static string LibraryFolder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "AccordWatch"));

    [GeneratedRegex(@"^using AccordWatch\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"\b(HttpClient|TimeProvider|DateTimeOffset\.(Utc)?Now|DateTime\.(Utc)?Now|ILogger|SqliteConnection|File\.Read)\b")]
    private static partial Regex Impure();

    [GeneratedRegex(@"^  - `(\w+)/`", RegexOptions.Multiline)]
    private static partial Regex MapEntry();
}
