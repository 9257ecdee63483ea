namespace AccordWatch.Stories;

/// <summary>A term as a bag holds it.</summary>
/// <param name="Id">As the corpus numbers it.</param>
/// <param name="Weight">How much it weighs before its rarity is known.</param>
internal readonly record struct Term(int Id, float Weight);

/// <summary>Terms, each once, in the order of reading. Keeps the array, which nobody changes afterwards.</summary>
internal readonly struct Bag(Term[] terms)
{
    public ReadOnlySpan<Term> Terms => terms;

    public int Count => terms.Length;
}
