namespace AccordWatch.Stories;

/// <summary>
/// The act that an article reports, as whoever tells it has read it: a link between languages, and a veto between acts that are told in the same words.
/// </summary>
/// <param name="Parties">Who acts: e.g. <c>MX,RU</c>; the same in every language.</param>
/// <param name="Step">What is done: e.g. <c>signed</c>.</param>
/// <param name="Links">False for an act that only keeps apart: too vaguely known to bring reports together.</param>
public sealed record EventKey(string Parties, string Step, bool Links = true)
{
    public override string ToString() => $"{Step} by {Parties}";
}
