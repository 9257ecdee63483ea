using AccordWatch.Model;
using AccordWatch.Register;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Register;

public sealed class DifferencesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Day = new(2021, 9, 29, 8, 0, 0, TimeSpan.Zero);
    private FilledRegister _register = null!;
    private int _told;
    private string _id = "";

    public async Task InitializeAsync() => _register = await FilledRegister.OpenAsync();

    public Task DisposeAsync()
    {
        _register.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Two_days_of_signing_stand_side_by_side_with_their_sources_and_words()
    {
        await TellAsync(Signed("2021-09-28", "They signed on Tuesday, 28 September."));
        await TellAsync(Signed("2021-09-29", "The papers were signed on 29 September."), "agency");
        await TellAsync(Signed("2021-09-29", null), "agency");

        var differing = Assert.Single(Differing());

        Assert.Equal("signed_on", differing.Field);
        Assert.Equal(["*2021-09-28 1/1 read first", "2021-09-29 2/1 official "], differing.Values.Select(Shown));
        Assert.Equal("The papers were signed on 29 September.", differing.Values[1].Reports[0].Quote);
        Assert.Equal("https://agency.example/report-2", differing.Values[1].Reports[0].Url);
    }

    [Fact]
    public async Task A_copy_is_an_article_more_and_no_source_more()
    {
        await TellAsync(Signed("2021-09-28"));
        var first = await TellAsync(Signed("2021-09-29"));
        await TellAsync(Signed("2021-09-29"), "agency", copyOf: first.Id);

        Assert.Equal("2021-09-29 2/1 official ", Shown(Assert.Single(Differing()).Values[1]));
    }

    [Fact]
    public async Task A_month_and_its_day_agree_and_a_month_of_two_days_takes_no_side()
    {
        await TellAsync(Signed("2021-09"));
        await TellAsync(Signed("2021-09-28"));
        Assert.Empty(Differing());

        await TellAsync(Signed("2021-09-29"));

        Assert.Equal(["*2021-09-28 1/1 read first", "2021-09-29 1/1 "], Assert.Single(Differing()).Values.Select(Shown));
    }

    [Fact]
    public async Task A_day_that_was_first_told_as_its_month_says_so()
    {
        await TellAsync(Signed("2021-09"));
        await TellAsync(Signed("2021-09-30"), "agency");
        await TellAsync(Signed("2021-10-01"));

        Assert.Equal("*2021-09-30 2/2 official read first as 2021-09, and later to the day", Shown(Assert.Single(Differing()).Values[0]));
    }

    [Fact]
    public async Task The_day_of_a_plan_and_the_day_of_an_extension_contradict_no_signing()
    {
        await TellAsync(Signed("2021-09-20") with { Status = "planned" });
        await TellAsync(Signed("2021-09-28"));
        await TellAsync(Signed("2023-01-10") with { Status = "extended" });
        await TellAsync(Signed("2026-01-10") with { Status = "extended" });

        Assert.Empty(Differing());
    }

    [Fact]
    public async Task Two_days_of_one_extension_differ()
    {
        await TellAsync(Signed("2021-09-28"));
        await TellAsync(Signed("2023-01-10") with { Status = "extended" });
        await TellAsync(Signed("2023-01-12") with { Status = "extended" });

        var differing = Assert.Single(Differing());

        Assert.Equal("extended_on", differing.Field);
        Assert.DoesNotContain(differing.Values, value => value.IsUsed);
    }

    [Fact]
    public async Task Another_paper_differs_and_no_paper_does_not()
    {
        await TellAsync(Signed("2021-09-28"));
        await TellAsync(Signed("2021-09-28") with { Instrument = "other", Status = "announced" });
        Assert.Empty(Differing());

        await TellAsync(Signed("2021-09-28") with { Instrument = "mou" });

        var differing = Assert.Single(Differing());
        Assert.Equal(("instrument", "*agreement 1/1 read first", "mou 1/1 "), (differing.Field, Shown(differing.Values[0]), Shown(differing.Values[1])));
    }

    [Fact]
    public async Task Statuses_areas_signatories_parties_and_kinds_add_up()
    {
        await TellAsync(Signed("2021-09-28"));
        await TellAsync(Signed("2021-09-28") with
        {
            Status = "ratified",
            Kind = "interagency",
            Areas = ["launch"],
            Signatories = ["A. Ivanova"],
            Parties = [new Party("AEM", "agency", "MX"), new Party("Roscosmos", "agency", "RU")],
        });

        Assert.Empty(Differing());
    }

    [Fact]
    public async Task What_a_person_set_is_used_and_says_so_whether_articles_tell_it_or_not()
    {
        await TellAsync(Signed("2021-09-28"));
        await TellAsync(Signed("2021-09-29"));
        await _register.DecideAsync(_register.Corrections.Edit(_id, [new("signed_on", "2021-09-29")]), Day);
        var told = Assert.Single(Differing()).Values.Select(Shown).ToList();

        await _register.DecideAsync(_register.Corrections.Edit(_id, [new("signed_on", "2021-09-27")]), Day);

        Assert.Equal(["*2021-09-29 1/1 set by hand", "2021-09-28 1/1 "], told);
        Assert.Equal("*2021-09-27 0/0 set by hand", Shown(Assert.Single(Differing()).Values[0]));
    }

    [Fact]
    public async Task The_number_of_a_signatory_is_the_one_that_most_articles_give()
    {
        var joining = Signed("2021-09-28") with { Status = "acceded", Instrument = "accession", Joins = "Artemis Accords", Parties = [new Party("Mexico", "state", "MX")] };
        await TellAsync(joining with { MemberNumber = 14 });
        await TellAsync(joining with { MemberNumber = 13 });
        await TellAsync(joining with { MemberNumber = 13 }, "agency");

        var differing = Assert.Single(Differing());

        Assert.Equal("member_number", differing.Field);
        Assert.Equal(["*13 2/2 official most articles say so", "14 1/1 "], differing.Values.Select(Shown));
    }

    [Fact]
    public async Task What_an_article_reads_after_its_headline_takes_the_place_of_what_the_headline_told()
    {
        var headline = await TellAsync(Signed("2021-09-28", "Signed on 28 September"));
        await TellAsync(Signed("2021-09-29", "They signed on 29 September."));
        await _register.AgainAsync(headline with { FetchedAt = Day.AddDays(1) }, Signed("2021-09-29", "Both signed on Wednesday, 29 September.", at: 40), Day);

        Assert.Empty(Differing());
    }

    private static Finding Signed(string? day, string? quote = null, int at = 0)
        => FilledRegister.Signing with { SignedOn = day, Evidence = quote is null ? [] : [new Evidence("signed_on", quote, at, at + quote.Length)] };

    private static string Shown(DifferingValue value)
        => $"{(value.IsUsed ? "*" : "")}{value.Value} {value.Articles}/{value.Sources} {(value.IsOfficial ? "official " : "")}{value.Because}";

    private async Task<AccordWatch.Store.KeptArticle> TellAsync(Finding finding, string source = "gazette", long? copyOf = null)
    {
        var (article, accords) = await _register.TellAsync($"report-{++_told}", Day.AddMinutes(_told), finding, source: source, copyOf: copyOf);
        _id = Assert.Single(accords).AccordId;
        return article;
    }

    private IReadOnlyList<Difference> Differing() => Differences.In(_register.Accords.Find(_id)!, _register.Accords.AccountsOf(_id), _register.Accords.EditedIn(_id));
}
