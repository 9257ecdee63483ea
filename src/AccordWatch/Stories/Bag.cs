namespace AccordWatch.Stories;

/// <summary>A term as a bag holds it.</summary>
/// <param name="Id">As the corpus numbers it.</param>
/// <param name="Weight">How much it weighs before its rarity is known.</param>
internal readonly record struct Term(int Id, float Weight);

/// <summary>Terms, each once, in the order of reading.</summary>
/// <param name="terms">Nobody changes them afterwards, but a maker that lends its room, when it makes the next bag.</param>
internal readonly struct Bag(Slice<Term> terms)
{
    public ReadOnlySpan<Term> Terms => terms.Items;

    public int Count => terms.Length;

    /// <summary>Reads ahead all of it.</summary>
    public void Fetch() => ReadAhead.Of(Terms);
}
