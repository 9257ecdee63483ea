using System.Globalization;
using System.Text;
using AccordWatch.Model;

namespace AccordWatch.Host.Commands;

/// <summary>The register as files for other programs.</summary>
internal static class AccordExport
{
    /// <param name="accords">In the order wanted.</param>
    /// <param name="format"><c>csv</c> (RFC 4180), <c>json</c> (an array), <c>ics</c> (RFC 5545, a whole-day event on each day of signing) or <c>atom</c> (RFC 4287).</param>
    public static string Of(IReadOnlyList<Accord> accords, string format) => format switch
    {
        "json" => "[\n" + string.Join(",\n", accords.Select(accord => "  " + Json.Line(accord))) + "\n]\n",
        "ics" => Calendar(accords),
        "atom" => AccordFeed.Of(accords),
        _ => Table(accords),
    };

    private static string Table(IReadOnlyList<Accord> accords)
    {
        const string head = "id,title,status,instrument,kind,signed_on,parties,countries,signatories,areas,first_reported_at,updated_at,score,sources,official,binding\r\n";
        var text = new StringBuilder(head);
        foreach (var accord in accords)
        {
            string?[] fields =
            [
                accord.Id, accord.Title, accord.Status, accord.Instrument, accord.Kind, accord.SignedOn,
                Joined(accord.Parties.Select(party => party.Name)), Joined(accord.Parties.Select(party => party.Country).OfType<string>().Distinct()),
                Joined(accord.Signatories), Joined(accord.Areas),
                Instant(accord.FirstReportedAt), Instant(accord.UpdatedAt), accord.Score.ToString(CultureInfo.InvariantCulture),
                accord.Sources.ToString(CultureInfo.InvariantCulture), accord.IsOfficial ? "yes" : "no", accord.Binding,
            ];
            text.AppendJoin(',', fields.Select(Quoted)).Append("\r\n");
        }

        return text.ToString();
    }

    // A spreadsheet would run a cell that begins like a formula.
    private static string Quoted(string? field)
    {
        var text = field ?? "";
        text = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' ? "'" + text : text;
        return text.AsSpan().IndexOfAny(",\"\r\n'") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Calendar(IReadOnlyList<Accord> accords)
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//AccordWatch//Register//EN\r\n");
        foreach (var accord in accords.Where(accord => accord.SignedOn?.Length == 10))
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, $"UID:{accord.Id}@accordwatch");
            Line(text, $"DTSTAMP:{accord.UpdatedAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
            Line(text, $"DTSTART;VALUE=DATE:{accord.SignedOn!.Replace("-", "", StringComparison.Ordinal)}");
            Line(text, $"SUMMARY:{Escaped(accord.Title)}");
            Line(text, $"DESCRIPTION:{Escaped($"{accord.Status} {accord.Instrument}; {Joined(accord.Parties.Select(party => party.Name))}")}");
            Line(text, "END:VEVENT");
        }

        return text.Append("END:VCALENDAR\r\n").ToString();
    }

    // RFC 5545 3.1: at most 75 octets to a line, folded with a space.
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > 75)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    private static string Escaped(string text)
        => text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Joined(IEnumerable<string> parts) => string.Join("; ", parts);

    private static string Instant(DateTimeOffset instant) => Store.Instant.ToText(instant);
}
