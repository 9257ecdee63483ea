using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>A story that may still grow.</summary>
internal sealed class Story(long first)
{
    // Of long stories the rarest details are left out of the middle; they would cost more time than they tell.
    private const int MiddleTerms = 400;
    private readonly Dictionary<ulong, float>[] _sums = [[], [], []];
    private Trace? _middle;

    public long First { get; } = first;

    public List<Trace> Members { get; } = [];

    public DateTimeOffset LastAt { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>What its articles say on the whole, as if it were one article.</summary>
    public Trace Middle => _middle ??= Summed();

    public void Add(Trace trace)
    {
        trace.Story = this;
        Members.Add(trace);
        LastAt = trace.At > LastAt ? trace.At : LastAt;
        _middle = null;
        foreach (var (sum, bag) in _sums.Zip(trace.Bags))
        {
            for (var at = 0; at < bag.Keys.Length; at++)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(sum, bag.Keys[at], out _) += bag.Weights[at];
            }
        }
    }

    private Trace Summed() => new()
    {
        Id = First,
        At = LastAt,
        Dated = Members[^1].Dated,
        Source = "",
        Language = Members[0].Language,
        Title = Members[0].Title,
        Length = (int)Members.Average(member => member.Length),
        Shingles = Shingles.Of([], 1),
        Terms = Main(_sums[0]),
        Grams = Main(_sums[1]),
        Anchors = Main(_sums[2]),
        Spelled = Members[0].Spelled,
        Numbers = new HashSet<string>(),
        Days = new HashSet<int>(),
    };

    private static Bag Main(Dictionary<ulong, float> sum)
        => Bag.Of(sum.Count <= MiddleTerms ? sum : sum.OrderByDescending(one => one.Value).ThenBy(one => one.Key).Take(MiddleTerms).ToDictionary());
}
