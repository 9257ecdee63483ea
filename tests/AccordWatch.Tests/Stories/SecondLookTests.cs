using AccordWatch.Stories;
using static AccordWatch.Tests.Stories.News;

namespace AccordWatch.Tests.Stories;

/// <summary>What is found when the stories are looked at again, knowing what came later.</summary>
public sealed class SecondLookTests
{
    private const string SigningAsides = """
        Guests in Halmar saw Ingrid Solheim of Norland and Tomas Beranek of Vesperia exchange pens after they signed the lunar agreement. Solheim called the antenna at Skarvik
        the heart of the pact; Beranek spoke of the lander that will carry Lykta, the spectrometer, in 2032. The joint laboratory for moon dust gets 85 million crowns until 2036.
        """;

    private const string OtherwiseRetold = """
        Farmers of Tamaria will get maps of soil moisture each day. Minister Paolo Ferrant signed a contract over six years and 12 million florins with Kestrel Orbit in Lindport.
        Its chief executive Wanda Ochs said two radar satellites start next spring at Equis; the ground station at Murra is built by Tamaria.
        """;

    private const string OtherwiseAsides = """
        Wanda Ochs of Kestrel Orbit smiled in Lindport: Tamaria pays her company 12 million florins for maps of soil moisture. Paolo Ferrant, the minister, promised
        farmers the first maps once the radar satellites have left Equis next spring and the ground station at Murra listens.
        """;

    private readonly StoryIndex _stories = new(new StoryOptions());
    private readonly Dictionary<long, long> _in = [];

    [Fact]
    public void An_article_that_fits_another_story_better_changes_over()
    {
        Tell(1, "Norland and Vesperia sign lunar accord", Signing);
        Tell(2, "Lunar accord sealed by Norland and Vesperia", SigningRetold);
        Misplace(2);
        Tell(3, "Pens and moon dust in Halmar", SigningAsides);

        Reconsider();

        Assert.Single(_in.Values.Distinct());
    }

    [Fact]
    public void What_only_a_wrong_decision_held_together_comes_apart_and_the_larger_part_keeps_the_id()
    {
        for (var at = 0; at < 40; at++)
        {
            Tell(100 + at, $"Note {at}", string.Join(' ', Enumerable.Range(0, 60).Select(word => $"{(char)('a' + (at % 26))}{(char)('a' + (at / 26))}{(char)('k' + (word % 7))}{(char)('a' + (word / 7))}word")));
        }

        Tell(1, "Norland and Vesperia sign lunar accord", Signing);
        Tell(2, "Lunar accord sealed by Norland and Vesperia", SigningRetold);
        Tell(3, "Pens and moon dust in Halmar", SigningAsides);
        Tell(4, "Kestrel Orbit and Tamaria sign data accord", Otherwise);
        _stories.Move(4, _in[1]);
        Tell(5, "Maps for the farmers of Tamaria", OtherwiseRetold);
        var story = _in[1];

        Reconsider();

        Assert.Equal([story, story, story], [_in[1], _in[2], _in[3]]);
        Assert.NotEqual(story, _in[4]);
        Assert.Equal(_in[5], _in[4]);
    }

    [Fact]
    public void Among_few_articles_it_is_not_known_what_is_rare_and_nothing_is_turned_out()
    {
        Tell(1, "Norland and Vesperia sign lunar accord", Signing);
        Tell(2, "Lunar accord sealed by Norland and Vesperia", SigningRetold);
        Tell(4, "Kestrel Orbit and Tamaria sign data accord", Otherwise);
        _stories.Move(4, _in[1]);
        _in[4] = _in[1];
        Tell(3, "Pens and moon dust in Halmar", SigningAsides);

        Reconsider();

        Assert.Single(_in.Values.Distinct());
    }

    [Fact]
    public void What_was_placed_or_parted_by_hand_stays()
    {
        Tell(1, "Norland and Vesperia sign lunar accord", Signing);
        Tell(2, "Lunar accord sealed by Norland and Vesperia", SigningRetold);
        Misplace(2);
        _stories.Part(_in[1], _in[2]);
        Tell(4, "Kestrel Orbit and Tamaria sign data accord", Otherwise);
        _stories.Move(4, _in[1]);
        _stories.Pin(4);
        _in[4] = _in[1];
        Tell(3, "Pens and moon dust in Halmar", SigningAsides);
        Tell(5, "Maps for the farmers of Tamaria", OtherwiseRetold);
        var (one, other) = (_in[1], _in[2]);

        Reconsider();

        Assert.Equal((one, other, one), (_in[1], _in[2], _in[4]));
    }

    [Fact]
    public void What_is_in_order_stays_and_a_third_look_finds_nothing()
    {
        Tell(1, "Norland and Vesperia sign lunar accord", Signing);
        Tell(2, "Kestrel Orbit and Tamaria sign data accord", Otherwise);
        Tell(3, "Lunar accord sealed by Norland and Vesperia", SigningRetold);
        Tell(4, "Maps for the farmers of Tamaria", OtherwiseRetold);
        Tell(5, "Pens and moon dust in Halmar", SigningAsides);
        Misplace(4);
        Tell(6, "Soil moisture from above", OtherwiseAsides);

        Reconsider();

        Assert.Equal([_in[1], _in[1]], [_in[3], _in[5]]);
        Assert.Equal([_in[2], _in[2]], [_in[4], _in[6]]);
        Assert.Empty(_stories.Reconsider());
    }

    [Fact]
    public void Each_move_says_why()
    {
        Tell(1, "Norland and Vesperia sign lunar accord", Signing);
        Tell(2, "Lunar accord sealed by Norland and Vesperia", SigningRetold);
        Misplace(2);
        Tell(3, "Pens and moon dust in Halmar", SigningAsides);

        Assert.All(_stories.Reconsider(), moved => Assert.Contains("same event", moved.Because, StringComparison.Ordinal));
    }

    private void Tell(long id, string title, string text)
        => _in[id] = _stories.Tell(id, Wrote(title, text, Monday.AddMinutes(id), $"paper {id}"), Monday.AddMinutes(id)).Story;

    private void Misplace(long id)
    {
        _in[id] = _stories.NewStory();
        _stories.Move(id, _in[id]);
    }

    private void Reconsider()
    {
        foreach (var moved in _stories.Reconsider())
        {
            _in[moved.Article] = moved.To;
        }
    }
}
