using AccordWatch.Stories;

namespace AccordWatch.Tests.Stories;

public sealed class DatelineTests
{
    [Theory]
    [InlineData("PARIS, 3 May (Reuters) - The agencies met.", "Reuters", "PARIS")]
    [InlineData("(AP) — The agencies met.", "AP", null)]
    [InlineData("Madrid, 3 may (EFE).- Las agencias se reunieron.", "EFE", "Madrid")]
    [InlineData("МОСКВА, 3 мая. /ТАСС/. Агентства встретились.", "TASS", "МОСКВА")]
    [InlineData("МОСКВА, 3 мая — РИА Новости. Агентства встретились.", "RIA Novosti", "МОСКВА")]
    [InlineData("新华社北京5月3日电 两国签署协定。", "Xinhua", "北京")]
    [InlineData("Washington (NASA) - The agencies met.", null, "Washington")]
    public void A_dateline_names_agency_and_place(string text, string? agency, string? place)
    {
        var dateline = Headline.DatelineIn(text);

        Assert.Equal((agency, place, Headline.DatelineOf(text)), (dateline!.Agency, dateline.Place, dateline.Length));
    }

    [Theory]
    [InlineData("The agencies met in Paris on Monday.")]
    [InlineData("")]
    public void A_text_without_one_has_none(string text) => Assert.Null(Headline.DatelineIn(text));

    [Theory]
    [InlineData("UPDATE 2-Norland signs accord", "UPDATE")]
    [InlineData("CORRECTED - UPDATE 1-Norland signs accord", "CORRECTED UPDATE")]
    [InlineData("Breaking News: Norland signs accord", "BREAKING NEWS")]
    [InlineData("Norland signs accord", "")]
    public void What_stands_before_a_headline_is_told(string title, string flags) => Assert.Equal(flags, string.Join(' ', Headline.FlagsOf(title)));

    [Theory]
    [InlineData("Norland signs accord", "", true)]
    [InlineData("Norland signs accord", "“Norland signs accord”…", true)]
    [InlineData("Norland signs accord", "Norland and Vesperia met in Halmar.", false)]
    public void A_headline_alone_is_told_from_a_text(string title, string text, bool isAll)
        => Assert.Equal(isAll, Headline.IsAll(News.Wrote(title, text)));

    [Fact]
    public void Texts_are_the_same_whatever_their_dateline_case_and_marks()
    {
        var one = News.Wrote("One", $"HALMAR, 4 March (Reuters) - {News.Signing}");
        var other = News.Wrote("Other", News.Signing.ToUpperInvariant().Replace(",", " –", StringComparison.Ordinal));

        Assert.Equal(TextKey.Of(one), TextKey.Of(other));
        Assert.NotNull(TextKey.Of(one));
        Assert.NotEqual(TextKey.Of(one), TextKey.Of(one with { Text = one.Text.Replace("140", "150", StringComparison.Ordinal) }));
        Assert.Null(TextKey.Of(one with { Text = string.Join(' ', News.Signing.Split(' ').Take(35)) }));
    }
}
