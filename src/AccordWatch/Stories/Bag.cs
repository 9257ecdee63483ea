namespace AccordWatch.Stories;

/// <summary>Terms, each once, with how much they weigh before their rarity is known.</summary>
/// <param name="Ids">As the corpus numbers them, in the order of reading.</param>
/// <param name="Weights">One for each.</param>
internal sealed record Bag(int[] Ids, float[] Weights)
{
    public static readonly Bag Empty = new([], []);
}
