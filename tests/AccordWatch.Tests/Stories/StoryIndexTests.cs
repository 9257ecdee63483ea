using AccordWatch.Model;
using AccordWatch.Stories;
using static AccordWatch.Tests.Stories.News;

namespace AccordWatch.Tests.Stories;

public sealed class StoryIndexTests
{
    private const string Trading = """
        The Lindport exchange ended Monday's session with gains for most makers of satellites. Kestrel Orbit finished at 41.20 florins, up 2 percent from the opening of
        4 March, and 310,000 changed hands before the bell rang at five.
        """;

    private const string LaterTrading = """
        Traders in Lindport sold Kestrel Orbit on Wednesday after three quiet days. The closing price of 6 March was 38.75 florins, a loss of 5 percent, on a turnover
        of 1.4 million, which brokers put down to the weather.
        """;

    private readonly StoryIndex stories = new(new StoryOptions());
    private long last;

    [Fact]
    public void A_reprint_under_a_new_headline_is_a_copy()
    {
        var original = Tell(Wrote("Norland and Vesperia sign lunar accord", Signing));

        var telling = Tell(Wrote("Moon dust brings two agencies together", $"HALMAR, 4 March (Reuters) - {Signing}", Monday.AddHours(3), "courier"));

        var again = Assert.IsType<Telling.Again>(telling);
        Assert.True(again.IsCopy);
        Assert.Equal((original.Story, 1), (again.Story, again.CopyOf));
    }

    [Fact]
    public void A_summary_and_its_full_text_are_one_story()
    {
        var summary = Tell(Wrote("Norland and Vesperia sign lunar accord", Signing[..290] + "…", source: "feed"));

        var telling = Tell(Wrote("Norland and Vesperia sign lunar accord", Signing, Monday.AddHours(1), "courier"));

        Assert.Equal(summary.Story, Assert.IsType<Telling.Again>(telling).Story);
    }

    [Fact]
    public void A_report_in_other_words_is_the_same_story_but_no_copy()
    {
        var original = Tell(Wrote("Norland and Vesperia sign lunar accord", Signing));

        var telling = Tell(Wrote("Lunar accord sealed by Norland and Vesperia", SigningRetold, Monday.AddHours(5), "courier"));

        var again = Assert.IsType<Telling.Again>(telling);
        Assert.Equal((original.Story, false), (again.Story, again.IsCopy));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(30, false)]
    public void A_report_that_takes_a_sentence_over_is_a_rewritten_copy_while_it_is_news_and_a_follow_up_on_the_next_day(int hours, bool isCopy)
    {
        const string Taken = """
            The parliament of Vesperia has put off its vote on the moon. Ministers in Norland called the delay of the lunar agreement regrettable.
            The accord lets scientists of both countries share the antenna at Skarvik, builds a laboratory and spends 85 million crowns until 2036.
            Ingrid Solheim trusts in Tomas Beranek, she said in Halmar; Lykta, the spectrometer, is being built, and the lander with it. A first debate between the
            parties lasted until midnight. Farmers, students and the unions of the harbour had marched through the capital before, asking for schools instead of rockets.
            """;
        var original = Tell(Wrote("Norland and Vesperia sign lunar accord", Signing));

        var again = Assert.IsType<Telling.Again>(Tell(Wrote("Vesperia puts off its vote on the lunar accord", Taken, Monday.AddHours(hours), "courier")));

        Assert.Equal((original.Story, isCopy), (again.Story, again.IsCopy));
    }

    [Fact]
    public void Another_event_on_the_next_day_is_another_story()
    {
        Tell(Wrote("Norland and Vesperia sign lunar accord", Signing));

        var telling = Tell(Wrote("Kestrel Orbit and Tamaria sign data accord", Otherwise, Monday.AddDays(1), "courier"));

        Assert.IsType<Telling.First>(telling);
    }

    [Fact]
    public void A_template_under_the_same_headline_on_another_day_is_another_story()
    {
        Tell(Wrote("Launch calendar of the Equis range", Calendar("4 March", 3, 410, 17)));

        var telling = Tell(Wrote("Launch calendar of the Equis range", Calendar("6 March", 5, 655, 22), Monday.AddDays(2), "courier"));

        Assert.Contains("kept apart", Assert.IsType<Telling.First>(telling).Because, StringComparison.Ordinal);
    }

