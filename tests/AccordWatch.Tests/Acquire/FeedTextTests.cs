using System.Text;
using AccordWatch.Acquire;

namespace AccordWatch.Tests.Acquire;

public sealed class FeedTextTests
{
    private const string Russian = "Роскосмос и космическое агентство подписали сегодня соглашение о совместных исследованиях Луны и дальнего космоса";
    private const string Japanese = "宇宙航空研究開発機構は、月探査の協力に関する覚書に署名したと発表しました。これはアルテミス計画のためのものです。";
    private const string Korean = "한국항공우주연구원은 오늘 달 탐사 협력에 관한 양해각서를 체결했다고 밝혔습니다";
    private const string Greek = "Η διαστημική υπηρεσία υπέγραψε σήμερα μνημόνιο συνεργασίας για την εξερεύνηση της Σελήνης";
    private const string Hebrew = "סוכנות החלל חתמה היום על מזכר הבנות לשיתוף פעולה בחקר הירח";
    private const string Chinese = "中国国家航天局今天宣布与俄罗斯签署关于月球科研站合作的协议,这是我们两国在太空的第一个项目";

    static FeedTextTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("windows-1251", Russian)]
    [InlineData("koi8-r", Russian)]
    [InlineData("ibm866", Russian)]
    [InlineData("iso-8859-5", Russian)]
    [InlineData("shift_jis", Japanese)]
    [InlineData("euc-jp", Japanese)]
    [InlineData("iso-2022-jp", Japanese)]
    [InlineData("euc-kr", Korean)]
    [InlineData("gb18030", Chinese)]
    [InlineData("windows-1253", Greek)]
    [InlineData("windows-1255", Hebrew)]
    [InlineData("windows-1252", "L’agence spatiale a signé un mémorandum à Genève pour l’été")]
    public void What_nobody_names_is_told_by_its_look(string name, string text)
        => Assert.Equal($"<rss><title>{text}</title></rss>", FeedText.Of(Encoding.GetEncoding(name).GetBytes($"<rss><title>{text}</title></rss>"), null));

    [Theory]
    [InlineData("pl", "windows-1250", "Podpisano porozumienie o współpracy w sprawie żeglugi księżycowej")]
    [InlineData("tr", "windows-1254", "Türkiye Uzay Ajansı anlaşmayı imzaladı, işbirliği başlıyor")]
    public void The_language_decides_between_pages_that_look_alike(string language, string name, string text)
        => Assert.Contains(text, FeedText.Of(Encoding.GetEncoding(name).GetBytes($"<rss><language>{language}</language><title>{text}</title></rss>"), null), StringComparison.Ordinal);

    [Theory]
    [InlineData("cp_gr", 869)]
    [InlineData("WINDOWS_1251", 1251)]
    [InlineData("x-mac-cyrillic", 10007)]
    [InlineData("csIBM857", 857)]
    [InlineData("ks_c_5601-1987", 949)]
    [InlineData("ebcdic-cp-be", 500)]
    [InlineData("latin2", 28592)]
    public void Encodings_are_known_by_all_their_names(string name, int page) => Assert.Equal(page, AccordWatch.Text.Charset.Find(name)!.CodePage);

    [Theory]
    [InlineData("koi8-t", 0x80, 'қ')]
    [InlineData("cp856", 0x80, 'א')]
    [InlineData("ptcp154", 0xE0, 'а')]
    [InlineData("iso-8859-14", 0xA1, 'Ḃ')]
    [InlineData("iso-8859-16", 0xA4, '€')]
    [InlineData("cp1125", 0xF2, 'Ґ')]
    public void Code_pages_that_the_runtime_lacks_are_read(string name, byte code, char meant)
        => Assert.Equal($"<?xml version='1.0' encoding='{name}'?>{meant}", FeedText.Of([.. Encoding.ASCII.GetBytes($"<?xml version='1.0' encoding='{name}'?>"), code], null));

    [Theory]
    [InlineData("utf-16LE")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32LE")]
    [InlineData("utf-32BE")]
    [InlineData("IBM037")]
    public void Wide_and_EBCDIC_text_needs_no_mark(string name)
    {
        var text = $"<?xml version='1.0' encoding='{name}'?><rss/>";

        Assert.Equal(text, FeedText.Of(Encoding.GetEncoding(name).GetBytes(text), null));
    }

    [Fact]
    public void The_header_comes_before_the_declaration_and_UTF_8_proves_itself()
    {
        const string Text = "<?xml version='1.0' encoding='iso-8859-1'?><rss>Роскосмос</rss>";

        Assert.Equal(Text, FeedText.Of(Encoding.GetEncoding("koi8-r").GetBytes(Text), "text/xml; charset=koi8-r"));
        Assert.Equal(Text, FeedText.Of(Encoding.UTF8.GetBytes(Text), null));
        Assert.Equal(Text, FeedText.Of(Encoding.UTF8.GetBytes(Text), "text/xml; charset=no-such-name"));
    }

    [Fact]
    public void One_broken_character_does_not_cost_the_others()
        => Assert.Equal($"<rss>{Russian} \uFFFD</rss>", FeedText.Of([.. Encoding.UTF8.GetBytes($"<rss>{Russian} "), 0xD0, .. "</rss>"u8], "text/xml; charset=utf-8"));
}
