using AccordWatch.Classify;
using AccordWatch.Knowledge;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Classify;

public sealed class DaysTests
{
    private static readonly Classifier Classifier = new(KnowledgeBase.Load(Shipped.Config));
    private static readonly DateTimeOffset Published = new(2023, 3, 16, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Kenya and Norway signed a space agreement on March 14, 2023.", "2023-03-14")]
    [InlineData("Nairobi, 16 March 2023 – Kenya and Norway have signed a space agreement.", null)]
    [InlineData("Nairobi, 16 March 2023 – Kenya and Norway signed a space agreement on 14 March.", "2023-03-14")]
    [InlineData("Kenya and Norway signed a space agreement at the congress of March 12-16.", null)]
    [InlineData("Kenya and Norway carried out 12 tests and signed a space agreement.", null)]
    [InlineData("Kenya and Norway signed a space agreement about the Mars 2020 rover.", null)]
    public void A_day_is_that_of_the_act_or_none(string text, string? expected)
        => Assert.Equal(expected, Classifier.Read("Kenya and Norway sign space agreement", text, "en", Published).SignedOn);

    [Theory]
    [InlineData("The Kenyan parliament ratified the space agreement with Norway on Tuesday. It was signed in Oslo on 3 May 2021.", "2021-05-03")]
    [InlineData("The Kenyan parliament ratified the space agreement with Norway on Tuesday. Kenya signed another with Chile on 3 May 2021.", null)]
    public void What_is_ratified_carries_the_day_of_its_signing(string text, string? expected)
    {
        var finding = Classifier.Read("Kenya ratifies space agreement with Norway", text, "en", Published);

        Assert.Equal("ratified", finding.Status);
        Assert.Equal(expected, finding.SignedOn);
    }

    [Fact]
    public void States_that_sign_with_the_host_make_the_instrument_and_one_that_signs_later_joins_it()
    {
        var founding = Classifier.Read("Eight states sign the Artemis Accords", "The United States, Australia, Canada, Italy, Japan, Luxembourg, Britain and the UAE signed the Artemis Accords.", "en", null);
        Assert.Equal("Artemis Accords", founding.Founds);
        var joining = Classifier.Read("Kenya signs the Artemis Accords", "Kenya signed the Artemis Accords, as the United States, Australia, Canada, Italy, Japan and Britain did.", "en", null);

        Assert.Equal(("signed", 8), (founding.Status, founding.Parties.Count));
        Assert.Equal(("acceded", "KE"), (joining.Status, Assert.Single(joining.Parties).Country));
    }
}
