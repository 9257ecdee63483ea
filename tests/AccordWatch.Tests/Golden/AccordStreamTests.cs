using System.Globalization;
using System.Text.Json;
using AccordWatch.Classify;
using AccordWatch.Host.Evaluate;
using AccordWatch.Knowledge;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Golden;

/// <summary>Two years of invented news, told one after the other to a real register: which accord each article is about, and where each accord stands at the end.</summary>
public sealed class AccordStreamTests(AccordStreamTests.Told told) : IClassFixture<AccordStreamTests.Told>
{
    [Fact]
    public void No_two_accords_become_one() => AtMost(0, "wrong_merge");

    [Fact]
    public void No_accord_becomes_two() => AtMost(0, "wrong_split");

    [Fact]
    public void Hardly_any_other_news_enters_an_accord() => AtMost(1, "false_accord");

    [Fact]
    public void Hardly_any_report_is_missed() => AtMost(2, "missed");

    [Fact]
    public void A_report_leaves_its_accord_where_it_says() => AtMost(0, "wrong_state");

    [Fact]
    public void The_day_that_is_corrected_to_is_kept() => AtMost(0, "wrong_day");

    [Fact]
    public void Each_accord_stands_where_its_last_report_left_it()
        => Assert.True(told.Figures.StandRight >= 73, $"{told.Figures.StandRight} of {told.Figures.Kept}");

    [Fact]
    public void The_register_in_memory_keeps_the_stream_as_the_kept_one_does()
        => Assert.Equal(told.Figures.Mistakes.Select(Shown), StreamFigures.Of(StreamReplay.Tell(Lines("stream"), KnowledgeBase.Load(Shipped.Config))).Mistakes.Select(Shown));

    // Written after the rules, and never mended against: what a further stream costs.
    [Fact]
    public void A_stream_that_no_rule_was_written_for_is_kept_nearly_as_well()
    {
        var unseen = StreamFigures.Of(StreamReplay.Tell(Lines("stream-unseen"), KnowledgeBase.Load(Shipped.Config)));

        Assert.Equal((0, 0), (unseen.Count("wrong_merge"), unseen.Count("false_accord")));
        Assert.True(unseen is { Found: >= 22, StandRight: >= 10 } && unseen.Count("wrong_split") <= 1 && unseen.Count("wrong_state") <= 3, string.Join('\n', unseen.Mistakes.Select(Shown)));
    }

    [Fact]
    public async Task Told_a_second_time_the_stream_changes_nothing()
    {
        var before = told.Register.Accords.All().Select(accord => (accord.Id, accord.Status, accord.SignedOn, accord.Revision)).ToList();
        var classifier = new Classifier(KnowledgeBase.Load(Shipped.Config));
        for (var id = 1; id <= told.Lines.Count; id++)
        {
            var (line, article) = (told.Lines[id - 1].Line, told.Register.Articles.Find(id.ToString(CultureInfo.InvariantCulture))!);
            await told.Register.AgainAsync(article, classifier.Read(line.Title, line.Text, line.Language, article.PublishedAt), article.PublishedAt!.Value.AddYears(3));
        }

        Assert.Equal(before, told.Register.Accords.All().Select(accord => (accord.Id, accord.Status, accord.SignedOn, accord.Revision)));
    }

    private void AtMost(int most, string what)
    {
        var mistakes = told.Figures.Mistakes.Where(mistake => mistake.What == what).ToList();
        Assert.True(mistakes.Count <= most, string.Join('\n', mistakes.Select(Shown)));
    }

    private static IEnumerable<StreamLine> Lines(string name)
    {
        foreach (var text in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.jsonl")))
        {
            using var json = JsonDocument.Parse(text);
            yield return StreamLine.Of(json.RootElement);
        }
    }

    private static string Shown(StreamMistake mistake) => $"{mistake.What} {mistake.Id}: {mistake.Expected ?? "no accord"} -> {mistake.Found ?? "nothing"} ({mistake.Title})";

    /// <summary>The stream, told once for all tests: nothing that they do changes what it left.</summary>
    public sealed class Told : IAsyncLifetime
    {
        internal FilledRegister Register { get; private set; } = null!;
        internal IReadOnlyList<ToldLine> Lines { get; private set; } = [];
        internal StreamFigures Figures { get; private set; } = new();

        public async Task InitializeAsync()
        {
            Register = await FilledRegister.OpenAsync();
            var classifier = new Classifier(KnowledgeBase.Load(Shipped.Config));
            var told = new List<ToldLine>();
            foreach (var line in AccordStreamTests.Lines("stream"))
            {
                var (_, accords) = await Register.TellAsync(line.Id, line.Published, classifier.Read(line.Title, line.Text, line.Language, line.Published), line.Text);
                told.Add(new ToldLine(line, [.. accords.Select(one => Register.Accords.Find(one.AccordId)!)]));
            }

            Lines = told;
            Figures = StreamFigures.Of(told);
        }

        public Task DisposeAsync()
        {
            Register.Dispose();
            return Task.CompletedTask;
        }
    }
}
