using AccordWatch.Model;
using AccordWatch.Stories;
using static AccordWatch.Tests.Stories.News;

namespace AccordWatch.Tests.Stories;

/// <summary>What a source repeats on each page tells nothing about its articles.</summary>
public sealed class HabitsTests
{
    private const string Notice = "About Halmar Gazette. The Halmar Gazette of Publisher Ottar Lindholm has reported from 31 harbours since 1887! Subscribe to the Halmar Gazette for 9 crowns a month. "
        + "We and our 212 partners keep cookies on your device, as Runa Ostby explains.";

    private static readonly StoryOptions Options = new();
    private readonly TraceReader _reader = new(new Corpus(Options), Options);
    private long _last;

    [Fact]
    public void A_notice_under_the_articles_of_a_source_is_ignored_from_the_fourth_on()
    {
        Learn(3, at => Numbered(at, $"{Text(at)} {Notice}"));

        var (with, without) = (Read(Numbered(9, $"{Text(9)} {Notice}")), Read(Numbered(9, Text(9))));

        AssertSame(without, with);
    }

    [Fact]
    public void A_notice_in_front_of_the_articles_is_ignored_as_well()
    {
        Learn(3, at => Numbered(at, $"{Notice}\n{Text(at)}"));

        AssertSame(Read(Numbered(9, Text(9))), Read(Numbered(9, $"{Notice}\n{Text(9)}")));
    }

    [Fact]
    public void Twice_is_no_habit()
    {
        Learn(2, at => Numbered(at, $"{Text(at)} {Notice}"));

        Assert.Contains("Lindholm", Read(Numbered(9, $"{Text(9)} {Notice}")).Spelled());
    }

    [Fact]
    public void Other_sources_may_say_the_same()
    {
        Learn(5, at => Numbered(at, $"{Text(at)} {Notice}"));

        Assert.Contains("Lindholm", Read(Numbered(9, $"{Text(9)} {Notice}") with { Source = "courier" }).Spelled());
    }

    [Fact]
    public void Articles_without_a_source_teach_nothing()
    {
        Learn(5, at => Numbered(at, $"{Text(at)} {Notice}") with { Source = "" });

        Assert.Contains("Lindholm", Read(Numbered(9, $"{Text(9)} {Notice}") with { Source = "" }).Spelled());
    }

    [Fact]
    public void Versions_of_one_article_make_no_habit_of_its_text()
    {
        Learn(6, at => Wrote("Norland and Vesperia sign lunar accord", $"{Signing} Version {at} of this report follows."), oneStory: true);

        Assert.Contains("Solheim", Read(Wrote("Norland and Vesperia sign lunar accord", Signing)).Spelled());
    }

    [Fact]
    public void What_no_remembered_article_has_is_forgotten()
    {
        var traces = Learn(3, at => Numbered(at, $"{Text(at)} {Notice}"));
        _reader.Unlearn(traces[0]);

        Assert.Contains("Lindholm", Read(Numbered(9, $"{Text(9)} {Notice}")).Spelled());
    }

    [Fact]
    public void A_stream_of_many_sources_fills_no_memory()
    {
        var habits = new Habits();
        var traces = new Queue<Trace>();
        for (var at = 0; at < 2000; at++)
        {
            var trace = Read(Numbered(at, $"{Text(at)} {Notice}") with { Source = $"source {at % 400}" });
            new Story(at).Add(trace);
            habits.Add(trace);
            traces.Enqueue(trace);
            if (traces.Count > 50)
            {
                habits.Remove(traces.Dequeue());
            }
        }

        Assert.InRange(habits.Count, 50, 50 * 12);
    }

    [Theory]
    [InlineData("{0} - Coastline", "{0}")]
    [InlineData("{0} – all the world at a glance", "{0}")]
    [InlineData("{0} • Coast", "{0}")]
    [InlineData("Coastline: {0}", "{0}")]
    [InlineData("Der Tag am Meer | {0}", "{0}")]
    public void What_hangs_on_most_headlines_of_a_source_is_cut(string written, string bare)
    {
        Learn(5, at => Wrote(string.Format(null, written, Title(at)), Text(at)));

        Assert.Equal(string.Format(null, bare, Title(9)), Read(Wrote(string.Format(null, written, Title(9)), Text(9))).Title);
    }

    [Fact]
    public void Four_headlines_are_too_few_to_tell()
    {
        Learn(4, at => Wrote($"{Title(at)} - Coastline", Text(at)));

        Assert.Equal($"{Title(9)} - Coastline", Read(Wrote($"{Title(9)} - Coastline", Text(9))).Title);
    }

    [Fact]
    public void A_topic_on_fewer_than_half_of_the_headlines_stays()
    {
        Learn(9, at => Wrote(at % 2 == 1 ? $"Moon race: {Title(at)}" : Title(at), Text(at)));

        Assert.Equal($"Moon race: {Title(9)}", Read(Wrote($"Moon race: {Title(9)}", Text(9))).Title);
    }

    [Fact]
    public void A_restart_knows_the_same_habits()
    {
        var options = new StoryOptions { Window = TimeSpan.FromHours(20) };
        var (stories, restarted) = (new StoryIndex(options), new StoryIndex(options));
        var told = new List<(Article Article, long Story)>();
        for (var at = 0; at < 100; at++)
        {
            var article = Numbered(at % 7 == 3 ? at - 2 : at, $"{Text(at % 7 == 3 ? at - 2 : at)} {(at % 3 == 0 ? Notice : Notice[..110])}") with
            {
                Source = $"paper {at % 3}",
                Title = $"{Title(at)} - Coastline {at % 3}",
                Published = Monday.AddHours(at),
            };
            var telling = stories.Tell(at, article, Monday.AddHours(at));
            told.Add((article, telling.Story));
            if (at == 70)
            {
                for (var known = 70 - 40; known <= 70; known++)
                {
                    restarted.Recall(known, told[known].Article, Monday.AddHours(known), told[known].Story);
                }
            }
            else if (at > 70)
            {
                Assert.Equal(telling, restarted.Tell(at, article, Monday.AddHours(at)));
            }
        }
    }

    private List<Trace> Learn(int count, Func<int, Article> wrote, bool oneStory = false)
    {
        var traces = new List<Trace>();
        for (var at = 0; at < count; at++)
        {
            var trace = Read(wrote(at));
            new Story(oneStory ? 0 : at).Add(trace);
            _reader.Learn(trace);
            traces.Add(trace);
        }

        return traces;
    }

    private Trace Read(Article article) => _reader.Read(_last++, article, Monday);

    private static void AssertSame(Trace expected, Trace read)
    {
        Assert.Equal(expected.Spelled(), read.Spelled());
        Assert.Equal(expected.Numbers.Items, read.Numbers.Items);
        Assert.Equal(expected.Length, read.Length);
        Assert.Equal(expected.Shingles.Hashes, read.Shingles.Hashes);
        Assert.Equal(expected.Terms.Terms.ToArray(), read.Terms.Terms.ToArray());
    }

    private static Article Numbered(int at, string text) => Wrote(Title(at), text);

    private static string Title(int at) => $"{Word(at, 1)} meets {Word(at, 2)} at {Word(at, 3)}";

    private static string Text(int at) => $"In {Word(at, 4)} the {Word(at, 5)} of {Word(at, 6)} met {Word(at, 7)} on Friday. They spoke of {Word(at, 8)} and of {Word(at, 9)} until night fell.";

    // A word that no other number has.
    private static string Word(int at, int salt) => "Q" + string.Concat(((at * 17L) + (salt * 7919L) + 10_000).ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => "badefikolu"[digit - '0']));
}
