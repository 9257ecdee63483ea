using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace AccordWatch.Benchmarks;

/// <summary>What a benchmark gets done in a second.</summary>
/// <param name="name">Heading of the column.</param>
/// <param name="amount">How much one run of a benchmark of that name does.</param>
internal sealed class ThroughputColumn(string name, Func<string, double> amount) : IColumn
{
    public string Id => $"Throughput.{name}";

    public string ColumnName => name;

    public string Legend => $"{name}, from the mean";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
        => summary[benchmarkCase]?.ResultStatistics is { } statistics
            ? (amount(benchmarkCase.Descriptor.WorkloadMethod.Name) / (statistics.Mean / 1e9)).ToString("N0", CultureInfo.InvariantCulture)
            : "?";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => true;
}
