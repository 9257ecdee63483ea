using System.Globalization;
using System.Text.Json;
using AccordWatch.Host.Evaluate;
using AccordWatch.Knowledge;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Golden;

/// <summary>
/// Articles written before the classifier was asked. The rules were mended after the first round was read. The second round was written after that
/// and measured before any rule followed it: F1 0.97, status, instrument and countries 1, day 0.94, areas 0.76.
/// </summary>
public sealed class BlindCorpusTests
{
    private static readonly Dictionary<string, IReadOnlyList<Figures>> Rounds = new[] { "blind-west", "blind-west-2" }.ToDictionary(name => name, FiguresOf);

    [Theory]
    [InlineData("en", 0.99)]
    [InlineData("es", 0.99)]
    [InlineData("pt", 0.99)]
    [InlineData("fr", 0.99)]
    [InlineData("de", 0.99)]
    [InlineData("it", 0.99)]
    [InlineData("ru", 0.99)]
    [InlineData("pl", 0.99)]
    [InlineData("uk", 0.99)]
    [InlineData("nl", 0.99)]
    public void Accords_are_told_from_news_that_looks_alike(string language, double floor)
        => AtLeast(floor, Rounds["blind-west"].Single(figures => figures.Part == language).F1);

    [Theory]
    [InlineData("blind-west", 0.99, 0.99, 0.94, 0.99, 0.99, 0.87)]
    [InlineData("blind-west-2", 0.99, 0.99, 0.99, 0.99, 0.94, 0.73)]
    public void Fields_are_read(string round, double f1, double status, double instrument, double countries, double date, double areas)
    {
        var all = Rounds[round][0];

        AtLeast(f1, all.F1);
        AtLeast(status, all.Status);
        AtLeast(instrument, all.Instrument);
        AtLeast(countries, all.CountriesExact);
        AtLeast(date, all.DateRight);
        AtLeast(areas, all.AreasF1);
        Assert.Equal(0, all.DateGivenThoughNoneStated);
    }

    private static IReadOnlyList<Figures> FiguresOf(string name)
        => Evaluation.ByLanguage(new Evaluation(KnowledgeBase.Load(Shipped.Config)).Read(
            File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.jsonl")).Select(line => LabelledArticle.Of(JsonDocument.Parse(line).RootElement))));

    private static void AtLeast(double floor, double? reached)
        => Assert.True(reached >= floor, string.Create(CultureInfo.InvariantCulture, $"{reached:0.000} is below the floor of {floor:0.000}"));
}
