using AccordWatch.Delivery;
using AccordWatch.Host.Settings;
using AccordWatch.Knowledge;

namespace AccordWatch.Tests.Delivery;

public sealed class MailOptionsTests
{
    [Theory]
    [InlineData("smtp", "starttls", MailSecurity.StartTls, 587)]
    [InlineData("mailkit", "tls", MailSecurity.Tls, 465)]
    [InlineData("pickup", "none", MailSecurity.None, 25)]
    public void The_settings_are_written_in_lower_case(string transport, string security, MailSecurity meant, int port)
    {
        var options = Read($$"""{ "transport": "{{transport}}", "security": "{{security}}" }""");

        Assert.Equal((transport, meant, port), (options.Transport.ToString().ToLowerInvariant(), options.Security, options.PortInForce));
    }

    [Theory]
    [InlineData("""{ "transport": "pigeon" }""", "transport")]
    [InlineData("""{ "unsubscribeUrl": "http://example.org/u" }""", "unsubscribeUrl")]
    [InlineData("""{ "port": 70000 }""", "port")]
    public void A_value_that_cannot_be_is_a_mistake(string json, string key)
        => Assert.Equal(key, Assert.Throws<MistakeException>(() => Read(json)).Key);

    [Fact]
    public void The_password_is_in_no_log()
        => Assert.DoesNotContain("secret", new MailOptions { User = "user", Password = "secret" }.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 0.8, 1.2)]
    [InlineData(4, 24, 36)]
    [InlineData(99, 192, 288)]
    public void The_wait_between_attempts_grows(int attempt, double from, double to)
        => Assert.InRange(Backoff.After(attempt, "<one@example.org>").TotalMinutes, from, to);

    private static MailOptions Read(string json) => SettingsReader.Read<MailOptions>("accordwatch.json", json, []);
}
