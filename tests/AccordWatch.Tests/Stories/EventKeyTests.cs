using AccordWatch.Model;
using AccordWatch.Stories;

namespace AccordWatch.Tests.Stories;

public sealed class EventKeyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly EventKey Signing = new("KE,NO", "signed");

    private readonly StoryIndex _stories = new(new StoryOptions());

    [Fact]
    public void Reports_of_one_act_are_one_story_though_they_share_no_word()
    {
        _stories.Tell(1, Wrote("Nairobi und Oslo besiegeln Abkommen", "Beide Seiten setzten ihre Unterschrift darunter."), Noon, Signing);

        var telling = _stories.Tell(2, Wrote("Two nations shake hands", "A deal is done at last."), Noon.AddHours(5), Signing);

        Assert.Equal(1, Assert.IsType<Telling.Again>(telling).Of);
    }

    [Fact]
    public void The_same_act_a_month_later_is_another_story()
    {
        _stories.Tell(1, Wrote("Nairobi und Oslo besiegeln Abkommen", "Beide Seiten setzten ihre Unterschrift darunter."), Noon, Signing);

        Assert.IsType<Telling.First>(_stories.Tell(2, Wrote("Two nations shake hands", "A deal is done at last."), Noon.AddDays(30), Signing));
    }

    [Theory]
    [InlineData("KE,NO", "ratified", true)]
    [InlineData("CL,NO", "signed", true)]
    [InlineData("KE,NO", "signed, no space accord,", false)]
    public void Another_act_in_like_words_is_kept_apart(string parties, string step, bool links)
    {
        const string words = "Kenya and Norway put their names to a paper in Nairobi on Monday. The ministers Otieno and Berg spoke of a new beginning between the two coasts.";
        _stories.Tell(1, Wrote("Kenya and Norway sign in Nairobi", words), Noon, Signing);

        var telling = _stories.Tell(2, Wrote("Ministers Otieno and Berg sign in Nairobi", "In Nairobi the ministers Otieno and Berg of Kenya and Norway met on Monday. They put their names to a paper and spoke of the coasts."), Noon.AddHours(2), new EventKey(parties, step, links));

        Assert.IsType<Telling.First>(telling);
    }

    private static Article Wrote(string title, string text) => new() { Url = new Uri("https://gazette.example/"), CanonicalUrl = new Uri("https://gazette.example/"), Title = title, Text = text };
}
