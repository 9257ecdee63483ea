using System.Globalization;
using AccordWatch.Classify;
using AccordWatch.Knowledge;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Classify;

public sealed class LanguagesTests
{
    private static readonly Classifier Classifier = new(KnowledgeBase.Load(Shipped.Config));
    private static readonly DateTimeOffset Published = new(2023, 3, 16, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("pt", "Brasil e Quênia assinam acordo espacial", "O Brasil e o Quênia assinaram, em 14 de março de 2023, um acordo sobre satélites.", "BR KE signed agreement 2023-03-14")]
    [InlineData("fr", "Espace : la Norvège et le Kenya signent un accord", "L'accord sur les satellites a été signé mardi à Oslo par la Norvège et le Kenya.", "KE NO signed agreement 2023-03-14")]
    [InlineData("de", "Norwegen und Kenia unterzeichnen Raumfahrtabkommen", "Norwegen und Kenia haben am 14. März 2023 ein Abkommen über Satelliten unterzeichnet.", "KE NO signed agreement 2023-03-14")]
    [InlineData("it", "Spazio, Norvegia e Kenya firmano un memorandum d'intesa", "Il memorandum d'intesa sui satelliti è stato firmato il 14 marzo da Norvegia e Kenya.", "KE NO signed mou 2023-03-14")]
    [InlineData("pl", "Polska i Kenia podpisały umowę kosmiczną", "Polska i Kenia podpisały 14 marca 2023 roku umowę o satelitach.", "KE PL signed agreement 2023-03-14")]
    [InlineData("nl", "Nederland en Kenia tekenen ruimtevaartovereenkomst", "Nederland en Kenia ondertekenden op 14 maart 2023 een overeenkomst over satellieten.", "KE NL signed agreement 2023-03-14")]
    [InlineData("uk", "Україна і Польща підписали угоду про космос", "Україна і Польща підписали 14 березня 2023 року угоду про супутники.", "PL UA signed agreement 2023-03-14")]
    [InlineData("tr", "Türkiye ile Japonya uzay anlaşması imzaladı", "Türkiye ile Japonya uydular için 14 Mart 2023'te anlaşma imzaladı.", "JP TR signed agreement 2023-03-14")]
    [InlineData("ar", "مصر والهند توقعان اتفاقية فضائية", "وقعت مصر والهند في 14 مارس 2023 اتفاقية للتعاون في الأقمار الصناعية.", "EG IN signed agreement 2023-03-14")]
    [InlineData("zh", "中国和肯尼亚签署航天协定", "中国和肯尼亚于3月14日签署航天合作协定。", "CN KE signed agreement 2023-03-14")]
    [InlineData("ja", "日本とケニアが宇宙協定に署名", "日本とケニアは14日、衛星に関する協定に署名した。", "JP KE signed agreement 2023-03-14")]
    [InlineData("ja", "日本とケニア、宇宙協定を締結へ", "日本とケニアが宇宙協定を締結する見通しだ。", "JP KE planned agreement")]
    [InlineData("ko", "한국·케냐, 우주협력 협정 체결", "한국과 케냐는 14일 위성 협정을 체결했다.", "KE KR signed agreement 2023-03-14")]
    [InlineData("ko", "한국, 케냐와 우주 협정 체결 추진", "한국은 케냐와 위성 협정을 체결하기로 했다.", "KE KR planned agreement")]
    [InlineData("id", "Indonesia dan Jepang teken nota kesepahaman antariksa", "Indonesia dan Jepang menandatangani nota kesepahaman satelit pada 14 Maret 2023.", "ID JP signed mou 2023-03-14")]
    [InlineData("vi", "Việt Nam và Pháp ký thỏa thuận vũ trụ", "Việt Nam và Pháp ký thỏa thuận về vệ tinh ngày 14/3.", "FR VN signed agreement 2023-03-14")]
    [InlineData("fa", "ایران و عمان تفاهم‌نامه فضایی امضا کردند", "ایران و عمان ۱۴ مارس ۲۰۲۳ تفاهم‌نامه ماهواره‌ای امضا کردند.", "IR OM signed mou 2023-03-14")]
    [InlineData("hi", "भारत और जापान ने अंतरिक्ष समझौते पर हस्ताक्षर किए", "भारत और जापान ने 14 मार्च 2023 को उपग्रहों के समझौते पर हस्ताक्षर किए।", "IN JP signed agreement 2023-03-14")]
    public void A_signing_is_read_in_every_language(string language, string title, string text, string expected)
    {
        var finding = Classifier.Read(title, text, language, Published);

        Assert.True(finding.IsAccord, string.Join('\n', finding.Why));
        var countries = finding.Parties.Select(party => party.Country).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', countries)} {finding.Status} {finding.Instrument} {finding.SignedOn}").TrimEnd());
    }

    [Theory]
    [InlineData("ja", "ロシア、宇宙協定に署名していない", "ロシアは中国との宇宙協定に署名していない。")]
    [InlineData("ko", "러시아, 우주 협정 서명 거부", "러시아는 중국과의 우주 협정에 서명하지 않았다.")]
    [InlineData("zh", "俄罗斯没有签署航天协定", "俄罗斯没有签署与中国的航天协定。")]
    [InlineData("fa", "روسیه توافق فضایی را امضا نکرد", "روسیه توافق فضایی با چین را امضا نکرد.")]
    [InlineData("hi", "रूस ने अंतरिक्ष समझौते पर हस्ताक्षर नहीं किए", "रूस ने चीन के साथ अंतरिक्ष समझौते पर हस्ताक्षर नहीं किए।")]
    [InlineData("tr", "Rusya uzay anlaşmasını imzalamadı", "Rusya, Çin ile uzay anlaşmasını imzalamadı.")]
    public void An_act_that_was_not_done_is_no_accord(string language, string title, string text) => Assert.False(Classifier.Read(title, text, language, Published).IsAccord);
}
