namespace AccordWatch.Tests.Acquire;

/// <summary>The table of hostile inputs says what is tested, no more and no less.</summary>
public sealed class HostileListTests
{
    private const int Last = 73;

    private static readonly ILookup<string, string> Tested = typeof(HostileListTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(TraitAttribute) && (string?)data.ConstructorArguments[0].Value == "Hostile")
            .Select(data => (Number: (string)data.ConstructorArguments[1].Value!, Test: $"{method.DeclaringType!.Name}.{method.Name}")))
        .ToLookup(pair => pair.Number, pair => pair.Test, StringComparer.Ordinal);

    [Fact]
    public void Every_number_has_a_test()
        => Assert.Equal(Enumerable.Range(1, Last).Select(number => $"H-{number:000}"), Tested.Select(tests => tests.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_names_the_tests_of_every_number()
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Acquire", "HOSTILE.md")).Where(line => line.StartsWith("| H-", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToDictionary(cells => cells[1], cells => cells[4], StringComparer.Ordinal);

        Assert.Equal(Tested.Count, rows.Count);
        Assert.All(Tested, tests => Assert.Equal(string.Join(", ", tests.Order(StringComparer.Ordinal).Select(test => $"`{test}`")), rows[tests.Key]));
    }
}
