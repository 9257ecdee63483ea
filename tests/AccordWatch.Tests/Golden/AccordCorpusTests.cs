using System.Globalization;
using System.Text.Json;
using AccordWatch.Classify;
using AccordWatch.Host.Evaluate;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Golden;

/// <summary>Floors over labelled articles. Raising one is a commit; lowering one states its reason.</summary>
public sealed class AccordCorpusTests
{
    private static readonly Classifier Classifier = new(KnowledgeBase.Load(Shipped.Config));
    private static readonly IReadOnlyList<(JsonElement Gold, Finding Finding)> Read = [.. Corpus().Select(gold => (gold, FindingOn(gold)))];

    // Languages with few labelled articles are measured together.
    [Theory]
    [InlineData("en", 0.99)]
    [InlineData("es", 0.99)]
    [InlineData("ru", 0.99)]
    [InlineData("pt", 0.98)]
    [InlineData("fr", 0.99)]
    [InlineData("de", 0.90)]
    [InlineData("it", 0.98)]
    [InlineData("pl", 0.98)]
    [InlineData("ja", 0.98)]
    [InlineData("ko", 0.98)]
    [InlineData("zh ar tr id vi nl", 0.98)]
    public void Accords_are_told_from_other_news(string languages, double floor)
    {
        var (right, wrong, missed) = (0, 0, 0);
        foreach (var (gold, finding) in Read.Where(one => languages.Split(' ').Contains(Text(one.Gold, "lang"))))
        {
            var isAccord = IsNewAccord(gold);
            right += isAccord && finding.IsAccord ? 1 : 0;
            wrong += !isAccord && finding.IsAccord ? 1 : 0;
            missed += isAccord && !finding.IsAccord ? 1 : 0;
        }

        AtLeast(floor, 2.0 * right / ((2 * right) + wrong + missed));
    }

    [Fact]
    public void Hardly_any_other_news_is_taken_for_an_accord()
    {
        var alarms = Read.Where(one => Text(one.Gold, "label") != "accord" && one.Finding.IsAccord).Select(one => Text(one.Gold, "title")).ToList();

        Assert.True(alarms.Count == 0, string.Join('\n', alarms));
    }

    // The languages that came first, and those that were added later.
    [Theory]
    [InlineData("en es ru", 0.94, 0.95, 0.92, 0.79)]
    [InlineData("pt fr de it pl ja ko zh ar tr id vi nl", 0.93, 0.87, 0.83, 0.76)]
    public void Status_instrument_countries_and_areas_are_read(string languages, double status, double instrument, double countries, double areas)
    {
        var hits = Read.Where(one => IsNewAccord(one.Gold) && one.Finding.IsAccord && languages.Split(' ').Contains(Text(one.Gold, "lang"))).ToList();

        AtLeast(status, Share(hits, (primary, finding) => finding.Status == Text(primary, "status")));
        AtLeast(instrument, Share(hits, (primary, finding) => finding.Instrument == Text(primary, "instrument")));
        AtLeast(countries, Share(hits, (primary, finding) => CountriesOf(primary).SetEquals(finding.Parties.Select(party => party.Country).OfType<string>())));
        AtLeast(areas, AreasF1(hits));
    }

    [Fact]
    public void The_day_of_signing_is_read_where_it_is_stated_and_not_made_up_where_it_is_not()
    {
        var hits = Read.Where(one => IsNewAccord(one.Gold) && one.Finding.IsAccord).ToLookup(one => Text(one.Gold.GetProperty("primary"), "signed_on") is not null);

        AtLeast(0.87, Share([.. hits[true]], (primary, finding) => finding.SignedOn == Text(primary, "signed_on")));
        AtLeast(0.93, Share([.. hits[false]], (_, finding) => finding.SignedOn is null));
    }

    // In the order of the corpus, which keeps the reports of one accord near each other, and as they were published, the undated ones last.
    [Theory]
    [InlineData(false, 0.96)]
    [InlineData(true, 0.95)]
    public void Articles_about_one_accord_are_brought_together_and_no_others(bool byDay, double floor)
    {
        var corpus = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "accords.jsonl")).Select(line => LabelledArticle.Of(JsonDocument.Parse(line).RootElement));
        var ordered = byDay ? corpus.OrderBy(article => article.Published ?? article.PublishedAbout ?? DateTimeOffset.MaxValue) : corpus;

        var all = Evaluation.ByLanguage(new Evaluation(KnowledgeBase.Load(Shipped.Config)).Read(ordered))[0];

        AtLeast(floor, all.SameAccord!.Value);
    }

    private static void AtLeast(double floor, double reached)
        => Assert.True(reached >= floor, string.Create(CultureInfo.InvariantCulture, $"{reached:0.000} is below the floor of {floor:0.000}"));

    private static double Share(IReadOnlyCollection<(JsonElement Gold, Finding Finding)> hits, Func<JsonElement, Finding, bool> isRight)
        => (double)hits.Count(one => isRight(one.Gold.GetProperty("primary"), one.Finding)) / hits.Count;

    private static double AreasF1(IEnumerable<(JsonElement Gold, Finding Finding)> hits)
    {
        var (both, all) = (0, 0);
        foreach (var (gold, finding) in hits)
        {
            var areas = gold.GetProperty("primary").GetProperty("areas").EnumerateArray().Select(area => area.GetString()!).ToList();
            both += areas.Intersect(finding.Areas).Count();
            all += areas.Count + finding.Areas.Count;
        }

        return 2.0 * both / all;
    }

    private static HashSet<string> CountriesOf(JsonElement primary)
        => [.. primary.GetProperty("parties").EnumerateArray().Select(party => Text(party, "country_iso3166_a2")).OfType<string>()];

    private static bool IsNewAccord(JsonElement gold) => Text(gold, "label") == "accord" && (!gold.TryGetProperty("is_new", out var isNew) || isNew.GetBoolean());

    private static Finding FindingOn(JsonElement gold)
        => Classifier.Read(
            Text(gold, "title") ?? "",
            Text(gold, "text")!,
            Text(gold, "lang"),
            Text(gold, "published") is { Length: >= 10 } day ? DateTimeOffset.Parse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null);

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IEnumerable<JsonElement> Corpus()
        => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "accords.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(gold => !gold.TryGetProperty("borderline", out var borderline) || !borderline.GetBoolean());
}
