using AccordWatch.Model;
using AccordWatch.Stories;
using static AccordWatch.Tests.Stories.News;

namespace AccordWatch.Tests.Stories;

/// <summary>Articles that go to another story after they were told.</summary>
public sealed class MoveTests
{
    private static readonly EventKey Sealed = new("NO,VE", "signed");
    private readonly StoryIndex _stories = new(new StoryOptions(), nextStory: 100);

    [Fact]
    public void New_stories_have_ids_behind_those_of_all_before()
    {
        _stories.Recall(1, Wrote("Kestrel Orbit and Tamaria sign data accord", Otherwise), Monday, 40);

        Assert.Equal(100, _stories.Tell(2, Wrote("Norland and Vesperia sign lunar accord", Signing), Monday).Story);
        Assert.Equal(101, _stories.NewStory());
    }

    [Fact]
    public void What_comes_next_follows_an_article_to_its_new_story()
    {
        var first = _stories.Tell(1, Wrote("Norland and Vesperia sign lunar accord", Signing), Monday).Story;
        _stories.Tell(2, Wrote("Lunar accord sealed by Norland and Vesperia", SigningRetold, source: "courier"), Monday);
        var other = _stories.NewStory();

        Assert.True(_stories.Move(2, other));

        Assert.Equal(first, _stories.Tell(3, Wrote("Two agencies, one moon", Signing, source: "herald"), Monday.AddHours(1)).Story);
        Assert.Equal(other, _stories.Tell(4, Wrote("Accord on the moon", SigningRetold, source: "post"), Monday.AddHours(1)).Story);
    }

    [Fact]
    public void A_story_that_lost_all_of_its_articles_takes_no_more()
    {
        var first = _stories.Tell(1, Wrote("Norland and Vesperia sign lunar accord", Signing), Monday).Story;
        var other = _stories.Tell(2, Wrote("Kestrel Orbit and Tamaria sign data accord", Otherwise), Monday).Story;

        Assert.True(_stories.Move(1, other));

        Assert.False(_stories.Remembers(first));
        Assert.Equal(other, _stories.Tell(3, Wrote("Two agencies, one moon", Signing, source: "herald"), Monday.AddHours(1)).Story);
        Assert.False(_stories.Move(1, other));
        Assert.False(_stories.Move(77, other));
    }

    [Fact]
    public void The_act_goes_with_the_article_that_reports_it()
    {
        _stories.Tell(1, Wrote("Kestrel Orbit and Tamaria sign data accord", Otherwise), Monday);
        _stories.Tell(2, Wrote("Norland and Vesperia sign lunar accord", Signing), Monday, Sealed);
        var other = _stories.NewStory();

        _stories.Move(2, other);

        Assert.Equal(other, _stories.Tell(3, Wrote("Zwei Partner", "Es ist vollbracht."), Monday.AddHours(1), Sealed).Story);
    }

    [Fact]
    public void A_long_story_loses_one_article_and_no_other()
    {
        var story = _stories.Tell(0, Numbered(0), Monday).Story;
        for (var at = 1; at < 50; at++)
        {
            _stories.Recall(at, Numbered(at), Monday.AddMinutes(at), story);
        }

        _stories.Move(3, _stories.NewStory());
        for (var at = 10; at < 50; at++)
        {
            _stories.Move(at, 500);
        }

        Assert.Equal(story, _stories.Tell(60, Numbered(5) with { Source = "herald" }, Monday.AddHours(1)).Story);
        Assert.Equal(500, _stories.Tell(61, Numbered(30) with { Source = "herald" }, Monday.AddHours(1)).Story);
    }

    private static Article Numbered(int at) => Wrote($"Note {at}", string.Join(' ', Enumerable.Range(0, 60).Select(word => $"{(char)('a' + (at % 26))}{(char)('a' + (at / 26))}{(char)('k' + (word % 7))}{(char)('a' + (word / 7))}word")));
}
