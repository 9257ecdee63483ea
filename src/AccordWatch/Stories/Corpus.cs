using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>The articles remembered, found by their terms, and how rare a term is among them.</summary>
internal sealed class Corpus
{
    // As if twenty articles without any of the terms had been read, so that the first comparison already has weights.
    private const double Unread = 20;
    private readonly Dictionary<ulong, List<Trace>> _postings = [];

    public int Count { get; private set; }

    public void Add(Trace trace)
    {
        Count++;
        foreach (var key in trace.Keys())
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_postings, key, out _) ??= new List<Trace>(1)).Add(trace);
        }
    }

    public void Remove(Trace trace)
    {
        Count--;
        foreach (var key in trace.Keys())
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
    public double Rarity(ulong key) => Math.Log((Count + Unread + 1) / (With(key).Length + 1));
}
