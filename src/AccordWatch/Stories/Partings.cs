namespace AccordWatch.Stories;

/// <summary>Pairs of stories that people have parted.</summary>
internal sealed class Partings
{
    private readonly Dictionary<long, HashSet<long>> _others = [];

    public bool Has(long one, long other) => _others.TryGetValue(one, out var others) && others.Contains(other);

    public void Add(long one, long other)
    {
        if (one != other)
        {
            Of(one).Add(other);
            Of(other).Add(one);
        }
    }

    /// <summary>What a story was parted from stays parted from the one that took all of its articles.</summary>
    public void Follow(long from, long to)
    {
        if (_others.TryGetValue(from, out var others))
        {
            foreach (var other in others)
            {
                Add(to, other);
            }
        }
    }

    private HashSet<long> Of(long story) => _others.TryGetValue(story, out var others) ? others : _others[story] = [];
}
