using System.Text;
using System.Xml;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

/// <summary>The register as an Atom feed (RFC 4287): one entry for each status of each accord, under an id that never changes (RFC 4151).</summary>
internal static class AccordFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    public static string Of(IReadOnlyList<Accord> accords)
    {
        var text = new StringBuilder();
        using (var feed = XmlWriter.Create(new Writer(text), new XmlWriterSettings { Indent = true }))
        {
            feed.WriteStartElement("feed", Atom);
            feed.WriteElementString("id", Atom, "tag:accordwatch.example,2021:register");
            feed.WriteElementString("title", Atom, "Space accords");
            feed.WriteElementString("updated", Atom, Instant.ToText(accords.Select(accord => accord.UpdatedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max()));
            feed.WriteStartElement("author", Atom);
            feed.WriteElementString("name", Atom, "AccordWatch");
            feed.WriteEndElement();
            foreach (var accord in accords.OrderByDescending(accord => accord.UpdatedAt).ThenBy(accord => accord.Id, StringComparer.Ordinal))
            {
                Write(feed, accord);
            }

            feed.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    // A reader that has seen an id shows no entry of it again: a new status needs a new one.
    private static void Write(XmlWriter feed, Accord accord)
    {
        feed.WriteStartElement("entry", Atom);
        feed.WriteElementString("id", Atom, $"tag:accordwatch.example,2021:{accord.Id}/{accord.Status}");
        feed.WriteElementString("title", Atom, $"{accord.Title} ({accord.Status.Replace('_', ' ')})");
        feed.WriteElementString("published", Atom, Instant.ToText(accord.FirstReportedAt));
        feed.WriteElementString("updated", Atom, Instant.ToText(accord.UpdatedAt));
        foreach (var area in accord.Areas)
        {
            feed.WriteStartElement("category", Atom);
            feed.WriteAttributeString("term", area);
            feed.WriteEndElement();
        }

        feed.WriteElementString("summary", Atom, $"{accord.Id}: {accord.Status.Replace('_', ' ')} {accord.Instrument.Replace('_', ' ')} of {string.Join(", ", accord.Parties.Select(party => party.Name))}{(accord.SignedOn is null ? "" : $", signed on {accord.SignedOn}")}");
        feed.WriteEndElement();
    }

    private sealed class Writer(StringBuilder text) : StringWriter(text, System.Globalization.CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
