using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Register;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Register;

public sealed class AccordResolverTests
{
    private static readonly DateTimeOffset Day = new(2021, 9, 29, 8, 0, 0, TimeSpan.Zero);
    private static readonly Party Mexico = new("Mexico", "state", "MX");
    private static readonly Party Russia = new("Russia", "state", "RU");

    private readonly AccordResolver _resolver = new(KnowledgeBase.Load(Shipped.Config).Parties);

    [Fact]
    public void A_new_accord_is_named_by_year_and_parties()
    {
        var fresh = Assert.IsType<Resolution.Fresh>(_resolver.Resolve(Signed("2021-09-28"), Day, []));

        Assert.Equal("AW-2021-MEX-RUS", fresh.Prefix);
        Assert.Equal("Mexico–Russia: agreement on space cooperation", fresh.Title);
    }

    [Fact]
    public void A_second_report_of_the_signing_is_the_same_accord()
        => Assert.IsType<Resolution.Same>(_resolver.Resolve(Signed(null), Day.AddDays(1), [Known("2021-09-28")]));

    [Fact]
    public void The_ratification_a_year_later_is_the_next_step_of_the_same_accord()
    {
        var same = Assert.IsType<Resolution.Same>(_resolver.Resolve(Signed(null) with { Status = "ratified" }, Day.AddDays(370), [Known("2021-09-28")]));

        Assert.Equal("ratified", same.Status);
    }

    [Fact]
    public void The_day_of_a_plan_gives_way_to_the_day_of_signing()
    {
        var planned = Known("2021-09-25") with { Status = "planned" };

        var same = Assert.IsType<Resolution.Same>(_resolver.Resolve(Signed("2021-09-28"), Day, [planned]));

        Assert.Equal(("signed", "2021-09-28"), (same.Status, same.SignedOn));
    }

    [Fact]
    public void States_that_join_on_one_day_make_an_accord_each()
    {
        var joining = Signed("2023-06-21") with { Status = "acceded", Instrument = "accession", Joins = "Artemis Accords" };

        Assert.Equal(["Mexico", "Russia"], AccordResolver.Each(joining).Select(one => Assert.Single(one.Parties).Name));
    }

    [Fact]
    public void Another_day_of_signing_is_another_accord()
        => Assert.IsType<Resolution.Fresh>(_resolver.Resolve(Signed("2021-10-20"), Day.AddDays(21), [Known("2021-09-28")]));

    [Fact]
    public void An_undated_report_of_the_same_parties_and_areas_is_the_same_accord()
        => Assert.IsType<Resolution.Same>(_resolver.Resolve(Signed(null) with { Areas = ["satcom"] }, null, [Known("2021-09-28") with { Areas = ["satcom", "launch"] }]));

    [Fact]
    public void An_undated_report_on_other_areas_is_another_accord()
        => Assert.IsType<Resolution.Fresh>(_resolver.Resolve(Signed(null) with { Areas = ["navigation"] }, null, [Known("2021-09-28") with { Areas = ["satcom"] }]));

    [Fact]
    public void Of_two_accords_the_one_signed_on_the_stated_day_is_meant()
    {
        var older = Known("2021-09-20") with { Id = "AW-2021-MEX-RUS-002" };

        Assert.Equal("AW-2021-MEX-RUS-001", Assert.IsType<Resolution.Same>(_resolver.Resolve(Signed("2021-09-28"), Day, [older, Known("2021-09-28")])).Known.Id);
    }

    [Fact]
    public void A_treaty_may_be_ended_many_years_after_its_signing()
    {
        var ended = Signed(null) with { Status = "terminated", Instrument = "treaty" };

        Assert.Equal("terminated", Assert.IsType<Resolution.Same>(_resolver.Resolve(ended, Day.AddYears(14), [Known("2021-09-28")])).Status);
    }

    [Fact]
    public void The_day_of_an_extension_is_no_day_of_signing()
    {
        var same = Assert.IsType<Resolution.Same>(_resolver.Resolve(Signed("2022-11-02") with { Status = "extended" }, Day.AddDays(400), [Known("2021-09-28")]));

        Assert.Equal(("extended", "2021-09-28"), (same.Status, same.SignedOn));
    }

    [Fact]
    public void A_new_signing_long_after_the_ratification_is_another_accord()
        => Assert.IsType<Resolution.Fresh>(_resolver.Resolve(Signed(null), Day.AddDays(60), [Known("2021-09-28") with { Status = "ratified" }]));

    [Fact]
    public void A_report_that_leaves_out_a_party_is_told_by_its_time()
    {
        var half = Signed(null) with { Parties = [Mexico] };

        Assert.IsType<Resolution.Same>(_resolver.Resolve(half, Day.AddDays(2), [Known("2021-09-28")]));
        Assert.IsType<Resolution.Fresh>(_resolver.Resolve(half, Day.AddDays(30), [Known("2021-09-28")]));
    }

    [Fact]
    public void A_state_joins_an_instrument_once_whenever_it_is_told()
    {
        var joining = Signed(null) with { Status = "acceded", Instrument = "accession", Joins = "Artemis Accords", Parties = [Mexico] };

        Assert.IsType<Resolution.Same>(_resolver.Resolve(joining, Day.AddYears(3), [Known("2021-12-09") with { Joins = "Artemis Accords", Instrument = "accession", Status = "acceded", Parties = [Mexico] }]));
    }

    [Fact]
    public void Another_party_is_another_accord()
        => Assert.IsType<Resolution.Fresh>(_resolver.Resolve(Signed(null) with { Parties = [Russia, new Party("Cuba", "state", "CU")] }, Day, [Known("2021-09-28")]));

    [Fact]
    public void Joining_an_open_instrument_is_named_by_the_state_and_the_instrument()
    {
        var joining = Signed("2021-12-09") with { Status = "acceded", Instrument = "accession", Joins = "Artemis Accords", Parties = [Mexico] };

        Assert.Equal("AW-2021-MEX-ART", Assert.IsType<Resolution.Fresh>(_resolver.Resolve(joining, Day, [])).Prefix);
    }

    private static Finding Signed(string? day) => new() { IsAccord = true, Status = "signed", Instrument = "agreement", Kind = "intergovernmental", Parties = [Mexico, Russia], SignedOn = day };

    private static Accord Known(string? day) => new()
    {
        Id = "AW-2021-MEX-RUS-001",
        Title = "Mexico–Russia: agreement",
        Status = "signed",
        Instrument = "agreement",
        Kind = "intergovernmental",
        Parties = [Mexico, Russia],
        SignedOn = day,
        ReportedFrom = Day,
        ReportedUntil = Day,
    };
}
