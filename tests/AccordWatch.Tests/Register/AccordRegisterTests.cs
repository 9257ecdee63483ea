using System.Globalization;
using AccordWatch.Model;
using AccordWatch.Register;
using AccordWatch.Store;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Register;

public sealed class AccordRegisterTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Day = new(2021, 9, 29, 8, 0, 0, TimeSpan.Zero);

    private FilledRegister _register = null!;

    public async Task InitializeAsync() => _register = await FilledRegister.OpenAsync();

    public Task DisposeAsync()
    {
        _register.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Each_step_is_kept_with_the_article_that_tells_it()
    {
        var id = await SignedAsync();
        var (article, _) = await _register.TellAsync("force", Day.AddDays(400), FilledRegister.Signing with { Status = "in_force", Evidence = [new Evidence("status", "It took effect.", 0, 16)] });

        var steps = _register.Accords.StepsOf(id);

        Assert.Equal(["signed", "in_force"], steps.Select(step => step.Status));
        Assert.Equal((article.Id, "It took effect."), (steps[1].ArticleId, steps[1].Quote));
    }

    [Fact]
    public async Task A_step_that_cannot_follow_waits_for_review_and_changes_nothing()
    {
        var id = await SignedAsync();
        await _register.TellAsync("end", Day.AddDays(400), FilledRegister.Signing with { Status = "terminated" });
        var (article, _) = await _register.TellAsync("again", Day.AddDays(420), FilledRegister.Signing with { Status = "in_force" });

        Assert.Equal("terminated", _register.Accords.Find(id)!.Status);
        Assert.Equal(("jump", article.Id), Assert.Single(Waiting()) is var item ? (item.Kind, item.Article!.Value) : default);
    }

    [Fact]
    public async Task An_accepted_step_is_taken_and_undone_again()
    {
        var id = await SignedAsync();
        await _register.TellAsync("end", Day.AddDays(400), FilledRegister.Signing with { Status = "terminated" });
        var (article, _) = await _register.TellAsync("again", Day.AddDays(420), FilledRegister.Signing with { Status = "in_force" });

        await _register.DecideAsync(_register.Corrections.Accept(article), Day.AddDays(421));
        var taken = _register.Accords.Find(id)!.Status;
        await _register.DecideAsync(_register.Corrections.Undo(), Day.AddDays(422));

        Assert.Equal("in_force", taken);
        Assert.Equal("terminated", _register.Accords.Find(id)!.Status);
        Assert.Single(Waiting());
    }

    [Fact]
    public async Task An_article_in_doubt_is_registered_when_accepted_and_gone_when_that_is_undone()
    {
        var (article, none) = await _register.TellAsync("doubt", Day, FilledRegister.Signing with { IsAccord = false, Decision = "review" });
        Assert.Empty(none);

        await _register.DecideAsync(_register.Corrections.Accept(article), Day);
        var accepted = _register.Accords.All();
        await _register.DecideAsync(_register.Corrections.Undo(), Day);

        Assert.Equal("AW-2021-MEX-RUS-001", Assert.Single(accepted).Id);
        Assert.Empty(_register.Accords.All());
        Assert.Equal("doubt", Assert.Single(Waiting()).Kind);
    }

    [Fact]
    public async Task A_rejected_article_leaves_the_register_and_does_not_come_back_when_told_again()
    {
        var (article, _) = await _register.TellAsync("wrong", Day, FilledRegister.Signing);

        await _register.DecideAsync(_register.Corrections.Reject(article), Day);

        Assert.Empty(await _register.AgainAsync(article, FilledRegister.Signing, Day.AddDays(1)));
        Assert.Empty(_register.Accords.All());
    }

    [Fact]
    public async Task A_merged_id_leads_to_the_other_accord_and_so_do_later_reports()
    {
        var id = await SignedAsync();
        var (_, second) = await _register.TellAsync("second", Day.AddDays(30), FilledRegister.Signing with { SignedOn = "2021-10-28" });
        var other = second[0].AccordId;

        await _register.DecideAsync(_register.Corrections.Merge(id, other), Day.AddDays(31));
        var (_, later) = await _register.TellAsync("later", Day.AddDays(32), FilledRegister.Signing with { SignedOn = "2021-10-28" });

        Assert.NotEqual(id, other);
        Assert.Equal(id, _register.Accords.Find(other)!.Id);
        Assert.Equal((id, false), (later[0].AccordId, later[0].IsNew));
        Assert.Equal(3, _register.Accords.ArticlesOf(id).Count);
    }

    [Fact]
    public async Task A_merge_is_undone_with_all_its_articles()
    {
        var id = await SignedAsync();
        var (_, second) = await _register.TellAsync("second", Day.AddDays(30), FilledRegister.Signing with { SignedOn = "2021-10-28" });
        await _register.DecideAsync(_register.Corrections.Merge(id, second[0].AccordId), Day.AddDays(31));

        await _register.DecideAsync(_register.Corrections.Undo(), Day.AddDays(32));

        Assert.Equal(second[0].AccordId, _register.Accords.Find(second[0].AccordId)!.Id);
        Assert.Single(_register.Accords.ArticlesOf(second[0].AccordId));
    }

    [Fact]
    public async Task An_article_that_was_split_off_is_not_merged_again()
    {
        var id = await SignedAsync();
        var (article, _) = await _register.TellAsync("other", Day.AddDays(1), FilledRegister.Signing with { Areas = ["launch"], SignedOn = null });
        var made = await _register.Corrections.NewIdAsync(id, [article.Id], FilledRegister.Parties, Day, CancellationToken.None);

        await _register.DecideAsync(_register.Corrections.Split(id, [article.Id], made), Day.AddDays(2));
        var again = await _register.AgainAsync(article, FilledRegister.Signing with { Areas = ["launch"], SignedOn = null }, Day.AddDays(3));

        Assert.Equal(made, again[0].AccordId);
        Assert.Equal(["satcom"], _register.Accords.Find(id)!.Areas);
        Assert.Equal(["launch"], _register.Accords.Find(made)!.Areas);
    }

    [Fact]
    public async Task An_edited_field_is_not_overwritten_by_later_reports_until_the_edit_is_undone()
    {
        var id = await SignedAsync();
        await _register.DecideAsync(_register.Corrections.Edit(id, [new("signed_on", "2021-09-27"), new("status", "in_force")]), Day);
        await _register.TellAsync("more", Day.AddDays(60), FilledRegister.Signing with { Status = "ratified", SignedOn = "2021-09-28" });

        var edited = _register.Accords.Find(id)!;
        await _register.DecideAsync(_register.Corrections.Undo(), Day.AddDays(61));
        var undone = _register.Accords.Find(id)!;

        Assert.Equal(("2021-09-27", "in_force"), (edited.SignedOn, edited.Status));
        Assert.Equal(("2021-09-28", "ratified"), (undone.SignedOn, undone.Status));
    }

    [Theory]
    [InlineData("status", "sined")]
    [InlineData("signed_on", "last week")]
    [InlineData("parties", "MX")]
    public async Task What_cannot_be_set_is_refused(string field, string value)
    {
        var id = await SignedAsync();

        Assert.Throws<CorrectionException>(() => _register.Corrections.Edit(id, [new(field, value)]));
    }

    [Fact]
    public async Task Decisions_are_neither_changed_nor_removed()
    {
        var id = await SignedAsync();
        await _register.DecideAsync(_register.Corrections.Edit(id, [new("title", "The accord")]), Day);

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => _register.Database.WriteAsync(
            (connection, transaction) =>
            {
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "DELETE FROM decision";
                command.ExecuteNonQuery();
            },
            CancellationToken.None));
    }

    [Fact]
    public async Task Days_that_contradict_each_other_stay_side_by_side_and_wait_for_review()
    {
        var id = await SignedAsync();
        await _register.TellAsync("more", Day.AddDays(1), FilledRegister.Signing with { SignedOn = "2021-09-29", Evidence = [new Evidence("signed_on", "On Wednesday they signed.", 0, 25)] });

        var item = Assert.Single(Waiting());
        await _register.DecideAsync(_register.Corrections.Edit(id, [new("signed_on", "2021-09-28")]), Day.AddDays(2));

        Assert.Equal(("dates", id), (item.Kind, item.Accord));
        Assert.Contains("2021-09-28 or 2021-09-29", item.Question, StringComparison.Ordinal);
        Assert.Empty(Waiting());
    }

    [Fact]
    public async Task An_accord_that_is_only_recalled_is_known_before_and_no_news()
    {
        var recalled = new BackgroundAccord([new Party("Russia", "state", "RU"), new Party("Cuba", "state", "CU")], "agreement", "2018-03-03");
        await _register.TellAsync("news", Day, FilledRegister.Signing with { Background = [recalled] });

        var (_, met) = await _register.TellAsync("old", Day.AddDays(1), FilledRegister.Signing with { Parties = recalled.Parties, SignedOn = "2018-03-03" });

        var known = _register.Accords.Find("AW-2018-CUB-RUS-001")!;
        Assert.Equal("background", known.Origin);
        Assert.Equal((known.Id, false), (met[0].AccordId, met[0].IsNew));
        var period = new Period(Day.AddDays(-1), Day.AddDays(2));
        Assert.Equal("AW-2021-MEX-RUS-001", Assert.Single(new EditionTable(_register.Database).UntoldOf("reader@example.org", period)).AccordId);
    }

    [Fact]
    public async Task The_next_step_of_a_recalled_accord_is_news()
    {
        var recalled = new BackgroundAccord([new Party("Russia", "state", "RU"), new Party("Cuba", "state", "CU")], "agreement", "2021-03-03");
        await _register.TellAsync("news", Day, FilledRegister.Signing with { Background = [recalled] });

        await _register.TellAsync("ratified", Day.AddDays(30), FilledRegister.Signing with { Status = "ratified", Parties = recalled.Parties, SignedOn = null });

        Assert.Equal(("news", "ratified"), _register.Accords.Find("AW-2021-CUB-RUS-001") is { } accord ? (accord.Origin, accord.Status) : default);
    }

    [Fact]
    public async Task Copies_count_as_one_source_and_an_agency_marks_the_accord_as_official()
    {
        var (first, accords) = await _register.TellAsync("one", Day, FilledRegister.Signing);
        var before = _register.Accords.Find(accords[0].AccordId)!;
        await _register.TellAsync("copy", Day, FilledRegister.Signing, source: "agency", copyOf: first.Id);
        var copied = _register.Accords.Find(before.Id)!;
        await _register.TellAsync("own", Day, FilledRegister.Signing, source: "agency");
        var own = _register.Accords.Find(before.Id)!;

        Assert.Equal((1, false), (before.Sources, before.IsOfficial));
        Assert.Equal((1, true), (copied.Sources, copied.IsOfficial));
        Assert.Equal(2, own.Sources);
    }

    [Fact]
    public async Task A_roll_that_counts_other_than_the_news_waits_for_review_until_the_missing_one_is_told()
    {
        await JoinAsync("Peru", "PE", "2024-05-30", null);
        var article = await JoinAsync("Slovakia", "SK", "2024-06-30", 3);

        var asked = Assert.Single(Rolls());
        await JoinAsync("Sweden", "SE", "2024-04-16", null);

        Assert.Equal(("roll", article.Id, "https://gazette.example/Slovakia"), (asked.Kind, asked.Article!.Value, asked.Url));
        Assert.Equal("news counts Slovakia as number 3 of Artemis Accords, this roll as number 2: 1 that joined before it is not in this register", asked.Question);
        Assert.Empty(Rolls());
    }

    [Fact]
    public async Task A_number_that_is_accepted_asks_again_only_when_more_or_fewer_are_missing()
    {
        var article = await JoinAsync("Slovakia", "SK", "2024-05-30", 42);
        await _register.DecideAsync(_register.Corrections.Accept(article), Day);
        var accepted = Rolls();
        await JoinAsync("Armenia", "AM", "2024-06-12", 43);
        var following = Rolls();
        await JoinAsync("Lithuania", "LT", "2024-08-15", 45);
        var skipping = Rolls();
        await _register.DecideAsync(_register.Corrections.Undo(), Day.AddDays(1));

        Assert.Empty(accepted);
        Assert.Empty(following);
        Assert.Contains("Lithuania as number 45 of Artemis Accords, this roll as number 3", Assert.Single(skipping).Question, StringComparison.Ordinal);
        Assert.Single(Rolls());
        Assert.Equal(1, _register.Accords.All().First(accord => accord.Parties[0].Country == "SK").Revision);
    }

    [Fact]
    public async Task A_roll_with_too_many_says_so()
    {
        await JoinAsync("Peru", "PE", "2024-05-30", null);
        await JoinAsync("Slovakia", "SK", "2024-06-30", 1);

        Assert.Contains("1 too many", Assert.Single(Rolls()).Question, StringComparison.Ordinal);
    }

    private IReadOnlyList<ReviewItem> Rolls() => new RollReview(_register.Accords, _register.Decisions).Waiting();

    private async Task<KeptArticle> JoinAsync(string state, string country, string day, int? number)
        => (await _register.TellAsync(state, DateTimeOffset.Parse(day + "T12:00:00Z", CultureInfo.InvariantCulture), FilledRegister.Signing with
        {
            Status = "acceded",
            Instrument = "accession",
            Joins = "Artemis Accords",
            MemberNumber = number,
            Parties = [new Party(state, "state", country)],
            SignedOn = day,
        })).Article;

    private IReadOnlyList<ReviewItem> Waiting() => new ReviewTable(_register.Database).Waiting();

    private async Task<string> SignedAsync() => (await _register.TellAsync("signed", Day, FilledRegister.Signing)).Accords[0].AccordId;
}
