namespace AccordWatch.Stories;

/// <summary>Sums up what the articles of a story say on the whole, always in the same room: hardly a story is asked twice before it changes.</summary>
internal sealed class MiddleReader
{
    // Of long stories the rarest details are left out.
    private const int MostTerms = 400;
    private readonly BagMaker _terms = new();
    private readonly BagMaker _grams = new();
    private readonly BagMaker _anchors = new();
    private readonly BagMaker _head = new();
    private readonly BagMaker _lead = new();

    /// <summary>As if the story were one article. Valid until the next is read.</summary>
    public Trace Read(Story story)
    {
        var members = story.Exemplars;
        return new Trace
        {
            Id = story.Id,
            At = story.LastAt,
            Dated = members[^1].Dated,
            Source = "",
            Language = members[0].Language,
            Title = members[0].Title,
            Length = members.Sum(member => member.Length) / members.Count,
            HasHeadline = members.Exists(member => member.HasHeadline),
            Shingles = Shingles.None,
            Terms = Sum(members, _terms, trace => trace.Terms),
            Grams = Sum(members, _grams, trace => trace.Grams),
            Anchors = Sum(members, _anchors, trace => trace.Anchors),
            Head = Sum(members, _head, trace => trace.Head),
            Lead = Sum(members, _lead, trace => trace.Lead),
            Days = [],
        };
    }

    private static Bag Sum(List<Trace> members, BagMaker maker, Func<Trace, Bag> bagOf)
    {
        foreach (var member in members)
        {
            foreach (var (id, weight) in bagOf(member).Terms)
            {
                maker.Add(id, weight);
            }
        }

        return maker.Make(MostTerms);
    }
}
