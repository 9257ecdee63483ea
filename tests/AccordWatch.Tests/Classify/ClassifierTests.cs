using AccordWatch.Classify;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Classify;

public sealed class ClassifierTests
{
    private const string Signing = """
        Kenya and Norway signed an agreement on space cooperation on Tuesday. The director of the Kenya Space Agency, Amina Wanjiru Otieno, signed with Norwegian minister Lars Olav Berg.

        The two sides will share satellite data and train engineers. Last year Norway had signed an agreement with Chile.
        """;

    private static readonly Classifier Classifier = new(KnowledgeBase.Load(Shipped.Config));
    private static readonly DateTimeOffset Published = new(2021, 9, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_signing_is_read_with_parties_day_signatories_and_areas()
    {
        var finding = Read("Kenya and Norway sign space agreement", Signing);

        Assert.True(finding.IsAccord);
        Assert.Equal(("signed", "agreement", "2021-09-28"), (finding.Status, finding.Instrument, finding.SignedOn));
        Assert.Equal(["KE", "NO"], finding.Parties.Select(party => party.Country).Distinct().Order());
        Assert.Equal(["Amina Wanjiru Otieno", "Lars Olav Berg"], finding.Signatories);
        Assert.Contains("education_capacity", finding.Areas);
    }

    [Fact]
    public void An_older_accord_mentioned_in_passing_is_background()
    {
        var finding = Read("Kenya and Norway sign space agreement", Signing);

        var older = Assert.Single(finding.Background);
        Assert.Contains(older.Parties, party => party.Country == "CL");
        Assert.DoesNotContain(finding.Parties, party => party.Country == "CL");
    }

    [Fact]
    public void What_was_joined_in_an_earlier_month_is_background_and_no_further_accord()
    {
        var finding = Read("Kenya and Norway sign space agreement", Signing + "\n\nKenya has large plans. In July it joined Ghana, Rwanda and Egypt in an agreement to form a regional space agency.");

        Assert.Empty(finding.Further);
        Assert.Contains(finding.Background, older => older.Parties.Any(party => party.Country == "GH"));
    }

    [Fact]
    public void Two_accords_of_one_day_are_both_told()
    {
        var finding = Read("Kenya signs space agreements with Norway and Ghana", "Kenya and Norway signed an agreement on satellites on Tuesday. On the same day Ghana and Rwanda signed a memorandum of understanding on a ground station for satellites.");

        Assert.Contains(finding.Further, further => further.Parties.Any(party => party.Country == "RW") && further.Instrument == "mou");
    }

    [Fact]
    public void Every_field_carries_the_sentence_that_proves_it_at_its_place()
    {
        var finding = Read("Kenya and Norway sign space agreement", Signing);

        var whole = "Kenya and Norway sign space agreement\n\n" + Signing;
        Assert.All(finding.Evidence, evidence => Assert.Equal(evidence.Quote, whole[evidence.Start..evidence.End]));
        Assert.Contains(finding.Evidence, evidence => evidence.Field == "party:Kenya Space Agency");
        Assert.Contains(finding.Evidence, evidence => evidence.Field == "signed_on");
    }

    [Theory]
    [InlineData("Kenya and Norway will sign a space agreement", "Kenya and Norway will sign an agreement on space cooperation next week.", "planned")]
    [InlineData("Parliament ratifies space agreement with Norway", "Kenya's parliament ratified the space agreement with Norway on Thursday.", "ratified")]
    [InlineData("Noruega y Kenia prorrogan su acuerdo espacial", "Noruega y Kenia prorrogaron su acuerdo espacial por cinco años.", "extended")]
    [InlineData("Norway joins the Artemis Accords", "Norway became the latest country to sign the Artemis Accords.", "acceded")]
    public void Tense_and_act_decide_the_status(string title, string text, string status)
    {
        var finding = Read(title, text, title.StartsWith("Nor", StringComparison.Ordinal) && title.Contains("acuerdo", StringComparison.Ordinal) ? "es" : "en");

        Assert.True(finding.IsAccord, string.Join('\n', finding.Why));
        Assert.Equal(status, finding.Status);
    }

    [Theory]
    [InlineData("Norway denies space agreement with Kenya", "Norway denied that it had signed an agreement on satellites with Kenya.")]
    [InlineData("Space agency signs memorandum with university", "ISRO signed a memorandum of understanding with a university in Gujarat on satellite research.")]
    [InlineData("Kenya and Norway sign fisheries treaty", "Kenya and Norway signed a treaty on cod quotas on Tuesday.")]
    [InlineData("Rocket lifts off", "A rocket launched a satellite into orbit on Tuesday.")]
    [InlineData("Agency buys launch", "NASA awarded SpaceX a contract to launch a satellite.")]
    public void What_only_looks_like_an_accord_is_none_and_says_why(string title, string text)
    {
        var finding = Read(title, text);

        Assert.False(finding.IsAccord, string.Join('\n', finding.Why));
        Assert.NotEmpty(finding.Why);
    }

    [Fact]
    public void The_same_article_gives_the_same_finding()
        => Assert.Equivalent(Read("Kenya and Norway sign space agreement", Signing), Read("Kenya and Norway sign space agreement", Signing));

    [Theory]
    [InlineData("en", "Kenya amends space agreement with Norway", "Kenya and Norway amended their agreement on space cooperation on Tuesday.", "amended")]
    [InlineData("en", "Kenya suspends space agreement with Norway", "Kenya suspended its agreement with Norway on space cooperation on Tuesday.", "suspended")]
    [InlineData("en", "Kenya withdraws from space agreement with Norway", "Kenya withdrew from its agreement with Norway on space cooperation on Tuesday.", "withdrawn")]
    [InlineData("ru", "Россия и Казахстан изменят соглашение о космосе", "Россия и Казахстан подписали протокол о внесении изменений в соглашение о сотрудничестве в космосе.", "amended")]
    public void What_is_done_to_a_paper_later_is_told_apart(string language, string title, string text, string status)
        => Assert.Equal(status, Read(title, text, language).Status);

    [Theory]
    [InlineData("en", "Kenya becomes 38th signatory of the Artemis Accords", "Kenya signed the Artemis Accords on Tuesday.", 38)]
    [InlineData("fr", "Le Kenya, 38e pays à signer les accords Artemis", "Le Kenya a signé mardi les accords Artemis.", 38)]
    [InlineData("de", "Kenia unterzeichnet als 38. Staat die Artemis Accords", "Kenia hat am Dienstag die Artemis Accords unterzeichnet.", 38)]
    [InlineData("zh", "肯尼亚成为《阿尔忒弥斯协定》第38个签署国", "肯尼亚签署《阿尔忒弥斯协定》。", 38)]
    [InlineData("en", "Kenya signs the Artemis Accords", "Kenya signed the Artemis Accords on Tuesday, the 3rd country in Africa that did so.", null)]
    public void The_number_of_a_signatory_is_read_but_not_within_a_part_of_the_world(string language, string title, string text, int? number)
        => Assert.Equal(number, Read(title, text, language).MemberNumber);

    private static Finding Read(string title, string text, string language = "en") => Classifier.Read(title, text, language, Published);
}
