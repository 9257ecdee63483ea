using System.Text;
using AccordWatch.Stories;

namespace AccordWatch.Tests.Stories;

public class StoryTrainingTests
{
    [Fact]
    public void What_a_model_writes_is_read_again_as_the_same_model()
    {
        var written = StoryModel.Shipped.Write();

        Assert.Equal(written, StoryModel.Read(Encoding.UTF8.GetBytes(written), "weights.json").Write());
    }

    [Theory]
    [InlineData("wording", "wordnig", "'texts' has no sign 'wordnig'")]
    [InlineData("\"texts\"", "\"tests\"", "'texts' is missing")]
    [InlineData("{", "[", "weights.json:1:")]
    public void A_mistake_in_a_file_of_weights_is_named(string right, string wrong, string message)
    {
        var broken = Encoding.UTF8.GetBytes(StoryModel.Shipped.Write().Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(message, Assert.Throws<FormatException>(() => StoryModel.Read(broken, "weights.json")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_labelled_news_teach_the_same_and_teach_to_tell_stories_apart()
    {
        var (one, other) = (new StoryTraining(new StoryOptions()), new StoryTraining(new StoryOptions()));
        one.AddStories("made up", Labelled());
        other.AddStories("made up", Labelled());

        var model = one.Fit(_ => { });

        Assert.Equal(model.Write(), other.Fit(_ => { }).Write());
        Assert.All(one.Measure(model), measured => Assert.True(measured.Figures.F1 > 0.9, $"{measured.Corpus}: {measured.Figures}"));
    }

    [Fact]
    public void A_second_look_that_was_learned_from_labelled_news_puts_back_most_of_what_was_misplaced()
    {
        var training = new StoryTraining(new StoryOptions());
        training.AddStories("made up", Labelled(reports: 5));
        var stories = new StoryIndex(new StoryOptions(), training.Fit(_ => { }));
        var (told, news) = (new List<long>(), Labelled(reports: 5));
        foreach (var (article, _) in news)
        {
            told.Add(stories.Tell(told.Count, article, article.Published!.Value).Story);
            if (told.Count % 10 == 3 && told.Count > 5)
            {
                // The third of five reports stands with those of the story before.
                stories.Move(told.Count - 1, told[^6]);
                told[^1] = told[^6];
            }
        }

        foreach (var moved in stories.Reconsider())
        {
            told[(int)moved.Article] = moved.To;
        }

        var figures = BCubed.Of([.. news.Zip(told, (one, story) => (one.Story, story))], _ => true);
        Assert.True(figures.F1 > 0.83, $"{figures}");
    }

    // Reports of things that have nothing but the grammar in common.
    private static List<LabelledArticle> Labelled(int reports = 2)
    {
        var articles = new List<LabelledArticle>();
        for (var story = 0; story < 40; story++)
        {
            string Word(int at) => $"{"bdfgklmnprst"[(story + at) % 12]}{"aeiou"[story % 5]}{"klmnprstvz"[(story * 3 + at) % 10]}{"aeiou"[at % 5]}{"bdgkt"[(story + (2 * at)) % 5]}{story}";
            var (first, again) = ($"The {Word(1)} and the {Word(2)} agreed with the {Word(3)} about {Word(4)} in {Word(5)}.", $"About {Word(4)} the {Word(3)} agreed in {Word(5)} with the {Word(1)}, and later the {Word(6)}.");
            articles.Add(new LabelledArticle(News.Wrote($"The {Word(1)} agreed about {Word(4)}", first, News.Monday.AddHours(3 * story), "gazette"), $"story {story}"));
            articles.Add(new LabelledArticle(News.Wrote($"With the {Word(1)}, {Word(3)} agreed", again, News.Monday.AddHours((3 * story) + 1), "herald"), $"story {story}"));
            for (var more = 2; more < reports; more++)
            {
                var text = $"In {Word(5)} the {Word(2)} told the {Word(3)} that the {Word(more + 5)} wants {Word(4)} and not the {Word(1)}.";
                articles.Add(new LabelledArticle(News.Wrote($"What the {Word(2)} wants in {Word(5)}", text, News.Monday.AddHours((3 * story) + (more / 2.0)), $"paper {more}"), $"story {story}"));
            }
        }

        return articles;
    }
}
