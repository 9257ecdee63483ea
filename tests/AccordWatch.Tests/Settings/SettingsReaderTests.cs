using System.Collections;
using System.ComponentModel.DataAnnotations;
using AccordWatch.Host.Settings;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void What_the_file_leaves_out_has_its_default()
    {
        var settings = Read("""{ "mail": { "host": "relay.example" } }""");

        Assert.Equal(("relay.example", 25, TimeSpan.FromSeconds(20)), (settings.Mail.Host, settings.Mail.Port, settings.Mail.Timeout));
    }

    [Fact]
    public void An_unknown_key_is_refused_with_line_path_and_the_nearest_known_one()
    {
        var mistake = Assert.Throws<MistakeException>(() => Read("{\n  \"mail\": {\n    \"hots\": \"x\"\n  }\n}"));

        Assert.Equal((3, "mail.hots"), (mistake.Line, mistake.Key));
        Assert.Contains("'host'", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_doubled_key_is_refused_with_both_lines()
    {
        var mistake = Assert.Throws<MistakeException>(() => Read("{\n\"mail\": { \"port\": 1,\n\"port\": 2 } }"));

        Assert.Equal((3, "mail.port"), (mistake.Line, mistake.Key));
        Assert.Contains("line 2", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_out_of_range_is_refused_with_its_line()
    {
        var mistake = Assert.Throws<MistakeException>(() => Read("{\n\"mail\": {\n\"port\": 0 } }"));

        Assert.Equal((3, "mail.port"), (mistake.Line, mistake.Key));
    }

    [Theory]
    [InlineData("\"webSub\": { \"enabled\": true }", "webSub.enabled")]
    [InlineData("\"acquire\": { \"publicUrl\": \"http://watch.example/\" }, \"webSub\": { \"enabled\": true }", "webSub.enabled")]
    [InlineData("\"acquire\": { \"publicUrl\": \"http://10.1.2.3/\" }, \"webSub\": { \"enabled\": true }", "webSub.enabled")]
    [InlineData("\"acquire\": { \"publicUrl\": \"http://10.1.2.3/\", \"allowPrivate\": [\"10.1.2.0/24\"] }, \"webSub\": { \"enabled\": true }", null)]
    [InlineData("\"acquire\": { \"publicUrl\": \"https://watch.example/aw?x\" }, \"webSub\": { \"enabled\": true }", null)]
    [InlineData("\"webSub\": { \"listen\": \"localhost\" }", "webSub.listen")]
    [InlineData("\"webSub\": { \"enabled\": false }", null)]
    public void WebSub_needs_an_address_at_which_hubs_reach_it(string sections, string? key)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("accordwatch.json"), $"{{ {sections} }}");
        var config = new ConfigFolder(ConfigFolder.Beside, folder.Path);

        var mistake = Record.Exception(() => HostSettings.Load(config, new Hashtable()));

        Assert.Equal(key, (mistake as MistakeException)?.Key);
    }

    [Fact]
    public void A_duration_that_is_none_is_refused_with_examples()
    {
        var mistake = Assert.Throws<MistakeException>(() => Read("{ \"mail\": {\n \"timeout\": \"soon\" } }"));

        Assert.Equal(2, mistake.Line);
        Assert.Contains("15m", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_a_list_names_the_place_in_the_list()
    {
        var mistake = Assert.Throws<MistakeException>(() => Read("{ \"subscribers\": [\n{ \"address\": \"a@example.org\" },\n{ \"address\": \"b@example.org\",\n\"cadense\": \"weekly\" } ] }"));

        Assert.Equal((4, "subscribers[1].cadense"), (mistake.Line, mistake.Key));
    }

    [Fact]
    public void A_value_of_the_wrong_form_is_refused_with_its_place()
    {
        var mistake = Assert.Throws<MistakeException>(() => Read("{ \"subscribers\": [\n{ \"address\": \"a@example.org\",\n\"cadence\": \"hourly\" } ] }"));

        Assert.Equal((3, "subscribers[0].cadence"), (mistake.Line, mistake.Key));
    }

    [Fact]
    public void A_subscriber_without_an_address_is_refused()
        => Assert.Contains("address", Assert.Throws<MistakeException>(() => Read("""{ "subscribers": [ { "cadence": "daily" } ] }""")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_subscriber_is_read_as_written()
    {
        var subscriber = Assert.Single(Read("""{ "subscribers": [ { "address": "a@example.org", "cadence": "weekly", "at": "08:15", "on": "friday", "zone": "America/Mexico_City" } ] }""").Subscribers);

        Assert.Equal((Cadence.Weekly, new TimeOnly(8, 15), DayOfWeek.Friday), (subscriber.Cadence, subscriber.At, subscriber.On));
    }

    [Fact]
    public void Text_that_is_not_JSON_is_refused_with_its_line()
        => Assert.Equal(2, Assert.Throws<MistakeException>(() => Read("{\n \"mail\" = 1 }")).Line);

    [Fact]
    public void The_environment_goes_over_the_file_and_a_secret_may_lie_in_a_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("secret"), "s3cret\n");
        var variables = new Hashtable { ["ACCORDWATCH__MAIL__PORT"] = "587", ["ACCORDWATCH__MAIL__PASSWORD_FILE"] = folder.File("secret"), ["HOME"] = "/" };

        var settings = SettingsReader.Read<Sample>("accordwatch.json", """{ "mail": { "port": 25 } }""", SettingsReader.FromEnvironment(variables));

        Assert.Equal((587, "s3cret"), (settings.Mail.Port, settings.Mail.Password));
    }

    [Fact]
    public void A_mistyped_variable_is_refused_by_its_name()
    {
        var variables = new Hashtable { ["ACCORDWATCH__MAIL__PROT"] = "587" };

        var mistake = Assert.Throws<MistakeException>(() => SettingsReader.Read<Sample>("accordwatch.json", "{}", SettingsReader.FromEnvironment(variables)));

        Assert.Contains("ACCORDWATCH__MAIL__PROT", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("'port'", mistake.Message, StringComparison.Ordinal);
    }

    private static Sample Read(string text) => SettingsReader.Read<Sample>("accordwatch.json", text, []);

    private sealed record Sample
    {
        public SampleMail Mail { get; init; } = new();
        public IReadOnlyList<Subscriber> Subscribers { get; init; } = [];
    }

    private sealed record SampleMail
    {
        public string Host { get; init; } = "";

        [Range(1, 65535)]
        public int Port { get; init; } = 25;

        public string? Password { get; init; }
        public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);
    }
}
