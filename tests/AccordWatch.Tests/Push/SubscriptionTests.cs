using System.Net;
using AccordWatch.Acquire;
using AccordWatch.Host.Commands;
using AccordWatch.Host.Push;
using AccordWatch.Host.Schedule;
using AccordWatch.Host.Settings;
using AccordWatch.Model;
using AccordWatch.Store;
using AccordWatch.Tests.Doubles;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccordWatch.Tests.Push;

/// <summary>A source, its hub and the callback between them; time is set by hand.</summary>
public sealed class SubscriptionTests : IAsyncLifetime
{
    private static readonly HostSettings Settings = new()
    {
        Acquire = Newsroom.Plain with { PublicUrl = new Uri("https://watch.example") },
        WebSub = new WebSubOptions { Enabled = true, Port = 0 },
    };

    private readonly Newsroom _room = new();
    private readonly Fetcher _fetcher = new(Settings.Acquire, TimeProvider.System);
    private SubscriptionTable _table = null!;
    private HubListener _listener = null!;
    private Hub _hub = null!;

    public async Task InitializeAsync()
    {
        _table = new SubscriptionTable(_room.Database);
        _listener = new HubListener(_table, Settings, new Journal(NullLogger<Journal>.Instance), _room.Clock);
        await _listener.StartAsync(CancellationToken.None);
        _hub = await Hub.StartAsync();
        _hub.Subscriber = _listener.Address;
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _listener.DisposeAsync();
        _fetcher.Dispose();
        _room.Dispose();
    }

    [Fact]
    public async Task A_push_makes_its_source_due_and_the_visit_brings_the_entry()
    {
        await SubscribeAsync();
        Assert.Empty(_room.Sources.Due(_room.Clock.Now));

        _room.Clock.Now += TimeSpan.FromMinutes(3);
        Show("a", "b");
        Assert.Equal(HttpStatusCode.Accepted, await _hub.PushAsync("what a hub sends is not read"));

        Assert.Single(_room.Sources.Due(_room.Clock.Now));
        Assert.Equal(1, (await _room.VisitAsync()).New);
        Assert.Empty(_room.Sources.Due(_room.Clock.Now));
    }

    [Fact]
    public async Task A_hub_is_asked_for_the_topic_with_an_address_that_cannot_be_guessed_and_a_secret()
    {
        await SubscribeAsync();

        var asked = Assert.Single(_hub.Asked);
        Assert.Equal(("subscribe", "https://gazette.example/feed", "864000"), (asked["hub.mode"], asked["hub.topic"], asked["hub.lease_seconds"]));
        Assert.Matches("^https://watch\\.example/websub/[0-9a-f]{64}$", asked["hub.callback"]);
        Assert.Matches("^[0-9a-f]{64}$", asked["hub.secret"]);
        Assert.Equal(("active", _room.Clock.Now + _hub.Lease), (_room.State.Subscription, _room.State.SubscribedUntil));
        Assert.Equal("subscribed until 2026-03-11 12:00 UTC", SourcesCommand.SubscriptionOf(_room.State));
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public async Task Every_method_of_signing_is_known(string method)
    {
        await SubscribeAsync();

        await _hub.PushAsync("news", method);

        Assert.Single(_room.Sources.Due(_room.Clock.Now));
    }

    [Theory]
    [InlineData("sha256", "another secret")]
    [InlineData("md5", null)]
    [InlineData(null, null)]
    public async Task A_push_without_the_right_signature_is_taken_and_not_heeded(string? method, string? secret)
    {
        await SubscribeAsync();

        Assert.Equal(HttpStatusCode.Accepted, await _hub.PushAsync("news", method, secret));

        Assert.Empty(_room.Sources.Due(_room.Clock.Now));
        Assert.Null(_room.State.PushedAt);
    }

    [Fact]
    public async Task A_push_that_is_too_large_is_refused()
    {
        await SubscribeAsync();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await _hub.PushAsync(new string('x', 5_000_001)));

        Assert.Empty(_room.Sources.Due(_room.Clock.Now));
    }

