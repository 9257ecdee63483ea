using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>The articles remembered, found by their terms, and how rare a term is among them.</summary>
internal sealed class Corpus
{
    // As if twenty articles without any of the terms had been read, so that the first comparison already has weights.
    private const double Unread = 20;
    private static readonly double[] Logarithms = [.. Enumerable.Range(1, 4096).Select(number => Math.Log(number))];
    private readonly Dictionary<ulong, List<Trace>> _postings = [];

    public int Count { get; private set; }

    public void Add(Trace trace)
    {
        Count++;
        foreach (var bag in trace.Bags)
        {
            bag.Places = Array.ConvertAll(bag.Keys, key => Post(key, trace));
        }

        foreach (var hash in trace.Shingles.Hashes)
        {
            Post(hash, trace);
        }
    }

    private List<Trace> Post(ulong key, Trace trace)
    {
        var list = CollectionsMarshal.GetValueRefOrAddDefault(_postings, key, out _) ??= new List<Trace>(1);
        list.Add(trace);
        return list;
    }

    public void Remove(Trace trace)
    {
        Count--;
        foreach (var key in trace.Bags.SelectMany(bag => bag.Keys).Concat(trace.Shingles.Hashes))
        {
            var list = _postings[key];
            list.Remove(trace);
            if (list.Count == 0)
            {
                _postings.Remove(key);
            }
        }
    }

    /// <summary>The articles with the term, newest last.</summary>
    public ReadOnlySpan<Trace> With(ulong key) => _postings.TryGetValue(key, out var list) ? CollectionsMarshal.AsSpan(list) : [];

    /// <summary>Logarithm of how many articles there are for one with the term; above 0.</summary>
    public double Rarity(ulong key) => Rarity(With(key).Length);

    /// <summary>The same, of the articles with the term.</summary>
    public double Rarity(List<Trace> with) => Rarity(with.Count);

    private double Rarity(int with) => Math.Log(Count + Unread + 1) - (with < Logarithms.Length ? Logarithms[with] : Math.Log(with + 1));
}
