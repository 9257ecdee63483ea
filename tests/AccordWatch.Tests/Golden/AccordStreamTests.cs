using System.Globalization;
using System.Text.Json;
using AccordWatch.Classify;
using AccordWatch.Knowledge;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Golden;

/// <summary>Two years of invented news, told one after the other to a real register: which accord each article is about, and where each accord stands at the end.</summary>
public sealed class AccordStreamTests : IAsyncLifetime
{
    private FilledRegister _register = null!;
    private IReadOnlyList<(Line Line, string? Accord)> _told = [];

    public async Task InitializeAsync()
    {
        _register = await FilledRegister.OpenAsync();
        _told = await TellAsync();
    }

    public Task DisposeAsync()
    {
        _register.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void No_two_accords_become_one()
        => Assert.Empty(Reports().GroupBy(one => one.Accord).Where(group => group.Select(one => one.Line.Accord).Distinct().Count() > 1).Select(Shown));

    [Fact]
    public void No_accord_becomes_two()
        => Assert.Empty(Reports().GroupBy(one => one.Line.Accord).Where(group => group.Select(one => one.Accord).Distinct().Count() > 1).Select(Shown));

    [Fact]
    public void Other_news_enters_no_accord()
        => Assert.Empty(_told.Where(one => one.Line.Accord is null && one.Accord is not null).Select(one => one.Line.Title));

    [Fact]
    public void Hardly_any_report_is_missed()
    {
        var missed = _told.Where(one => one.Line.Accord is not null && one.Accord is null).Select(one => $"{one.Line.Id} {one.Line.Title}").ToList();

        Assert.True(missed.Count <= 2, string.Join('\n', missed));
    }

    [Fact]
    public void Each_accord_stands_where_its_last_report_left_it()
    {
        var wrong = Reports().GroupBy(one => one.Line.Accord)
            .Select(group => (Expected: group.Last().Line.Status, Found: _register.Accords.Find(group.Last().Accord!)!))
            .Where(one => one.Expected != one.Found.Status)
            .Select(one => $"{one.Found.Id} is {one.Found.Status}, not {one.Expected}")
            .ToList();

        Assert.True(wrong.Count <= 1, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Told_a_second_time_the_stream_changes_nothing()
    {
        var before = _register.Accords.All().Select(accord => (accord.Id, accord.Status, accord.SignedOn, accord.Revision)).ToList();
        var classifier = new Classifier(KnowledgeBase.Load(Shipped.Config));
        for (var id = 1; id <= _told.Count; id++)
        {
            var article = _register.Articles.Find(id.ToString(CultureInfo.InvariantCulture))!;
            await _register.AgainAsync(article, classifier.Read(_told[id - 1].Line.Title, _told[id - 1].Line.Text, _told[id - 1].Line.Lang, article.PublishedAt), article.PublishedAt!.Value.AddYears(3));
        }

        Assert.Equal(before, _register.Accords.All().Select(accord => (accord.Id, accord.Status, accord.SignedOn, accord.Revision)));
    }

    private IEnumerable<(Line Line, string? Accord)> Reports() => _told.Where(one => one.Line.Accord is not null && one.Accord is not null);

    private async Task<IReadOnlyList<(Line Line, string? Accord)>> TellAsync()
    {
        var classifier = new Classifier(KnowledgeBase.Load(Shipped.Config));
        var told = new List<(Line, string?)>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "stream.jsonl")).Select(text => JsonSerializer.Deserialize<Line>(text, JsonSerializerOptions.Web)!))
        {
            var at = DateTimeOffset.Parse(line.Published, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            var (_, accords) = await _register.TellAsync(line.Id, at, classifier.Read(line.Title, line.Text, line.Lang, at), line.Text);
            told.Add((line, accords.Select(one => one.AccordId).FirstOrDefault()));
        }

        return told;
    }

    private static string Shown(IEnumerable<(Line Line, string? Accord)> reports) => string.Join(", ", reports.Select(one => $"{one.Line.Id} {one.Line.Accord} as {one.Accord}"));

    private sealed record Line(string Id, string Published, string Lang, string? Accord, string? Status, string Title, string Text);
}
