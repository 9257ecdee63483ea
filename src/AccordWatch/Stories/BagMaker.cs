using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>Adds up weights by term; used again for each bag, so that reading leaves no litter.</summary>
/// <param name="slab">Where the bags find room; each has an array of its own when null.</param>
internal sealed class BagMaker(Slab<Term>? slab = null)
{
    // By twice the count: a word of the headline counts one and a half.
    private static readonly float[] Logarithms = [.. Enumerable.Range(0, 1024).Select(twice => twice <= 2 ? 1 : 1 + MathF.Log(twice / 2f))];
    private readonly List<Term> _terms = [];
    private readonly List<float> _telling = [];
    private (int Id, int Place)[] _places = new (int, int)[512];

    public int Count => _terms.Count;

    public void Add(int id, float weight, float telling = 1)
    {
        if (!TryAdd(id, weight, telling))
        {
            ref var term = ref CollectionsMarshal.AsSpan(_terms)[_places[Find(id)].Place - 1];
            term = term with { Weight = term.Weight + weight };
        }
    }

    /// <summary>Only the first time.</summary>
    public bool TryAdd(int id, float weight, float telling = 1)
    {
        ref var place = ref _places[Find(id)];
        if (place.Id != 0)
        {
            return false;
        }

        _terms.Add(new Term(id, weight));
        _telling.Add(telling);
        place = (id, _terms.Count);
        if (_terms.Count * 2 >= _places.Length)
        {
            Grow();
        }

        return true;
    }

    /// <summary>The same, each count as 1 + ln(count) times what the word says by its length.</summary>
    public Bag MakeWeighed()
    {
        var terms = CollectionsMarshal.AsSpan(_terms);
        for (var at = 0; at < terms.Length; at++)
        {
            terms[at] = terms[at] with { Weight = Logarithms[Math.Min((int)(terms[at].Weight * 2), Logarithms.Length - 1)] * _telling[at] };
        }

        return Make();
    }

    /// <summary>The bag, and the maker is empty again.</summary>
    public Bag Make()
    {
        var bag = slab is null ? new Bag(_terms.ToArray()) : new Bag(slab.Keep(CollectionsMarshal.AsSpan(_terms)));
        if (_places.Length > 4096)
        {
            _places = new (int, int)[512];
        }
        else
        {
            Array.Clear(_places);
        }

        _terms.Clear();
        _telling.Clear();
        return bag;
    }

    /// <summary>The heaviest only; of equals, what was read first.</summary>
    public Bag Make(int most)
    {
        var bag = Make();
        if (bag.Count <= most)
        {
            return bag;
        }

        var (order, weights) = (new int[bag.Count], new float[bag.Count]);
        for (var at = 0; at < order.Length; at++)
        {
            (order[at], weights[at]) = (at, -bag.Terms[at].Weight);
        }

        Array.Sort(weights, order);
        Array.Resize(ref order, most);
        Array.Sort(order);
        return new Bag(Array.ConvertAll(order, at => bag.Terms[at]));
    }

    private int Find(int id)
    {
        var mask = _places.Length - 1;
        var place = (int)((uint)id * 0x9E3779B1 >> 16) & mask;
        while (_places[place].Id != id && _places[place].Id != 0)
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    private void Grow()
    {
        var old = _places;
        _places = new (int, int)[old.Length * 2];
        foreach (var one in old)
        {
            if (one.Id != 0)
            {
                _places[Find(one.Id)] = one;
            }
        }
    }
}
