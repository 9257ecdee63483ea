using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Store;

public sealed class DeliveryTableTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Period Day = new(Noon.AddDays(-1), Noon);

    private FilledRegister _register = null!;
    private EditionTable _editions = null!;
    private DeliveryTable _deliveries = null!;

    public async Task InitializeAsync()
    {
        _register = await FilledRegister.OpenAsync();
        (_editions, _deliveries) = (new EditionTable(_register.Database), new DeliveryTable(_register.Database));
        await _register.EnterAsync("one", Noon.AddHours(-2));
    }

    public Task DisposeAsync()
    {
        _register.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_edition_planned_again_or_for_the_same_address_in_capitals_is_the_same()
    {
        var (id, isNew) = await PlanAsync("reader@example.org");

        Assert.True(isNew);
        Assert.Equal((id, false), await PlanAsync("READER@example.org"));
        Assert.Single(_editions.ItemsOf(id));
        Assert.Empty(_editions.UntoldOf("Reader@example.org", Day));
    }

    [Fact]
    public async Task Two_subscribers_share_an_edition_and_not_a_delivery()
    {
        var (one, _) = await PlanAsync("one@example.org");
        var (two, _) = await PlanAsync("two@example.org");

        Assert.NotEqual(one, two);
        Assert.Equal(_deliveries.Find(one)!.EditionId, _deliveries.Find(two)!.EditionId);
    }

    [Fact]
    public async Task Of_two_that_claim_only_one_sends()
    {
        var rendered = await RenderedAsync();

        var claims = new[] { await _deliveries.ClaimAsync(rendered, Noon, default), await _deliveries.ClaimAsync(rendered, Noon, default) };

        Assert.Equal(1, Assert.Single(claims, claim => claim is not null)!.Attempt);
    }

    [Fact]
    public async Task A_death_before_the_mark_sends_again_and_one_after_it_does_not()
    {
        var claimed = await ClaimedAsync();
        Assert.Equal(0, await _deliveries.RecoverAsync(Noon, default));
        Assert.Equal(DeliveryState.Rendered, _deliveries.Find(claimed.Id)!.State);

        var again = (await _deliveries.ClaimAsync(_deliveries.Find(claimed.Id)!, Noon, default))!;
        Assert.True(await _deliveries.MarkDotAsync(again, Noon, default));
        Assert.Equal(1, await _deliveries.RecoverAsync(Noon, default));

        var left = _deliveries.Find(claimed.Id)!;
        Assert.Equal((DeliveryState.Unknown, 2), (left.State, left.Attempt));
        Assert.Null(await _deliveries.ClaimAsync(left, Noon.AddDays(9), default));
    }

    [Fact]
    public async Task An_attempt_that_was_taken_over_can_neither_mark_nor_settle()
    {
        var stale = await ClaimedAsync();
        await _deliveries.RecoverAsync(Noon, default);
        await _deliveries.ClaimAsync(_deliveries.Find(stale.Id)!, Noon, default);

        Assert.False(await _deliveries.MarkDotAsync(stale, Noon, default));
        Assert.False(await _deliveries.SettleAsync(stale, DeliveryState.Sent, "250 ok", null, Noon, default));
    }

    [Fact]
    public async Task A_deferred_one_waits_for_its_time_and_keeps_its_bytes()
    {
        var claimed = await ClaimedAsync();
        await _deliveries.SettleAsync(claimed, DeliveryState.Deferred, "451 later", Noon.AddMinutes(1), Noon, default);
        var deferred = _deliveries.Find(claimed.Id)!;

        Assert.Null(await _deliveries.ClaimAsync(deferred, Noon.AddSeconds(59), default));
        Assert.Equal(new byte[] { 1, 2, 3 }, (await _deliveries.ClaimAsync(deferred, Noon.AddMinutes(1), default))!.Message.ToArray());
    }

    [Fact]
    public async Task Only_what_certainly_was_told_stays_told()
    {
        var claimed = await ClaimedAsync();
        Assert.Empty(_editions.UntoldOf("reader@example.org", Day));

        await _deliveries.SettleAsync(claimed, DeliveryState.Unknown, "lost", null, Noon, default);

        Assert.True(Assert.Single(_editions.UntoldOf("reader@example.org", Day)).MaybeTold);
    }

    [Fact]
    public async Task A_fact_of_the_installation_stays_as_first_kept()
    {
        var installation = new InstallationTable(_register.Database);
        Assert.Null(installation.Find("list_host"));

        await installation.KeepFirstAsync("list_host", "example.org", default);

        Assert.Equal("example.org", await installation.KeepFirstAsync("list_host", "example.com", default));
    }

    private Task<(long Id, bool IsNew)> PlanAsync(string subscriber)
        => _editions.PlanAsync(new EditionPlan(subscriber, Cadence.Daily, Day, $"<{subscriber}>"), Noon, default);

    private async Task<KeptDelivery> RenderedAsync()
    {
        var (id, _) = await PlanAsync("reader@example.org");
        await _deliveries.KeepRenderedAsync(_deliveries.Find(id)!, "subject", new byte[] { 1, 2, 3 }, [], Noon, default);
        return _deliveries.Find(id)!;
    }

    private async Task<KeptDelivery> ClaimedAsync() => (await _deliveries.ClaimAsync(await RenderedAsync(), Noon, default))!;
}
