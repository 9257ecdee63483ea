using AccordWatch.Stories;
using static AccordWatch.Tests.Stories.News;

namespace AccordWatch.Tests.Stories;

public sealed class ComparisonTests
{
    private readonly StoryIndex stories = new(new StoryOptions());

    [Fact]
    public void A_Spanish_and_an_English_report_with_the_same_names_and_numbers_are_one_story()
    {
        var spanish = Wrote(
            "Norland y Vesperia firman un acuerdo lunar",
            "Las agencias de Norland y Vesperia firmaron en Halmar un acuerdo de investigación lunar ante 140 invitados. Ingrid Solheim y Tomas Beranek dijeron que la antena de Skarvik será común y que el presupuesto llega a 85 millones de coronas hasta 2036. El instrumento Lykta volará en 2032.",
            Monday.AddHours(2),
            "diario",
            "es");

        var compared = stories.Compare(Wrote("Norland and Vesperia sign lunar accord", Signing), spanish);

        Assert.True(compared.Same);
        Assert.StartsWith("same event", compared.Because, StringComparison.Ordinal);
        Assert.Contains("Solheim", compared.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Russian_report_is_known_by_its_names()
    {
        var russian = Wrote(
            "Норланд и Весперия подписали лунное соглашение",
            "Ингрид Сольхейм и Томаш Беранек подписали в Халмаре соглашение о Луне в присутствии 140 гостей. Антенна в Скарвике станет общей, бюджет составит 85 миллионов крон до 2036 года, прибор полетит в 2032 году.",
            Monday.AddHours(2),
            "gazeta",
            "ru");

        Assert.True(stories.Compare(Wrote("Norland and Vesperia sign lunar accord", Signing), russian).Same);
    }

    [Fact]
    public void Reports_of_two_events_in_two_languages_are_two_stories()
    {
        var spanish = Wrote("Tamaria compra mapas de humedad", "Paolo Ferrant y Wanda Ochs presentaron en Lindport un contrato de 12 millones de florines con Kestrel Orbit.", Monday, "diario", "es");

        Assert.False(stories.Compare(Wrote("Norland and Vesperia sign lunar accord", Signing), spanish).Same);
    }

    [Fact]
    public void Which_article_comes_first_does_not_matter()
    {
        var (one, other) = (Wrote("Norland and Vesperia sign lunar accord", Signing), Wrote("Lunar accord sealed", SigningRetold, Monday.AddHours(5), "courier"));

        Assert.Equal(stories.Compare(one, other).Score, stories.Compare(other, one).Score, 6);
    }

    [Theory]
    [InlineData("UPDATE 2-Norland signs lunar accord", "Norland signs lunar accord")]
    [InlineData("BREAKING NEWS: Norland signs lunar accord", "Norland signs lunar accord")]
    [InlineData("Norland signs lunar accord | The Gazette", "Norland signs lunar accord")]
    [InlineData("Norland signs lunar accord - Gazette", "Norland signs lunar accord")]
    public void Labels_on_a_headline_do_not_count(string labelled, string bare)
        => Assert.Equal(1, stories.Compare(Wrote(bare, "", source: "a"), Wrote(labelled, "", source: "gazette")).Score, 1);

    [Theory]
    [InlineData("Суды лишили банки прав", "Судами у банков отняты права")]
    [InlineData("Цены зерна растут из-за засух", "Засуха подняла цену на зерно")]
    [InlineData("Банки ждут роста цен на зерно и хлеб", "Рост цены зерна и хлеба ожидают в банках")]
    public void Headlines_of_short_words_with_other_endings_are_one_story(string one, string other)
    {
        var (a, b) = (Wrote(one, "", source: "a", language: "ru"), Wrote(other, "", source: "b", language: "ru"));

        Assert.True(stories.Compare(a, b).Same);
        Assert.Equal(stories.Compare(a, b).Score, stories.Compare(b, a).Score, 6);
    }

    [Theory]
    [InlineData("В Халмаре открыли новый мост через реку", "В Халмаре задержали мэра по делу о взятке")]
    [InlineData("Норланд подписал договор о рыболовстве в заливе", "Норланд отложил выборы мэра столицы до весны")]
    public void Headlines_that_share_a_place_only_are_two_stories(string one, string other)
        => Assert.False(stories.Compare(Wrote(one, "", source: "a", language: "ru"), Wrote(other, "", source: "b", language: "ru")).Same);

    [Fact]
    public void Headlines_that_are_like_many_others_must_be_more_alike_to_be_one_story()
    {
        // All the words are in thirty headlines each: those of the template together, the others apart.
        for (var at = 0; at < 30; at++)
        {
            var name = $"{"BDFGK"[at % 5]}{"aeiou"[at % 3]}{"lmnrst"[at / 5]}{"aeiou"[at % 5]}rton";
            foreach (var headline in (string[])[$"{name} shares close higher today", $"{name} museum", $"{name} garden", $"{name} harbour", $"{name} river"])
            {
                stories.Recall(stories.Next + 10, Wrote(headline, "", Monday, "wire"), Monday, stories.Next + 10);
            }
        }

        var template = stories.Compare(Wrote("Kestrel shares close higher today", "", source: "a"), Wrote("Lindport shares close higher today", "", source: "b"));
        var other = stories.Compare(Wrote("Kestrel museum garden harbour river", "", source: "a"), Wrote("Lindport museum garden harbour river", "", source: "b"));

        Assert.True(template.Score < other.Score - 0.05, $"{template.Score} is not well below {other.Score}: {template.Because}; {other.Because}");
    }

    [Fact]
    public void Chinese_copies_are_found_although_nothing_parts_the_words()
    {
        const string Text = "两国航天局周一在港口城市签署了月球研究框架协议，结束了两年的谈判。双方将共用天线，共建月尘实验室，预算为八千五百万克朗。首台仪器计划于二〇三二年搭乘着陆器升空。";

        var compared = stories.Compare(Wrote("两国签署月球协议", Text, language: "zh"), Wrote("月球合作启动", $"新华社北京3月4日电 {Text}", Monday, "courier", "zh"));

        Assert.True(compared.IsCopy);
    }

    [Fact]
    public void Articles_without_words_are_not_alike()
        => Assert.False(stories.Compare(Wrote("", ""), Wrote("", "", source: "courier")).Same);
}
