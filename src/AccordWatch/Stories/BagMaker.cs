namespace AccordWatch.Stories;

/// <summary>Adds up weights by term; used again for each bag, so that reading leaves no litter.</summary>
internal sealed class BagMaker
{
    private const int Smallest = 256;

    // By twice the count: a word of the headline counts one and a half.
    private static readonly float[] Logarithms = [.. Enumerable.Range(0, 1024).Select(twice => twice <= 2 ? 1 : 1 + MathF.Log(twice / 2f))];
    private Term[] _terms = new Term[Smallest];
    private float[] _telling = new float[Smallest];

    // Twice as many as terms, so that half of them are free.
    private (int Id, int Place)[] _places = new (int, int)[Smallest * 2];

    public int Count { get; private set; }

    public void Add(int id, float weight, float telling = 1)
    {
        ref var place = ref _places[Find(id)];
        if (place.Id == 0)
        {
            Put(ref place, id, weight, telling);
        }
        else
        {
            ref var term = ref _terms[place.Place];
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

        Put(ref place, id, weight, telling);
        return true;
    }

    private void Put(ref (int Id, int Place) place, int id, float weight, float telling)
    {
        (_terms[Count], _telling[Count]) = (new Term(id, weight), telling);
        place = (id, Count++);
        if (Count == _terms.Length)
        {
            Resize(Count * 2);
        }
    }

    /// <summary>The same, each count as 1 + ln(count) times what the word says by its length.</summary>
    public Bag MakeWeighed()
    {
        var terms = _terms.AsSpan(0, Count);
        for (var at = 0; at < terms.Length; at++)
        {
            terms[at] = terms[at] with { Weight = Logarithms[Math.Min((int)(terms[at].Weight * 2), Logarithms.Length - 1)] * _telling[at] };
        }

        return Make();
    }

    /// <summary>The bag, in room that is used again for the next one. The maker is empty then.</summary>
    public Bag Make()
    {
        var bag = new Bag(new Slice<Term>(_terms, 0, Count));
        Clear();
        return bag;
    }

    /// <summary>The same with the heaviest only; of equals, what was read last.</summary>
    public Bag Make(int most)
    {
        if (Count > most)
        {
            KeepHeaviest(most);
        }

        return Make();
    }

    private void Clear()
    {
        Count = 0;
        if (_terms.Length > 8 * Smallest)
        {
            Resize(Smallest);
        }
        else
        {
            Array.Clear(_places);
        }
    }

    private void KeepHeaviest(int most)
    {
        var weights = _telling.AsSpan(0, Count);
        for (var at = 0; at < weights.Length; at++)
        {
            weights[at] = _terms[at].Weight;
        }

        weights.Sort();
        var least = weights[^most];
        var leftOut = weights.Length - most - weights.IndexOf(least);
        var kept = 0;
        foreach (var term in _terms.AsSpan(0, Count))
        {
            if (term.Weight > least || (term.Weight == least && leftOut-- <= 0))
            {
                _terms[kept++] = term;
            }
        }

        Count = kept;
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

    private void Resize(int terms)
    {
        Array.Resize(ref _terms, terms);
        Array.Resize(ref _telling, terms);
        _places = new (int, int)[terms * 2];
        for (var at = 0; at < Count; at++)
        {
            _places[Find(_terms[at].Id)] = (_terms[at].Id, at);
        }
    }
}
