using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>Adds up weights by term; used again for each bag, so that reading leaves no litter.</summary>
internal sealed class BagMaker
{
    private readonly List<int> _ids = [];
    private readonly List<float> _weights = [];
    private readonly List<float> _telling = [];
    private int[] _places = new int[1024];

    public int Count => _ids.Count;

    public bool Has(int id) => id < _places.Length && _places[id] > 0;

    public void Add(int id, float weight, float telling = 1)
    {
        ref var place = ref PlaceOf(id);
        if (place == 0)
        {
            _ids.Add(id);
            _weights.Add(weight);
            _telling.Add(telling);
            place = _ids.Count;
        }
        else
        {
            CollectionsMarshal.AsSpan(_weights)[place - 1] += weight;
        }
    }

    /// <summary>Only the first time.</summary>
    public bool TryAdd(int id, float weight)
    {
        var isNew = !Has(id);
        if (isNew)
        {
            Add(id, weight);
        }

        return isNew;
    }

    /// <summary>The same, each count as 1 + ln(count) times what the word says by its length.</summary>
    public Bag MakeWeighed()
    {
        var weights = CollectionsMarshal.AsSpan(_weights);
        for (var at = 0; at < weights.Length; at++)
        {
            weights[at] = (weights[at] <= 1 ? 1 : 1 + MathF.Log(weights[at])) * _telling[at];
        }

        return Make();
    }

    /// <summary>The bag, and the maker is empty again.</summary>
    public Bag Make()
    {
        var bag = new Bag([.. _ids], [.. _weights]);
        foreach (var id in _ids)
        {
            _places[id] = 0;
        }

        _ids.Clear();
        _weights.Clear();
        _telling.Clear();
        return bag;
    }

    /// <summary>The heaviest only; of equals, what was read first.</summary>
    public Bag Make(int most)
    {
        var bag = Make();
        if (bag.Ids.Length <= most)
        {
            return bag;
        }

        var order = Enumerable.Range(0, bag.Ids.Length).OrderByDescending(at => bag.Weights[at]).ThenBy(at => at).Take(most).ToArray();
        return new Bag(Array.ConvertAll(order, at => bag.Ids[at]), Array.ConvertAll(order, at => bag.Weights[at]));
    }

    private ref int PlaceOf(int id)
    {
        if (id >= _places.Length)
        {
            Array.Resize(ref _places, Math.Max(id + 1, _places.Length * 2));
        }

        return ref _places[id];
    }
}
