using AccordWatch.Text;

namespace AccordWatch.Tests.Text;

/// <summary>Sentences that no word list was made from: news that is not about space, of 40 characters and more.</summary>
public sealed class LanguageSentencesTests
{
    [Theory]
    [InlineData("en", "Heavy rain closed the mountain road for most of Sunday.|Farmers say they cannot pay for more water this summer.|"
        + "Her brother opened a small bakery near the station.|Nobody knows why the old bridge was never repaired.|Tickets sold out within minutes, organisers said.")]
    [InlineData("es", "La lluvia cerró la carretera de montaña casi todo el domingo.|Los agricultores dicen que no pueden pagar más agua este verano.|"
        + "Su hermano abrió una pequeña panadería cerca de la estación.|Nadie sabe por qué nunca repararon el viejo puente.|Las entradas se agotaron en minutos, según los organizadores.")]
    [InlineData("pt", "A chuva fechou a estrada da serra durante quase todo o domingo.|Os agricultores dizem que não podem pagar mais água neste verão.|"
        + "O irmão dela abriu uma pequena padaria perto da estação.|Ninguém sabe por que a ponte velha nunca foi reparada.|Os bilhetes esgotaram em poucos minutos, disseram os organizadores.")]
    [InlineData("fr", "La pluie a fermé la route de montagne presque tout le dimanche.|Les paysans disent ne plus pouvoir payer leur eau cet été.|"
        + "Son frère a ouvert une petite boulangerie près de la gare.|Personne ne sait pourquoi le vieux pont est resté en ruine.|Les billets sont partis en quelques minutes, disent les organisateurs.")]
    [InlineData("de", "Starker Regen sperrte die Bergstraße fast den ganzen Sonntag lang.|Die Bauern können das Wasser in diesem Sommer kaum noch bezahlen.|"
        + "Ihr Bruder hat neben dem Bahnhof eine kleine Bäckerei eröffnet.|Niemand weiß, warum man die alte Brücke nie repariert hat.|Alle Karten waren binnen Minuten weg, sagen die Veranstalter.")]
    [InlineData("it", "La pioggia ha chiuso la strada di montagna per quasi tutta la domenica.|I contadini dicono di non poter pagare altra acqua questa estate.|"
        + "Suo fratello ha aperto un piccolo forno vicino alla stazione.|Nessuno sa perché il vecchio ponte non sia mai stato riparato.|I biglietti sono finiti in pochi minuti, dicono gli organizzatori.")]
    [InlineData("nl", "Zware regen sloot de bergweg bijna de hele zondag af.|De boeren zeggen dat ze deze zomer geen water meer kunnen betalen.|"
        + "Haar broer opende een kleine bakkerij vlak bij het station.|Niemand weet waarom de oude brug nooit is hersteld.|De kaarten waren binnen enkele minuten weg, zei de organisatie.")]
    [InlineData("pl", "Ulewa zamknęła górską drogę niemal na całą niedzielę.|Rolnicy mówią, że tego lata nie stać ich na więcej wody.|"
        + "Jej brat otworzył małą piekarnię niedaleko dworca.|Nikt nie wie, dlaczego starego mostu nigdy nie naprawiono.|Bilety rozeszły się w kilka minut, mówią organizatorzy.")]
    [InlineData("tr", "Şiddetli yağmur dağ yolunu pazar günü boyunca kapattı.|Çiftçiler bu yaz daha fazla su için para bulamıyor.|"
        + "Kardeşi istasyonun yanında küçük bir fırın açtı.|Eski köprünün neden onarılmadığını kimse bilmiyor.|Biletler birkaç dakika içinde tükendi, dedi düzenleyenler.")]
    [InlineData("id", "Hujan deras menutup jalan pegunungan hampir sepanjang hari Minggu.|Para petani mengatakan tidak mampu membayar air lagi musim ini.|"
        + "Kakaknya membuka toko roti kecil di dekat stasiun.|Tidak ada yang tahu mengapa jembatan tua itu rusak.|Tiket habis dalam beberapa menit, kata panitia acara.")]
    [InlineData("vi", "Mưa lớn làm đóng con đường núi gần như cả ngày chủ nhật.|Nông dân nói họ không thể trả thêm tiền nước mùa hè này.|"
        + "Anh trai cô mở một tiệm bánh nhỏ gần nhà ga.|Không ai biết vì sao cây cầu cũ chưa được sửa.|Vé đã bán hết trong vài phút, ban tổ chức cho biết.")]
    [InlineData("ru", "Сильный дождь закрыл горную дорогу почти на всё воскресенье.|Фермеры говорят, что этим летом вода им не по карману.|"
        + "Её брат открыл небольшую пекарню рядом с вокзалом.|Никто не знает, почему старый мост так и не починили.|Билеты раскупили за несколько минут, сообщили организаторы.")]
    [InlineData("uk", "Сильний дощ закрив гірську дорогу майже на всю неділю.|Фермери кажуть, що цього літа їм бракує грошей на воду.|"
        + "Її брат відкрив невелику пекарню поруч із вокзалом.|Ніхто не знає, чому старий міст так і не полагодили.|Квитки розкупили за кілька хвилин, повідомили організатори.")]
    [InlineData("sv", "Kraftigt regn stängde bergsvägen nästan hela söndagen.|Bönderna säger att de inte har råd med mer vatten i sommar.|"
        + "Hennes bror öppnade ett litet bageri nära stationen.|Ingen vet varför den gamla bron aldrig lagades.|Biljetterna tog slut på några minuter, säger arrangörerna.")]
    [InlineData("da", "Kraftig regn lukkede bjergvejen næsten hele søndagen.|Bønderne siger, at de ikke har råd til mere vand i sommer.|"
        + "Hendes bror åbnede et lille bageri tæt ved stationen.|Ingen ved, hvorfor den gamle bro aldrig blev repareret.|Billetterne blev revet væk på få minutter, siger arrangørerne.")]
    [InlineData("no", "Kraftig regn stengte fjellveien nesten hele søndagen.|Bøndene sier at de ikke har råd til mer vann i sommer.|"
        + "Broren hennes åpnet et lite bakeri like ved stasjonen.|Ingen vet hvorfor den gamle broen aldri ble reparert.|Billettene ble borte på få minutter, sier arrangørene.")]
    [InlineData("ro", "Ploaia a închis drumul de munte aproape toată duminica.|Fermierii spun că nu mai pot plăti apa în această vară.|"
        + "Fratele ei a deschis o mică brutărie lângă gară.|Nimeni nu știe de ce podul vechi nu a fost reparat.|Biletele s-au vândut în câteva minute, spun organizatorii.")]
    [InlineData("cs", "Silný déšť uzavřel horskou silnici téměř na celou neděli.|Zemědělci říkají, že letos už na vodu nemají peníze.|"
        + "Její bratr otevřel malou pekárnu kousek od nádraží.|Nikdo neví, proč starý most nikdy neopravili.|Lístky zmizely během několika minut, řekli pořadatelé.")]
    [InlineData("hu", "A heves eső szinte egész vasárnap lezárta a hegyi utat.|A gazdák szerint idén nyáron már nem tudják fizetni a vizet.|"
        + "A bátyja kis pékséget nyitott az állomás mellett.|Senki sem tudja, miért nem javították meg a régi hidat.|A jegyek percek alatt elfogytak, mondták a szervezők.")]
    [InlineData("fi", "Rankkasade sulki vuoristotien melkein koko sunnuntaiksi.|Viljelijät sanovat, ettei heillä ole varaa veteen tänä kesänä.|"
        + "Hänen veljensä avasi pienen leipomon aseman lähelle.|Kukaan ei tiedä, miksi vanhaa siltaa ei ole korjattu.|Liput menivät muutamassa minuutissa, järjestäjät kertovat.")]
    [InlineData("el", "Η βροχή έκλεισε τον ορεινό δρόμο σχεδόν όλη την Κυριακή.|Οι αγρότες λένε ότι δεν αντέχουν άλλο το κόστος του νερού.|"
        + "Ο αδελφός της άνοιξε έναν μικρό φούρνο δίπλα στον σταθμό.|Κανείς δεν ξέρει γιατί δεν επισκευάστηκε η παλιά γέφυρα.|Τα εισιτήρια τελείωσαν μέσα σε λίγα λεπτά.")]
    [InlineData("zh", "大雨使山路在整个星期天几乎都无法通行。|农民们说今年夏天他们再也付不起水费了。|她的哥哥在车站附近开了一家小面包店。|没有人知道那座旧桥为什么一直没有修。|主办方说门票在几分钟内就卖完了。")]
    [InlineData("ja", "激しい雨のため山道は日曜日ほぼ一日閉鎖された。|農家はこの夏これ以上水の代金を払えないと話す。|彼女の兄は駅の近くに小さなパン屋を開いた。|古い橋がなぜ直されないのか誰も知らない。|切符は数分で売り切れたと主催者は述べた。")]
    [InlineData("ko", "폭우로 산길이 일요일 내내 거의 막혔다.|농민들은 올여름 물값을 더 낼 수 없다고 말한다.|그의 형은 역 근처에 작은 빵집을 열었다.|낡은 다리가 왜 고쳐지지 않았는지 아무도 모른다.|표는 몇 분 만에 다 팔렸다고 주최 측은 전했다.")]
    [InlineData("ar", "أغلقت الأمطار الغزيرة الطريق الجبلي طوال يوم الأحد.|يقول المزارعون إنهم لا يستطيعون دفع ثمن الماء هذا الصيف.|افتتح شقيقها مخبزا صغيرا قرب المحطة.|"
        + "لا أحد يعرف لماذا لم يتم إصلاح الجسر القديم.|نفدت التذاكر خلال دقائق كما قال المنظمون.")]
    [InlineData("hi", "भारी बारिश से पहाड़ी सड़क रविवार को बंद रही।|किसान कहते हैं कि वे इस गर्मी में और पानी नहीं खरीद सकते।|उसके भाई ने स्टेशन के पास एक छोटी दुकान खोली।|"
        + "कोई नहीं जानता कि पुराना पुल क्यों ठीक नहीं हुआ।|आयोजकों ने कहा कि टिकट कुछ ही मिनटों में बिक गए।")]
    public void Of_five_sentences_at_least_four_show_their_language(string language, string sentences)
    {
        var told = sentences.Split('|').Select(LanguageReader.Of).ToList();

        Assert.Equal(5, told.Count);
        Assert.True(told.Count(code => code == language) >= 4, string.Join(' ', told));
    }
}