    [Fact]
    public async Task A_challenge_is_answered_only_for_what_was_asked()
    {
        await SubscribeAsync();
        var callback = Assert.Single(_hub.Callbacks);
        const string topic = "https://gazette.example/feed";

        // What was asked is verified already; nothing else was ever asked.
        Assert.Equal(HttpStatusCode.NotFound, (await ChallengeAsync(callback, "subscribe", topic)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ChallengeAsync(callback, "unsubscribe", topic)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ChallengeAsync(new Uri("https://watch.example/websub/guessed"), "subscribe", topic)).Status);

        _hub.Refuses = 202;
        _room.Clock.Now += TimeSpan.FromDays(8);
        await TendAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await ChallengeAsync(callback, "subscribe", "https://gazette.example/other")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ChallengeAsync(callback, "unsubscribe", topic)).Status);
        Assert.Equal((HttpStatusCode.OK, "echo"), await ChallengeAsync(callback, "subscribe", topic));
        Assert.Equal("active", _room.State.Subscription);
    }

    [Fact]
    public async Task A_subscription_is_renewed_before_its_lease_ends()
    {
        await SubscribeAsync();

        _room.Clock.Now += TimeSpan.FromDays(5.9);
        await TendAsync();
        Assert.Single(_hub.Asked);
        _room.Clock.Now += TimeSpan.FromDays(0.2);
        await TendAsync();

        Assert.Equal(2, _hub.Asked.Count);
        Assert.Equal(_hub.Asked[0]["hub.callback"], _hub.Asked[1]["hub.callback"]);
        Assert.Equal(_room.Clock.Now + TimeSpan.FromDays(9), _room.State.SubscribedUntil);
    }

    [Fact]
    public async Task A_subscription_that_cannot_be_renewed_ends_with_its_lease_and_its_source_is_due()
    {
        await SubscribeAsync();
        _hub.Refuses = 503;
        _room.Clock.Now += TimeSpan.FromDays(6.1);
        await TendAsync();
        Assert.StartsWith("subscribed until 2026-03-11 12:00 UTC (renewal failed: ", SourcesCommand.SubscriptionOf(_room.State), StringComparison.Ordinal);
        await _room.VisitAsync();

        _room.Clock.Now += TimeSpan.FromDays(2.9);
        await TendAsync();

        Assert.Equal("failed", _room.State.Subscription);
        Assert.Single(_room.Sources.Due(_room.Clock.Now));
    }

    [Fact]
    public async Task A_hub_that_fails_is_asked_again_after_longer_and_longer()
    {
        _hub.Refuses = 500;
        await SubscribeAsync();
        Assert.Equal($"subscription failed: {_hub.Url}: answered 500 (the server has failed)", SourcesCommand.SubscriptionOf(_room.State));

        foreach (var (wait, asked) in new[] { (14, 1), (1, 2), (59, 2), (1, 3), (359, 3), (1, 4), (1439, 4), (1, 5), (1440, 6) })
        {
            _room.Clock.Now += TimeSpan.FromMinutes(wait);
            await TendAsync();
            Assert.Equal(asked, _hub.Asked.Count);
        }
    }

    [Fact]
    public async Task A_hub_that_is_down_is_asked_once_and_not_for_every_source()
    {
        _hub.Refuses = 503;
        await _room.AddAsync(new Source { Name = "herald", Url = _room.Web.Tells("/herald", Rss(_hub.Url, "h")) });
        await _room.Acquirer.VisitAsync(Assert.Single(_room.Sources.All()), CancellationToken.None);
        await SubscribeAsync();
        Assert.Single(_hub.Asked);

        _hub.Refuses = null;
        await TendAsync();

        Assert.Single(_room.Sources.All(), state => state.Subscription == "active");
    }

    [Fact]
    public async Task A_hub_that_denies_says_why_and_is_asked_again_after_a_day()
    {
        await SubscribeAsync();
        var callback = Assert.Single(_hub.Callbacks);

        var answer = await _hub.CallAsync(callback, ("hub.mode", "denied"), ("hub.topic", "https://gazette.example/feed"), ("hub.reason", "not for you"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("subscription refused: not for you", SourcesCommand.SubscriptionOf(_room.State));
        Assert.Single(_room.Sources.Due(_room.Clock.Now));
        await TendAsync();
        Assert.Single(_hub.Asked);
        _room.Clock.Now += TimeSpan.FromDays(1);
        await TendAsync();
        Assert.Equal("active", _room.State.Subscription);
    }

    [Fact]
    public async Task A_source_that_is_removed_is_unsubscribed_and_its_callback_gone()
    {
        await SubscribeAsync();
        var (callback, secret) = (Assert.Single(_hub.Callbacks), _hub.Asked[0]["hub.secret"]);
        await _room.Sources.RemoveAsync("gazette", CancellationToken.None);
        Assert.Equal(HttpStatusCode.Gone, await _hub.SendAsync(callback, "news", "sha256", secret));

        await TendAsync();

        Assert.Empty(_hub.Callbacks);
        Assert.Equal("unsubscribe", _hub.Asked[1]["hub.mode"]);
        Assert.Equal(HttpStatusCode.NotFound, await _hub.SendAsync(callback, "news", "sha256", secret));
    }

    [Fact]
    public async Task A_feed_that_names_another_hub_is_unsubscribed_at_the_old_one()
    {
        await SubscribeAsync();
        await using var other = await Hub.StartAsync();
        other.Subscriber = _listener.Address;
        _room.Web.Tells("/feed", Rss(other.Url, "a"));
        await _room.VisitAsync(TimeSpan.FromDays(1));

        await TendAsync();

        Assert.Empty(_hub.Callbacks);
        Assert.Single(other.Callbacks);
        Assert.Equal("active", _room.State.Subscription);
    }

    [Fact]
    public async Task A_restart_keeps_subscriptions_and_another_public_address_makes_new_ones()
    {
        await SubscribeAsync();

        await _table.KeepOnlyAsync(Settings.Callbacks, _room.Clock.Now, CancellationToken.None);
        await TendAsync();
        Assert.Single(_hub.Asked);
        Assert.Equal("active", _room.State.Subscription);

        await _table.KeepOnlyAsync(new Uri("https://elsewhere.example/websub/"), _room.Clock.Now, CancellationToken.None);
        Assert.Null(_room.State.Subscription);
        Assert.Single(_room.Sources.Due(_room.Clock.Now));
    }

    [Fact]
    public async Task A_hub_that_pushes_is_relied_on_for_a_day_and_one_that_is_silent_about_news_is_not()
    {
        await SubscribeAsync();
        _room.Clock.Now += TimeSpan.FromMinutes(10);
        Show("a", "b");
        await _hub.PushAsync("b");
        Assert.InRange(_room.WaitAfter(await _room.VisitAsync()), 21 * 60, 24 * 60);
        Assert.InRange(_room.WaitAfter(await _room.VisitAsync(TimeSpan.FromDays(1))), 21 * 60, 24 * 60);

        Show("b", "c");
        Assert.InRange(_room.WaitAfter(await _room.VisitAsync(TimeSpan.FromDays(1))), 15, 60);

        Assert.Null(_room.State.PushedAt);
    }

    [Fact]
    public async Task A_push_that_comes_during_a_visit_makes_another_one()
    {
        await SubscribeAsync();
        var before = _room.State;
        var startedAt = _room.Clock.Now;
        _room.Clock.Now += TimeSpan.FromSeconds(1);
        await _hub.PushAsync("news");
        _room.Clock.Now += TimeSpan.FromSeconds(1);

        await _room.Acquirer.KeepAsync(before, new SourceReading.Unchanged(new Fetched.Unchanged(), 304), null, startedAt, false, CancellationToken.None);

        Assert.Single(_room.Sources.Due(_room.Clock.Now));
    }

    [Fact]
    public async Task A_push_does_not_undercut_the_shortest_time_of_the_user()
    {
        await SubscribeAsync(TimeSpan.FromHours(1));
        _room.Clock.Now += TimeSpan.FromMinutes(10);

        await _hub.PushAsync("news");

        Assert.Empty(_room.Sources.Due(_room.Clock.Now));
        Assert.Single(_room.Sources.Due(_room.Clock.Now + TimeSpan.FromMinutes(50)));
    }

    [Fact]
    public async Task A_hub_on_a_private_network_is_not_asked_unless_it_is_allowed()
    {
        using var strict = new Fetcher(new AcquireOptions(), TimeProvider.System);
        await VisitAsync(null);

        var answer = Assert.Single(await new Subscriptions(strict, _table, Settings.Callbacks!, TimeSpan.FromDays(10), _room.Clock).TendAsync(CancellationToken.None));

        Assert.NotNull(answer.Refusal);
        Assert.Empty(_hub.Asked);
    }

    [Theory]
    [InlineData(302, 0)]
    [InlineData(307, 1)]
    public async Task A_redirect_of_a_hub_is_followed_only_when_it_keeps_the_form(int status, int asked)
    {
        var moved = _room.Web.Tells("/hub", Told.MovedTo(_hub.Url.AbsoluteUri, status));
        _room.Web.Tells("/feed", Rss(moved, "a"));
        await _room.FirstVisitAsync(_room.Web.Url("/feed"));

        await TendAsync();

        Assert.Equal(asked, _hub.Asked.Count);
    }

    private static Told Rss(Uri hub, params string[] ids) => Newsroom.RssWith(
        $"<link xmlns='http://www.w3.org/2005/Atom' rel='hub' href='{hub}'/><link xmlns='http://www.w3.org/2005/Atom' rel='self' href='https://gazette.example/feed'/>",
        [.. ids.Select(id => Newsroom.Item(id, Newsroom.Noon))]);

    private Task<(HttpStatusCode Status, string Body)> ChallengeAsync(Uri callback, string mode, string topic)
        => _hub.CallAsync(callback, ("hub.mode", mode), ("hub.topic", topic), ("hub.challenge", "echo"), ("hub.lease_seconds", "864000"));

    private async Task SubscribeAsync(TimeSpan? every = null)
    {
        await VisitAsync(every);
        await TendAsync();
    }

    private async Task VisitAsync(TimeSpan? every)
    {
        Show("a");
        await _room.AddAsync(new Source { Name = "gazette", Url = _room.Web.Url("/feed"), Every = every });
        await _room.VisitAsync();
    }

    private void Show(params string[] ids) => _room.Web.Tells("/feed", Rss(_hub.Url, ids));

    private Task<IReadOnlyList<HubAnswer>> TendAsync() => new Subscriptions(_fetcher, _table, Settings.Callbacks!, Settings.WebSub.Lease, _room.Clock).TendAsync(CancellationToken.None);
}
