using System.Text.Json;
using AccordWatch.Host.Commands;
using AccordWatch.Text;

namespace AccordWatch.Host.Evaluate;

/// <summary>One line of a batch or a corpus: an article, and what people say that it tells.</summary>
internal sealed record LabelledArticle
{
    public required string Id { get; init; }
    public string Title { get; init; } = "";
    public required string Text { get; init; }
    public string? Language { get; init; }

    /// <summary>Null unless the day is known: a weekday cannot be resolved against a month.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>The middle of the month, where only the month of publication is known.</summary>
    public DateTimeOffset? PublishedAbout { get; init; }

    /// <summary>It reports a space accord as news.</summary>
    public bool IsAccord { get; init; }

    /// <summary>People disagree; it counts neither way.</summary>
    public bool IsBorderline { get; init; }

    /// <summary>What kind of other news it is; null for an accord.</summary>
    public string? Group { get; init; }

    /// <summary>The accord that it reports; null for other news.</summary>
    public LabelledAccord? Accord { get; init; }

    /// <exception cref="UsageException">The line has no text.</exception>
    public static LabelledArticle Of(JsonElement line)
    {
        var published = line.TextOf("published");
        return new LabelledArticle
        {
            Id = line.TextOf("id") ?? "",
            Title = line.TextOf("title") ?? "",
            Text = line.TextOf("text") ?? throw new UsageException("the line has no 'text'"),
            Language = line.TextOf("lang"),
            Published = published is { Length: >= 10 } ? DateReader.Read(published)?.Instant : null,
            PublishedAbout = published is { Length: 7 } ? DateReader.Read(published + "-15")?.Instant : null,
            IsAccord = line.TextOf("label") == "accord" && line.TextOf("is_new") != "false",
            IsBorderline = line.TextOf("borderline") == "true",
            Group = line.TextOf("group"),
            Accord = line.TryGetProperty("primary", out var primary) && primary.ValueKind == JsonValueKind.Object ? LabelledAccord.Of(primary) : null,
        };
    }
}

/// <summary>An accord as people read it in an article.</summary>
/// <param name="Event">The same for reports of one stage of one accord.</param>
/// <param name="Accord">The same for all stages of one accord.</param>
/// <param name="Status">As in the vocabulary.</param>
/// <param name="Instrument">As in the vocabulary.</param>
/// <param name="SignedOn">YYYY-MM-DD, YYYY-MM or YYYY; null when not stated.</param>
/// <param name="Countries">ISO 3166-1 alpha-2, of the parties.</param>
/// <param name="Areas">As in the vocabulary.</param>
internal sealed record LabelledAccord(string? Event, string? Accord, string? Status, string? Instrument, string? SignedOn, IReadOnlySet<string> Countries, IReadOnlySet<string> Areas)
{
    public static LabelledAccord Of(JsonElement primary) => new(
        primary.TextOf("event_id"),
        primary.TextOf("accord_id") ?? primary.TextOf("event_id"),
        primary.TextOf("status"),
        primary.TextOf("instrument"),
        primary.TextOf("signed_on"),
        Items(primary, "parties").Select(party => party.TextOf("country_iso3166_a2")).OfType<string>().ToHashSet(),
        Items(primary, "areas").Select(area => area.GetString()!).ToHashSet());

    private static IEnumerable<JsonElement> Items(JsonElement primary, string name) => primary.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];
}
