using System.Text.Json;
using AccordWatch.Host.Commands;
using AccordWatch.Text;

namespace AccordWatch.Host.Evaluate;

/// <summary>One line of a stream: an article with what people say that it is about. The lines come in order of time.</summary>
internal sealed record StreamLine
{
    public required string Id { get; init; }
    public string Title { get; init; } = "";
    public required string Text { get; init; }
    public string? Language { get; init; }
    public required DateTimeOffset Published { get; init; }

    /// <summary>People's names of the accords that it reports as news, the main one first; none for other news.</summary>
    public IReadOnlyList<string> Accords { get; init; } = [];

    /// <summary>Where the main accord stands once this is told, as in the vocabulary; null for other news.</summary>
    public string? Status { get; init; }

    /// <summary>The day that the main accord was signed on, where the line checks it; null where it does not.</summary>
    public string? SignedOn { get; init; }

    /// <exception cref="UsageException">A field is missing.</exception>
    public static StreamLine Of(JsonElement line)
    {
        var accord = line.TextOf("accord");
        var status = line.TextOf("status");
        if (accord is null != status is null)
        {
            throw new UsageException("an 'accord' needs its 'status'");
        }

        return new StreamLine
        {
            Id = line.TextOf("id") ?? throw new UsageException("the line has no 'id'"),
            Title = line.TextOf("title") ?? "",
            Text = line.TextOf("text") ?? throw new UsageException("the line has no 'text'"),
            Language = line.TextOf("lang"),
            Published = DateReader.Read(line.TextOf("published") ?? "")?.Instant ?? throw new UsageException("the line has no 'published' day"),
            Accords = accord is null ? [] : [accord, .. line.TryGetProperty("also", out var also) ? also.EnumerateArray().Select(one => one.GetString()!) : []],
            Status = status,
            SignedOn = line.TextOf("signed_on"),
        };
    }
}
