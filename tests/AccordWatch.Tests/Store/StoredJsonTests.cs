using System.Text.Json;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Tests.Store;

public sealed class StoredJsonTests
{
    private static readonly Source Full = new()
    {
        Name = "nachrichten-ä",
        Url = new Uri("https://example.org/a b?x=%20"),
        Kind = SourceKind.Page,
        Language = "de",
        LinkSelector = "h2 > a",
        UrlPattern = "/news/*",
        AllowPrivate = ["10.0.0.0/8", "intern"],
        Every = TimeSpan.FromHours(30),
        FullText = false,
        Paging = Paging.WordPress,
        Categories = ["space"],
    };

    [Fact]
    public void The_sample_sets_every_property_of_a_source()
    {
        var plain = new Source { Name = "x", Url = new Uri("https://x.example/") };

        Assert.All(typeof(Source).GetProperties(), property => Assert.NotEqual(property.GetValue(plain), property.GetValue(Full)));
    }

    [Fact]
    public void A_source_comes_back_as_it_was()
        => Assert.Equal(JsonSerializer.Serialize(Full), JsonSerializer.Serialize(StoredJson.SourceOf(StoredJson.Of(Full))));

    [Fact]
    public void A_source_is_kept_in_the_form_of_the_serializer()
        => Assert.Equal(JsonSerializer.Serialize(Full), StoredJson.Of(Full));

    [Fact]
    public void What_an_older_text_does_not_name_has_its_default()
        => Assert.Equal(
            JsonSerializer.Serialize(new Source { Name = "x", Url = new Uri("https://x.example/") }),
            JsonSerializer.Serialize(StoredJson.SourceOf("""{"Name":"x","Url":"https://x.example/"}""")));
}
