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
        var first = _stories.Tell(1, Wrote("Nairobi und Oslo besiegeln Abkommen", "Beide Seiten setzten ihre Unterschrift darunter."), Noon, Signing);

        var telling = _stories.Tell(2, Wrote("Two nations shake hands", "A deal is done at last."), Noon.AddHours(5), Signing);

        Assert.Equal(first.Story, Assert.IsType<Telling.Again>(telling).Story);
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
        var original = Wrote("Norway's Berg and Kenya's Otieno open Turkana to 14 rockets", "Minister Berg of Norway and minister Otieno of Kenya met in Nairobi. They agreed that 14 rockets may rise from Turkana until 2031, said Solheim of the Andøya Space Center.") with { Language = "en" };
        var other = Wrote("Berg y Otieno abren Turkana a 14 cohetes", "El ministro noruego Berg y el keniano Otieno se reunieron en Nairobi. Hasta 2031 podrán despegar de Turkana 14 cohetes, dijo Solheim, de Andøya Space Center.") with { Language = "es" };
        _stories.Tell(1, original, Noon, Signing);
        var unkeyed = new StoryIndex(new StoryOptions());
        unkeyed.Tell(1, original, Noon);
        Assert.False(Assert.IsType<Telling.Again>(unkeyed.Tell(2, other, Noon.AddHours(2))).IsCopy);

        Assert.IsType<Telling.First>(_stories.Tell(2, other, Noon.AddHours(2), new EventKey(parties, step, links)));
    }

    private static Article Wrote(string title, string text) => new() { Url = new Uri("https://gazette.example/"), CanonicalUrl = new Uri("https://gazette.example/"), Title = title, Text = text };
}
