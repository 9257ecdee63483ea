using AccordWatch.Knowledge;

namespace AccordWatch.Tests.Knowledge;

public sealed class YamlFileTests
{
    [Fact]
    public void An_unknown_key_is_refused_with_file_line_and_the_nearest_known_one()
    {
        var map = YamlFile.Parse("name: gazette\nlangage: en\n", "sources.yaml");

        var mistake = Assert.Throws<MistakeException>(() => map.Allow("name", "language", "url"));

        Assert.Equal(("sources.yaml", 2, "langage"), (mistake.File, mistake.Line, mistake.Key));
        Assert.Contains("'language'", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_doubled_key_is_refused_with_its_line()
    {
        var mistake = Assert.Throws<MistakeException>(() => YamlFile.Parse("a: 1\nb: 2\na: 3\n", "watch.yaml"));

        Assert.Equal(3, mistake.Line);
    }

    [Fact]
    public void A_number_out_of_range_is_refused_with_its_range()
    {
        var map = YamlFile.Parse("accept: 1.5\n", "watch.yaml");

        var mistake = Assert.Throws<MistakeException>(() => map.Number("accept", 0, 1));

        Assert.Contains("from 0 to 1", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_a_list_names_its_place()
    {
        var map = YamlFile.Parse("sources:\n  - name: a\n  - name: b\n    kinds: feed\n", "sources.yaml");

        var mistake = Assert.Throws<MistakeException>(() => map.Maps("sources").Select(one => one.Allow("name", "kind")).ToList());

        Assert.Equal((4, "sources[1].kinds"), (mistake.Line, mistake.Key));
    }

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("15m", 900)]
    [InlineData("1.5h", 5400)]
    [InlineData("2d", 172800)]
    [InlineData("00:01:00", 60)]
    public void Durations_are_read_as_people_write_them(string text, double seconds)
    {
        Assert.True(Durations.TryRead(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("15 apples")]
    [InlineData("-5m")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(Durations.TryRead(text, out _));
}
