using AccordWatch.Text;

namespace AccordWatch.Tests.Text;

public sealed class LanguageReaderTests
{
    [Theory]
    [InlineData("en", "The two agencies have agreed to share the data of their satellites with the public.")]
    [InlineData("es", "Las dos agencias acordaron compartir los datos de sus satélites con el público.")]
    [InlineData("pt", "As duas agências concordaram em partilhar os dados dos seus satélites com o público.")]
    [InlineData("fr", "Les deux agences ont décidé de partager les données de leurs satellites avec le public.")]
    [InlineData("de", "Die beiden Agenturen wollen die Daten ihrer Satelliten mit der Öffentlichkeit teilen.")]
    [InlineData("it", "Le due agenzie hanno deciso di condividere con il pubblico i dati dei loro satelliti.")]
    [InlineData("nl", "De twee agentschappen hebben besloten om de gegevens van hun satellieten met het publiek te delen.")]
    [InlineData("pl", "Obie agencje zgodziły się, że będą dzielić się z obywatelami danymi ze swoich satelitów.")]
    [InlineData("tr", "İki kurum, uydularının verilerini halk ile paylaşmak için bir anlaşma imzaladı ve bu yıl başlıyor.")]
    [InlineData("id", "Kedua badan itu sepakat untuk berbagi data dari satelit mereka dengan masyarakat.")]
    [InlineData("vi", "Hai cơ quan đã đồng ý chia sẻ dữ liệu của các vệ tinh với công chúng trong năm nay.")]
    [InlineData("ru", "Оба агентства договорились о том, что они будут делиться данными со спутников.")]
    [InlineData("uk", "Обидва агентства домовилися про те, що вони ділитимуться даними із супутників.")]
    [InlineData("zh", "两个航天机构同意向公众共享卫星数据。")]
    [InlineData("ja", "二つの宇宙機関は衛星のデータを公開することで合意した。")]
    [InlineData("ko", "두 우주 기관은 위성 자료를 공유하기로 합의했다고 밝혔다.")]
    [InlineData("ar", "اتفقت الوكالتان على تبادل بيانات الأقمار الصناعية مع الجمهور.")]
    [InlineData("fa", "دو سازمان فضایی توافق کردند که داده‌های ماهواره‌ها را با مردم به اشتراک بگذارند.")]
    [InlineData("hi", "दोनों एजेंसियों ने उपग्रहों का डेटा जनता के साथ साझा करने का निर्णय लिया।")]
    public void A_sentence_shows_its_language(string language, string sentence) => Assert.Equal(language, LanguageReader.Of(sentence));

    [Theory]
    [InlineData("")]
    [InlineData("Roscosmos")]
    [InlineData("12:45, 28.09.2021 — 100 %, 200 %, 300 %")]
    [InlineData("Lorem ipsum Roscosmos Intelsat Kourou Baikonur Plesetsk")]
    public void Too_little_text_shows_none(string text) => Assert.Null(LanguageReader.Of(text));

    [Fact]
    public void Names_in_another_script_do_not_change_the_language()
        => Assert.Equal("ru", LanguageReader.Of("Компания SpaceX и агентство NASA подписали соглашение, как это было в прошлом году."));
}
