using AccordWatch.Model;
using AccordWatch.Stories;
using static AccordWatch.Tests.Stories.News;

namespace AccordWatch.Tests.Stories;

/// <summary>Two long reports of one signing, what is beside them in other languages, and another accord of one of the parties.</summary>
public sealed class SpaceAccordsTests
{
    private const string Daily = """
        Mexico and Russia put their names on Tuesday to an agreement about working together in space, while a Russian delegation was in the country for the 200th anniversary of its independence.
        For the Mexican Space Agency (AEM) its director Salvador Landeros Ayala signed, for the state corporation Roscosmos the deputy general director, Sergey Valentinovich Saveliev.
        According to the newspaper El Universal the accord may lead to joint astrophysical and planetary research, to remote sensing of the Earth, satellite communications and an exchange of information.
        Crewed flights, shared launch services, space weather, biology and medicine and the reduction of debris in orbit are named as well.
        Landeros recalled the flight of Yuri Gagarin in 1961. The first human in space later visited Mexico, he said, and the year after the National Commission for Outer Space was founded, from which the agency of today descends.
        In July the country joined Argentina, Bolivia, Costa Rica, Ecuador and Paraguay in an accord to found a regional space agency for Latin America.
        """;

    private const string Post = """
        A deal on the exploration of space was inked by Mexico and Russia on Tuesday. The Russian delegation had come for the festivities that mark 200 years of independence.
        Salvador Landeros Ayala, who directs the Mexican Space Agency, and Sergey Valentinovich Saveliev, deputy general director of the Russian space corporation, signed the agreement, as Mexico News Daily reported.
        It covers the use of space equipment that might result in human space travel and in shared launch services, studies of planets and astrophysics, satellite communications, the observation of Earth from orbit, space biology and the mitigation of space debris.
        Russia's deeds in space had inspired the whole world, Landeros Ayala told El Universal, and he named the journey of Yuri Gagarin in 1961 and his visit to Mexico.
        Labor minister Anton Kotyakov also spoke with economy minister Tatiana Clouthier about trade, and a memorandum between business councils of both sides was signed. Mexico is the second trading partner of Russia in the region, behind Brazil.
        The Mexican agency also works with Airbus: Dereum Labs is to develop ways of extracting resources from the soil of the Moon. Victor de la Vela of Airbus called that a first step.
        """;

    private const string Moscow = """
        Russia and China have signed a memorandum of understanding on the exploration of the Moon and of deep space, the state corporation Roscosmos announced after talks between the presidents Vladimir Putin and Xi Jinping in June.
        Dmitry Rogozin, who has been its director-general for some weeks, struck the deal with Zhang Kejian, the administrator of the Chinese agency CNSA. Details were not given.
        In March both countries had agreed to set up a data center for lunar projects. China is to help with the orbiter Luna-26 in 2022, and Russia with a landing at the south pole of the Moon in 2023.
        Russia flies with the United States to the International Space Station; China wants to begin with a station of its own in 2019 and invites all members of the United Nations.
        """;

    private const string Spanish = """
        México y Rusia firmaron este martes un acuerdo de cooperación en la exploración del espacio con fines pacíficos. El documento lleva las firmas del director de la Agencia Espacial Mexicana, Salvador Landeros Ayala,
        y del director general adjunto de Roscosmos, Serguéi Savéliev, quien viajó con la delegación rusa invitada a las fiestas por los 200 años de la independencia. Landeros recordó el vuelo de Yuri Gagarin en 1961.
        """;

    private const string Russian = """
        Россия и Мексика подписали во вторник соглашение о сотрудничестве в космосе. Подписи поставили директор Мексиканского космического агентства Сальвадор Ландерос Айяла и заместитель генерального директора
        Роскосмоса Сергей Савельев во время визита российской делегации на празднование 200-летия независимости Мексики. Ландерос напомнил о полете Юрия Гагарина в 1961 году.
        """;

    private static readonly DateTimeOffset Signed = new(2021, 9, 28, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5000, 5000)]
    [InlineData(5000, 300)]
    [InlineData(300, 5000)]
    public void Two_reports_of_a_signing_are_one_story_also_when_one_is_cut(int first, int second)
    {
        var found = Grouped([ADaily(first), APost(second)]);

        Assert.Equal(["daily", "daily"], found);
    }

    [Theory]
    [InlineData(5000)]
    [InlineData(300)]
    public void Reports_in_Spanish_and_Russian_join_them_in_any_order(int length)
    {
        Article[] news = [ADaily(5000), InSpanish, APost(length), InRussian];

        foreach (var turn in Enumerable.Range(0, news.Length))
        {
            var found = Grouped([.. news.Skip(turn), .. news.Take(turn)]);

            Assert.Single(found.Distinct());
        }
    }

    [Fact]
    public void The_accord_of_one_party_with_another_country_never_joins()
    {
        var older = Wrote("Russia signs MoU with China for deep space exploration", Moscow, new DateTimeOffset(2018, 6, 12, 9, 0, 0, TimeSpan.Zero), "times");

        Assert.Equal(["times", "daily", "daily", "daily", "daily"], Grouped([older, ADaily(5000), APost(300), InSpanish, InRussian]));
    }

    [Fact]
    public void It_stays_apart_on_the_same_day_when_the_acts_are_known()
    {
        var stories = new StoryIndex(new StoryOptions());
        var first = stories.Tell(1, ADaily(5000), Signed, new EventKey("MX,RU", "signed"));

        var other = stories.Tell(2, Wrote("Russia signs MoU with China for deep space exploration", Moscow, Signed, "times"), Signed, new EventKey("CN,RU", "signed"));
        var same = stories.Tell(3, APost(5000), Signed.AddHours(8), new EventKey("MX,RU", "signed"));

        Assert.IsType<Telling.First>(other);
        Assert.Equal(first.Story, same.Story);
    }

    private static Article InSpanish => Wrote("México y Rusia firman un acuerdo para cooperar en el espacio", Spanish, Signed.AddHours(7), "diario", "es");

    private static Article InRussian => Wrote("Россия и Мексика подписали соглашение о космосе", Russian, Signed.AddHours(9), "gazeta", "ru");

    private static Article ADaily(int length) => Wrote("Mexico, Russia sign accord to cooperate on space exploration", Cut(Daily, length), Signed.AddHours(4), "daily");

    private static Article APost(int length) => Wrote("Mexico and Russia Ink Deal on Space Exploration", Cut(Post, length), Signed.AddHours(18), "post");

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;

    // For each article, in the order in which they come, the source of the first of its story.
    private static List<string> Grouped(Article[] news)
    {
        var (stories, firsts) = (new StoryIndex(new StoryOptions()), new Dictionary<long, string>());
        var told = news.Select((article, at) => stories.Tell(at, article, article.Published!.Value).Story).ToList();
        foreach (var moved in stories.Reconsider())
        {
            told[(int)moved.Article] = moved.To;
        }

        foreach (var (story, article) in told.Zip(news))
        {
            firsts.TryAdd(story, article.Source);
        }

        return [.. told.Select(story => firsts[story])];
    }
}
