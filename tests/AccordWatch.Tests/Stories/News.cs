using System.Text;
using AccordWatch.Model;
using AccordWatch.Stories;

namespace AccordWatch.Tests.Stories;

/// <summary>Made-up articles.</summary>
internal static class News
{
    public static readonly DateTimeOffset Monday = new(2030, 3, 4, 9, 0, 0, TimeSpan.Zero);

    public const string Signing = """
        Norland and Vesperia signed a framework agreement on lunar research in the port city of Halmar, ending two years of talks between their space agencies.
        Director Ingrid Solheim of the Norland Space Office and her counterpart Tomas Beranek put their names to the text before some 140 guests.
        The accord lets scientists of both countries share the antenna at Skarvik, builds a joint laboratory for moon dust and sets aside 85 million crowns until 2036.
        Solheim said the first instrument, a small spectrometer called Lykta, would fly on a Vesperian lander in 2032 if the parliaments agree before the summer recess.
        Opposition members in Vesperia had asked for a vote on the costs, which the government promised to hold in May.
        """;

    public const string SigningRetold = """
        A lunar pact between Vesperia and Norland was sealed in Halmar, where agency heads Tomas Beranek and Ingrid Solheim met 140 guests.
        Both sides will pool work on moon dust in one laboratory and run the Skarvik antenna together. The budget is 85 million crowns through 2036.
        Norland contributes Lykta, a spectrometer that a lander from Vesperia is to carry in 2032. Lawmakers still have to approve the agreement.
        """;

    public const string Otherwise = """
        The satellite operator Kestrel Orbit and the weather service of Tamaria agreed on a data contract that gives farmers daily maps of soil moisture.
        Minister Paolo Ferrant and chief executive Wanda Ochs presented the contract in Lindport. It runs for six years and costs 12 million florins.
        Kestrel Orbit will launch two radar satellites next spring from the Equis range, and Tamaria builds a ground station near the coast at Murra.
        """;

    /// <summary>The names and numbers of an article as written.</summary>
    public static string[] Spelled(this Trace trace) => Encoding.UTF8.GetString(trace.Spelling.Items).Split('\n');

    public static Article Wrote(string title, string text, DateTimeOffset? at = null, string source = "gazette", string language = "en") => new()
    {
        Url = new Uri("https://news.example/a"),
        CanonicalUrl = new Uri("https://news.example/a"),
        Title = title,
        Text = text,
        Published = at ?? Monday,
        Language = language,
        Source = source,
    };
}
