using AccordWatch.Knowledge;

namespace AccordWatch.Classify;

/// <summary>One act on one instrument, as one sentence tells it.</summary>
internal sealed record NewsEvent
{
    public required SentenceClues Sentence { get; init; }

    /// <summary>One of <see cref="Vocabulary.Statuses"/>.</summary>
    public required string Status { get; init; }

    /// <summary>One of <see cref="Vocabulary.Instruments"/>; null when the sentence names none.</summary>
    public string? Instrument { get; init; }

    public Named.OpenInstrument? Open { get; init; }

    /// <summary>Its parties make the open instrument rather than join it.</summary>
    public bool IsFounding { get; init; }

    public IReadOnlyList<Named.Signatory> Parties { get; init; } = [];

    /// <summary>The words of act and instrument, for the reader.</summary>
    public required string Words { get; init; }

    /// <summary>Told about the past; the words say why. Null for news.</summary>
    public string? Background { get; init; }

    public bool IsNegated { get; init; }

    public bool IsNews => Background is null && !IsNegated;
}
