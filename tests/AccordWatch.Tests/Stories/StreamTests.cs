using System.Globalization;
using System.Text.Json;
using AccordWatch.Model;
using AccordWatch.Stories;
using static AccordWatch.Tests.Stories.News;

namespace AccordWatch.Tests.Stories;

/// <summary>Streams of articles: templates, bounds, restarts, and a small one whose stories are known.</summary>
public sealed class StreamTests
{
    [Fact]
    public void The_same_template_about_other_companies_is_another_story()
    {
        var stories = new StoryIndex(new StoryOptions());
        (string Company, string Bank, int Sum, string Yield)[] bonds =
        [
            ("Halmar Shipping", "Vesta Bank", 120, "6.25"),
            ("Skarvik Power", "Lindport Trust", 85, "7.10"),
            ("Equis Rail", "Murra Savings", 240, "5.80"),
            ("Kestrel Orbit", "Tamaria Credit", 60, "8.40"),
            ("Norland Water", "Beranek Brothers", 310, "6.90"),
        ];

        var tellings = bonds.Select((bond, at) => stories.Tell(
            at,
            Wrote($"{bond.Company} issues {bond.Sum} mln crown bond", Bond(bond.Company, bond.Bank, bond.Sum, bond.Yield), Monday.AddHours(at), $"wire{at}"),
            Monday.AddHours(at))).ToList();

        Assert.All(tellings, telling => Assert.IsType<Telling.First>(telling));
    }

    [Fact]
    public void Only_the_newest_articles_are_remembered()
    {
        var stories = new StoryIndex(new StoryOptions { MostArticles = 40 });

        var told = Enumerable.Range(0, 300).Select(at => stories.Tell(at, Numbered(at), Monday.AddMinutes(at))).ToList();

        Assert.Equal(40, stories.Count);
        Assert.IsType<Telling.First>(stories.Tell(300, Numbered(100), Monday.AddMinutes(300)));
        Assert.Equal(told[280].Story, Assert.IsType<Telling.Again>(stories.Tell(301, Numbered(280) with { Source = "herald" }, Monday.AddMinutes(301))).Story);
    }

    [Fact]
    public void However_few_articles_are_looked_at_those_with_the_rarest_words_are_among_them()
    {
        var stories = new StoryIndex(new StoryOptions { Postings = 8, PostingsInAll = 3 });
        var first = stories.Tell(0, Wrote("Norland and Vesperia sign lunar accord", Signing), Monday);
        for (var at = 1; at <= 20; at++)
        {
            var other = Numbered(at, $"herald{at}");
            var text = $"Norland and Vesperia signed an agreement on lunar research, both agencies said. {other.Text}";
            Assert.NotEqual(first.Story, stories.Tell(at, other with { Text = text }, Monday.AddMinutes(at)).Story);
        }

        var again = stories.Tell(21, Wrote("Lunar accord sealed by Norland and Vesperia", SigningRetold, source: "courier"), Monday.AddMinutes(21));

        Assert.Equal(first.Story, Assert.IsType<Telling.Again>(again).Story);
    }

    [Fact]
    public void Stories_are_found_after_more_words_have_come_and_gone_than_are_remembered()
    {
        var stories = new StoryIndex(new StoryOptions { MostArticles = 40 });
        for (var at = 0; at < 300; at++)
        {
            stories.Tell(at, Unheard(at), Monday.AddMinutes(at));
        }

        var first = stories.Tell(1200, Wrote("Norland and Vesperia sign lunar accord", Signing), Monday.AddMinutes(1200));
        stories.Tell(1201, Wrote("Kestrel Orbit maps soil", Otherwise), Monday.AddMinutes(1201));
        var again = stories.Tell(1202, Wrote("Norland and Vesperia sign lunar accord", Signing, source: "herald"), Monday.AddMinutes(1202));

        Assert.IsType<Telling.First>(first);
        Assert.Equal(first.Story, Assert.IsType<Telling.Again>(again).Story);
    }

    [Fact]
    public void Words_that_came_and_went_tell_as_much_when_they_come_back_as_at_first()
    {
        var options = new StoryOptions { MostArticles = 40 };
        var (stories, fresh) = (new StoryIndex(options), new StoryIndex(options));
        Article[] news =
        [
            Wrote("Norland and Vesperia sign lunar accord", Signing),
            Wrote("Kestrel Orbit maps soil", Otherwise),
            Wrote("Lunar pact sealed in Halmar", SigningRetold, source: "herald"),
        ];
        // Enough for the numbers of lost terms to be given up, and those of the news to be given to other words.
        Tell(stories, 0, [.. Enumerable.Range(0, 130).Select(Unheard), .. news, .. Enumerable.Range(130, 170).Select(Unheard)]);

        Article[] last = [.. Enumerable.Range(300, 60).Select(Unheard), .. news];

        Assert.Equal(Tell(fresh, 400, last)[^3..], Tell(stories, 400, last)[^3..]);

        static List<string> Tell(StoryIndex index, int from, Article[] articles)
            => [.. articles.Select((article, at) => index.Tell(from + at, article, Monday.AddMinutes(from + at)).Because)];
    }

