using AccordWatch.Stories;
using static AccordWatch.Tests.Stories.News;

namespace AccordWatch.Tests.Stories;

/// <summary>Names and figures that bring reports in different scripts together.</summary>
public sealed class NamesTests
{
    private readonly StoryIndex _stories = new(new StoryOptions());

    [Fact]
    public void The_table_of_sounds_proves_itself()
        => Assert.All(Skeleton.Sounds.Alike, names => Assert.Single(names.Select(name => Skeleton.Of(name)).Distinct()));

    [Theory]
    [InlineData("Lavrov", "Laval")]
    [InlineData("Merkel", "Macron")]
    [InlineData("О'Нил", "Neill")]
    public void Names_that_sound_otherwise_stay_apart(string one, string other) => Assert.NotEqual(Skeleton.Of(one) ?? one, Skeleton.Of(other) ?? other);

    [Theory]
    [InlineData("ja", "月探査で覚書に署名", "イングリッド・ソルヘイムとトマシュ・ベラネクは、ハルマールで月探査の覚書に署名した。スカルビクのアンテナを共同で使い、予算は2036年までに8500万クローネ。観測装置リクタは2032年に飛ぶ。招待客は140人。")]
    [InlineData("ko", "두 우주국 달 협정 서명", "잉그리드 솔하임과 토마시 베라네크는 할마르에서 달 연구 협정에 서명했다. 스카르비크의 안테나를 함께 쓰고 예산은 2036년까지 8500만 크로네다. 관측기는 2032년에 비행한다. 손님은 140명이었다.")]
    [InlineData("zh", "两国航天局签署月球协议", "英格丽德·索尔海姆与托马什·贝拉内克在哈尔马尔签署月球研究协议。双方将共用斯卡尔维克的天线，预算到2036年为8500万克朗，仪器将于2032年升空，140名来宾出席。")]
    [InlineData("ar", "وكالتان توقعان اتفاقا قمريا", "وقعت إنغريد سولهايم وتوماس بيرانيك في هالمار اتفاقا لأبحاث القمر بحضور ١٤٠ ضيفا. ويشترك البلدان في هوائي سكارفيك، وتبلغ الميزانية ٨٥ مليون كرونة حتى عام ٢٠٣٦، ويطير الجهاز ليكتا في عام ٢٠٣٢.")]
    [InlineData("hi", "चंद्र समझौते पर हस्ताक्षर", "इंग्रिड सोलहाइम और टोमास बेरानेक ने हालमार में 140 मेहमानों के सामने चंद्र अनुसंधान समझौते पर हस्ताक्षर किए। स्कारविक का एंटीना साझा होगा, 2036 तक बजट 8.5 करोड़ क्रोनर है और यंत्र लिक्टा 2032 में उड़ेगा।")]
    public void A_report_in_another_script_tells_the_same_story(string language, string title, string text)
    {
        var compared = _stories.Compare(Wrote("Norland and Vesperia sign lunar accord", Signing), Wrote(title, text, Monday.AddHours(2), "courier", language));

        Assert.True(compared.Same, compared.Because);
    }

    [Theory]
    [InlineData("Spent 1.2 million there", "花费120万")]
    [InlineData("Spent 1.2 million there", "1,2 Mio. Euro")]
    [InlineData("Spent 1.2 million there", "1,2 млн рублей")]
    [InlineData("Spent 1.2 million there", "120만 명이")]
    [InlineData("Spent 1.2 million there", "12 लाख रुपये")]
    [InlineData("Spent 1.2 million there", "1,2 مليون")]
    [InlineData("Spent 1.2 million there", "$1.2m of it")]
    [InlineData("Spent 1,230,000,000 there", "12億3000万円")]
    [InlineData("Spent 1,230,000,000 there", "12억 3000만")]
    [InlineData("Spent 1,230,000,000 there", "1.230 millones")]
    [InlineData("Spent 85,000,000 there", "八千五百万克朗")]
    [InlineData("In 2032 it flies", "二〇三二年升空")]
    public void Figures_are_the_same_number_however_they_are_written(string one, string other)
        => Assert.NotEmpty(Numbers(one).Intersect(Numbers(other)));

    [Theory]
    [InlineData("On 3 May", "5月3日")]
    [InlineData("On 3 May", "5월 3일")]
    [InlineData("On 3 May", "٣ مايو")]
    [InlineData("On 3 May", "3 мая")]
    public void Days_are_the_same_however_they_are_written(string one, string other) => Assert.Equal(Read(one).Days, Read(other).Days);

    [Theory]
    [InlineData("he is on it as of us", 0)]
    [InlineData("из за на он и в", 0)]
    [InlineData("A deal. I sign.", 2)]
    [InlineData("EU UN US", 3)]
    [InlineData("달 두 협정", 3)]
    [InlineData("G7 5G 12", 3)]
    public void Words_of_one_or_two_letters_count_only_in_capitals_and_where_they_are_words(string text, int expected) => Assert.Equal(expected, Read(text).Terms.Count);

    private static ulong[] Numbers(string text) => Read(text).Numbers.Items.ToArray();

    private static Trace Read(string text) => new TraceReader(new Corpus(new StoryOptions()), new StoryOptions()).Read(1, Wrote("", text), Monday);
}