    [Fact]
    public void The_day_in_figures_is_another_story_on_another_day_under_half_the_headline()
    {
        Tell(Wrote("Kestrel Orbit shares close higher in Lindport", Trading));

        var telling = Tell(Wrote("Kestrel Orbit shares slip in Lindport trading", LaterTrading, Monday.AddDays(2), "courier"));

        Assert.Contains("kept apart", Assert.IsType<Telling.First>(telling).Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Within_one_source_only_the_same_text_with_the_same_numbers_is_a_copy()
    {
        Tell(Wrote("Norland and Vesperia sign lunar accord", Signing));

        var changed = Tell(Wrote("Norland and Vesperia sign lunar accord", Signing.Replace("140", "150", StringComparison.Ordinal), Monday.AddHours(1)));
        var unchanged = Tell(Wrote("Norland and Vesperia sign lunar accord", Signing, Monday.AddHours(2)));

        Assert.False(changed is Telling.Again { IsCopy: true });
        Assert.True(unchanged is Telling.Again { IsCopy: true });
    }

    [Fact]
    public void A_story_that_was_silent_for_longer_than_the_window_takes_no_more()
    {
        Tell(Wrote("Norland and Vesperia sign lunar accord", Signing));

        var telling = Tell(Wrote("Norland and Vesperia sign lunar accord", Signing, Monday.AddDays(5), "courier"));

        Assert.IsType<Telling.First>(telling);
        Assert.Equal(1, stories.Count);
    }

    [Fact]
    public void The_window_counts_from_the_last_article_of_the_story()
    {
        var original = Tell(Wrote("Norland and Vesperia sign lunar accord", Signing));
        Tell(Wrote("Norland and Vesperia sign lunar accord", Signing, Monday.AddDays(3), "courier"));

        var telling = Tell(Wrote("Norland and Vesperia sign lunar accord", Signing, Monday.AddDays(6), "herald"));

        Assert.Equal(original.Story, Assert.IsType<Telling.Again>(telling).Story);
    }

    [Fact]
    public void After_a_restart_the_stories_go_on_as_without_it()
    {
        var news = Mixed();
        var restarted = new StoryIndex(new StoryOptions());
        for (var at = 0; at < 4; at++)
        {
            var telling = stories.Tell(at, news[at], news[at].Published!.Value);
            restarted.Recall(at, news[at], news[at].Published!.Value, telling.Story);
        }

        var without = Enumerable.Range(4, news.Count - 4).Select(at => stories.Tell(at, news[at], news[at].Published!.Value)).ToList();
        var with = Enumerable.Range(4, news.Count - 4).Select(at => restarted.Tell(at, news[at], news[at].Published!.Value)).ToList();

        Assert.Equal(without, with);
    }

    [Fact]
    public void The_order_of_arrival_changes_no_story()
    {
        var news = Mixed();
        var expected = Grouped(news, [.. Enumerable.Range(0, news.Count)]);

        foreach (var turn in Enumerable.Range(1, news.Count - 1))
        {
            var order = Enumerable.Range(0, news.Count).Select(at => (at + turn) % news.Count).ToList();
            Assert.Equal(expected, Grouped(news, order));
            order.Reverse();
            Assert.Equal(expected, Grouped(news, order));
        }
    }

    [Fact]
    public void A_story_says_why()
    {
        Tell(Wrote("Norland and Vesperia sign lunar accord", Signing));

        var copy = Tell(Wrote("Two agencies, one moon", Signing, Monday.AddHours(1), "courier"));
        var report = Tell(Wrote("Lunar accord sealed by Norland and Vesperia", SigningRetold, Monday.AddHours(5), "herald"));

        Assert.Matches("^copy: \\d+ shingles shared, containment 1.00, cosine 0.\\d\\d; nearest is 'Norland and Vesperia sign", copy.Because);
        Assert.Matches("^same event: wording 0.\\d\\d, headline 0.\\d\\d, names and numbers 0.\\d\\d \\(.*\\), \\d h apart", report.Because);
    }

    private static List<Article> Mixed() =>
    [
        Wrote("Norland and Vesperia sign lunar accord", Signing),
        Wrote("Kestrel Orbit and Tamaria sign data accord", Otherwise, Monday.AddHours(1), "courier"),
        Wrote("Lunar accord sealed by Norland and Vesperia", SigningRetold, Monday.AddHours(2), "herald"),
        Wrote("Farmers get maps from orbit", Otherwise, Monday.AddHours(3), "herald"),
        Wrote("Moon dust brings two agencies together", Signing, Monday.AddHours(4), "courier"),
        Wrote("Launch calendar of the Equis range", Calendar("4 March", 3, 410, 17), Monday.AddHours(5), "courier"),
        Wrote("Tamaria buys soil moisture maps from Kestrel Orbit", Otherwise[..300], Monday.AddHours(6), "gazette"),
    ];

    private static string Calendar(string day, int launches, int weight, int pads)
        => $"The Equis range plans its week as of {day}. The calendar lists {launches} launches with a payload of {weight} kilograms in all, from {pads} pads that are in working order. "
           + "Weather at the coast is expected to be fair, and the roads to the beach will be closed an hour before each launch. Visitors find the map at the gate.";

    private static List<string> Grouped(List<Article> news, List<int> order)
    {
        var index = new StoryIndex(new StoryOptions());
        return [.. order.Select(at => (at, Story: index.Tell(at, news[at], news[at].Published!.Value).Story))
            .GroupBy(one => one.Story)
            .Select(story => string.Join(' ', story.Select(one => one.at).Order()))
            .Order(StringComparer.Ordinal)];
    }

    private Telling Tell(Article article) => stories.Tell(++last, article, article.Published!.Value);
}