    // Three hundred words that no other has, five letters each: the first six count.
    private static Article Unheard(int at) => Wrote($"Report {at}", string.Join(' ', Enumerable.Range(at * 300, 300).Select(Word)));

    private static string Word(int number) => string.Concat(Enumerable.Range(0, 5).Select(place => (char)('a' + (number / (int)Math.Pow(26, place) % 26))));

    [Fact]
    public void A_long_story_is_judged_by_its_newest_articles()
    {
        var reader = new TraceReader(new Corpus(new StoryOptions()), new StoryOptions());
        var story = new Story(0);
        for (var at = 0; at < 100; at++)
        {
            story.Add(reader.Read(at, Numbered(at), Monday.AddMinutes(at)));
        }

        Assert.Equal((32, 100), (story.Exemplars.Count, story.Count));
        Assert.Equal(Enumerable.Range(68, 32).Select(at => (long)at), story.Exemplars.Select(one => one.Id));
    }

    [Fact]
    public void A_restart_in_the_middle_of_a_long_stream_changes_nothing()
    {
        var options = new StoryOptions { Window = TimeSpan.FromHours(30) };
        var (stories, restarted) = (new StoryIndex(options), new StoryIndex(options));
        var told = new List<(Article Article, Telling Telling)>();
        for (var at = 0; at < 200; at++)
        {
            var article = at % 3 == 0 && at > 20 ? Numbered(at - 17, $"herald{at}") : Numbered(at);
            var when = Monday.AddHours(at);
            article = article with { Published = when };
            var telling = stories.Tell(at, article, when);
            told.Add((article, telling));
            if (at == 140)
            {
                Refill(restarted, told, 60);
            }
            else if (at > 140)
            {
                Assert.Equal(telling, restarted.Tell(at, article, when));
            }
        }
    }

    [Fact]
    public void The_stories_of_a_small_stream_are_found()
    {
        var stories = new StoryIndex(new StoryOptions());
        var stream = Stream();

        var found = stream.Select((one, at) => (one.Story, Found: stories.Tell(at, one.Article, one.Article.Published!.Value).Story)).ToList();

        Assert.True(BCubed(found) >= 0.9, string.Join(' ', found));
    }

