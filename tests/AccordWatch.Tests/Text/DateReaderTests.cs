using System.Globalization;
using AccordWatch.Text;

namespace AccordWatch.Tests.Text;

public sealed class DateReaderTests
{
    [Theory]
    [InlineData("Tue, 28 Sep 2021 20:15:00 GMT", "2021-09-28T20:15:00Z")]
    [InlineData("Tue, 28 Sep 2021 20:15:00 EST", "2021-09-29T01:15:00Z")]
    [InlineData("Tue, 28 Sep 21 20:15 +0200", "2021-09-28T18:15:00Z")]
    [InlineData("28 Sep 2021 20:15:00 America/Mexico_City", "2021-09-29T01:15:00Z")]
    [InlineData("2021-09-28T20:15:00-05:00", "2021-09-29T01:15:00Z")]
    [InlineData("2021-09-28T20:15:00.123Z", "2021-09-28T20:15:00Z")]
    [InlineData("20210928T201500Z", "2021-09-28T20:15:00Z")]
    [InlineData("2021-09", "2021-09-01T00:00:00Z")]
    [InlineData("2021-271", "2021-09-28T00:00:00Z")]
    [InlineData("Tue Sep 28 20:15:00 2021", "2021-09-28T20:15:00Z")]
    [InlineData("1632860100", "2021-09-28T20:15:00Z")]
    [InlineData("28 de septiembre de 2021", "2021-09-28T00:00:00Z")]
    [InlineData("28 сентября 2021, 20:15 МСК", "2021-09-28T17:15:00Z")]
    [InlineData("Dienstag, 28. September 2021 20:15 MESZ", "2021-09-28T18:15:00Z")]
    [InlineData("28 août 2021", "2021-08-28T00:00:00Z")]
    [InlineData("28 de março de 2021", "2021-03-28T00:00:00Z")]
    [InlineData("2021년 9월 28일", "2021-09-28T00:00:00Z")]
    [InlineData("2021年9月28日 20:15", "2021-09-28T20:15:00Z")]
    [InlineData("28 lipca 2021", "2021-07-28T00:00:00Z")]
    [InlineData("28 listopada 2021", "2021-11-28T00:00:00Z")]
    [InlineData("28 вересня 2021", "2021-09-28T00:00:00Z")]
    [InlineData("28 Eylül 2021", "2021-09-28T00:00:00Z")]
    [InlineData("28 سبتمبر 2021", "2021-09-28T00:00:00Z")]
    [InlineData("28 Agustus 2021", "2021-08-28T00:00:00Z")]
    [InlineData("28.09.2021 20:15", "2021-09-28T20:15:00Z")]
    [InlineData("9/28/2021 8:15 PM", "2021-09-28T20:15:00Z")]
    [InlineData("September 28, 2021 8:15 pm EDT", "2021-09-29T00:15:00Z")]
    [InlineData("Tue, 28 Sep 2021 24:00:00 GMT", "2021-09-29T00:00:00Z")]
    public void A_date_is_read_in_the_forms_that_are_met(string text, string instant)
        => Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).ToUniversalTime(), Trimmed(DateReader.Read(text)!.Value.Instant));

    [Theory]
    [InlineData("28 Sep 2021 20:15:00 XYZT", false)]
    [InlineData("28 Sep 2021 20:15:00", false)]
    [InlineData("28 Sep 2021 20:15:00 Z", true)]
    public void An_unknown_zone_is_flagged_and_never_silently_UTC(string text, bool known) => Assert.Equal(known, DateReader.Read(text)!.Value.ZoneKnown);

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("31.02.2027")]
    [InlineData("2021-13-40")]
    [InlineData("Mexico and Russia signed")]
    [InlineData("9999999999999999999999")]
    public void What_is_no_date_is_none(string text) => Assert.Null(DateReader.Read(text));

    private static DateTimeOffset Trimmed(DateTimeOffset instant) => new DateTimeOffset(instant.Ticks - instant.Ticks % TimeSpan.TicksPerSecond, instant.Offset).ToUniversalTime();
}