    [Fact]
    public void Other_orders_within_a_day_change_hardly_any_story()
    {
        var news = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "stream.jsonl")).Select(Invented).ToList();
        var expected = Grouped(news, [.. Enumerable.Range(0, news.Count).OrderBy(at => news[at].Published)]);

        foreach (var seed in Enumerable.Range(1, 3))
        {
            var random = new Random(seed);
            var order = Enumerable.Range(0, news.Count).GroupBy(at => news[at].Published).OrderBy(day => day.Key).SelectMany(day => day.OrderBy(_ => random.Next())).ToList();
            var found = Grouped(news, order);
            var agreement = BCubed([.. news.Select((_, at) => ((int)expected[at], found[at]))]);
            Assert.True(agreement >= 0.95, $"{agreement:0.000} with seed {seed}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_headline_that_comes_back_on_another_day_is_another_story(int daysLater)
    {
        var stories = new StoryIndex(new StoryOptions());
        const string Title = "Corporate bond risk falls in Norland";
        stories.Tell(0, Wrote(Title, "The cost of insuring bonds of Norland fell 2.5 points to 114.25 on 4 March, prices of Vesta Bank show. It had risen for 3 days."), Monday);

        var again = Wrote(Title, "The cost of insuring bonds of Norland fell 4 points to 98.5 on 7 March, prices of Vesta Bank show. It had risen for 6 days.", Monday.AddDays(daysLater), "courier");

        Assert.IsType<Telling.First>(stories.Tell(1, again, Monday.AddDays(daysLater)));
    }

    [Fact]
    public void What_is_everywhere_proves_no_copy()
    {
        const string Notice = "Sign in to read on. Our readers keep this paper free of charge for schools and libraries in every county of the coast, and we thank them for it each morning.";
        var stories = new StoryIndex(new StoryOptions());

        var tellings = Enumerable.Range(0, 60).Select(at => stories.Tell(at, Numbered(at) with { Text = $"{Notice} {Numbered(at).Text}" }, Monday.AddMinutes(at))).ToList();

        Assert.All(tellings.Skip(45), telling => Assert.IsType<Telling.First>(telling));
    }

    private static void Refill(StoryIndex index, List<(Article Article, Telling Telling)> told, int last)
    {
        for (var at = told.Count - last; at < told.Count; at++)
        {
            index.Recall(at, told[at].Article, told[at].Article.Published!.Value, told[at].Telling.Story);
        }
    }

    private static string Bond(string company, string bank, int sum, string yield)
        => $"{company} is issuing a {sum} mln crown bond due in ten years with a yield of {yield} pct, lead manager {bank} said. The bond is callable after five years and will be listed in Halmar. "
           + "Fees are one pct for management and underwriting combined. Payment is due at the end of the month.";

    // Words that no other number has, made of the number.
    private static Article Numbered(int at, string source = "gazette")
    {
        string Word(int salt) => string.Concat(((at * 1000L) + salt + 1).ToString("000000", CultureInfo.InvariantCulture).Reverse().Select(digit => "bdfgklmnrs"[digit - '0']));
        var text = string.Join(' ', Enumerable.Range(0, 40).Select(salt => Word(salt)));
        return Wrote($"{Word(50)} {Word(51)} {Word(52)}", text, Monday.AddMinutes(at), source);
    }

    // For each article, by its place in the list, its story.
    private static long[] Grouped(List<Article> news, List<int> order)
    {
        var (stories, found) = (new StoryIndex(new StoryOptions()), new long[news.Count]);
        foreach (var at in order)
        {
            found[at] = stories.Tell(at, news[at], news[at].Published!.Value).Story;
        }

        foreach (var moved in stories.Reconsider())
        {
            found[moved.Article] = moved.To;
        }

        return found;
    }

    private static Article Invented(string line)
    {
        using var parsed = JsonDocument.Parse(line);
        string Of(string name) => parsed.RootElement.GetProperty(name).GetString()!;
        return Wrote(Of("title"), Of("text"), DateTimeOffset.Parse(Of("published"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), $"source {Of("id")}", Of("lang"));
    }

    private static double BCubed(List<(int Story, long Found)> placed)
    {
        var precision = placed.Average(one => placed.Where(other => other.Found == one.Found).Average(other => other.Story == one.Story ? 1.0 : 0));
        var recall = placed.Average(one => placed.Where(other => other.Story == one.Story).Average(other => other.Found == one.Found ? 1.0 : 0));
        return 2 * precision * recall / (precision + recall);
    }

    private static List<(int Story, Article Article)> Stream() =>
    [
        (1, Wrote("Norland and Vesperia sign lunar accord", Signing)),
        (2, Wrote("Kestrel Orbit and Tamaria sign data accord", Otherwise, Monday.AddHours(1), "courier")),
        (1, Wrote("Lunar accord sealed by Norland and Vesperia", SigningRetold, Monday.AddHours(2), "herald")),
        (3, Wrote(
            "Ferry runs aground off Murra",
            "A ferry with 212 people on board ran aground on a sandbank off Murra late on Sunday. Captain Edda Falk said nobody was hurt. Tugs from Lindport pulled the Aurelia free at high tide, and divers will look at her hull before she sails again.",
            Monday.AddHours(3),
            "courier")),
        (1, Wrote("Moon dust brings two agencies together", Signing, Monday.AddHours(4), "courier")),
        (2, Wrote("Tamaria buys soil moisture maps from Kestrel Orbit", Otherwise[..300], Monday.AddHours(6), "gazette")),
        (3, Wrote(
            "Aurelia freed from sandbank near Murra",
            "Tugs freed the ferry Aurelia, which had run aground near Murra on Sunday with 212 passengers and crew. Edda Falk, her captain, praised the tug crews from Lindport. Divers are to check the hull.",
            Monday.AddHours(8),
            "herald")),
        (4, Wrote(
            "Skarvik school wins robot contest",
            "Pupils of the school in Skarvik won the yearly robot contest with a machine that sorts shells by colour. Their teacher, Runa Ostby, said the team had worked through the winter. Second place went to a club from Halmar.",
            Monday.AddHours(9),
            "gazette")),
        (1, Wrote(
            "Norland y Vesperia firman un acuerdo lunar",
            "Las agencias de Norland y Vesperia firmaron en Halmar un acuerdo de investigación lunar ante 140 invitados. Ingrid Solheim y Tomas Beranek dijeron que la antena de Skarvik será común y que el presupuesto llega a 85 millones de coronas hasta 2036. El instrumento Lykta volará en 2032.",
            Monday.AddHours(10),
            "diario",
            "es")),
        (5, Wrote(
            "Vesperia raises fishing quota",
            "The government of Vesperia raised the quota for herring by a tenth for the coming season. Fishing minister Ada Lindqvist said stocks had recovered. Conservation groups called the step too early and want a new count in autumn.",
            Monday.AddHours(11),
            "herald")),
        (4, Wrote(
            "Shell-sorting robot takes first prize for Skarvik pupils",
            "A robot that sorts shells by colour won first prize for a team from the Skarvik school at the yearly contest. Runa Ostby, who teaches them, spoke of long winter evenings. A Halmar club came second.",
            Monday.AddHours(12),
            "courier")),
        (5, Wrote(
            "More herring for Vesperia's boats",
            "Boats in Vesperia may land a tenth more herring next season, the government decided. Minister Ada Lindqvist pointed to recovered stocks; conservation groups asked for a new count in autumn before any rise of the quota.",
            Monday.AddHours(14),
            "gazette")),
    ];
}
