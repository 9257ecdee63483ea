using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>What the remembered articles of a source repeat whatever they tell: notices, appeals, the name of the outlet on each headline. Works with keys that
/// name source and phrase together, so that sources learn nothing from each other.</summary>
internal sealed class Habits
{
    private const int FewestStories = 3;
    private const int FewestTitles = 5;
    private readonly KeyTable<Use> _uses = new();

    // Few are: they stay in the cache, which all phrases of all sources would not.
    private readonly HashSet<ulong> _usual = [];
    private readonly Slab<ulong> _slab = new();
    private readonly List<ulong> _counted = [];
    private int _oldest;

    /// <summary>Phrases known: bounded by the articles remembered, since those of one that is forgotten go with it.</summary>
    public int Count => _uses.Count;

    /// <summary>Whether several articles have the sentence, none of which is a version of another.</summary>
    public bool IsUsual(ulong sentence) => _usual.Contains(sentence);

    /// <summary>Whether more than half of a source's headlines have what hangs on one.</summary>
    public bool IsOnMost(ulong titles, ulong affix)
        => _uses.TryGet(titles, out var all) && all.Times >= FewestTitles && _uses.TryGet(affix, out var use) && use.Times * 2 > all.Times;

    /// <summary>Reads ahead what is known of the phrases of an article.</summary>
    public void Fetch(Trace trace) => _uses.Fetch(trace.Phrases.Items);

    /// <summary>Counts the phrases of an article that has found its story. The next version of an article counts no more: it repeats all that it had.</summary>
    public void Add(Trace trace)
    {
        var (story, face) = ((uint)trace.Story!.Id, trace.Face);
        _counted.Clear();
        _slab.For(trace.Number, _oldest);
        foreach (var phrase in trace.Phrases.Items)
        {
            ref var use = ref _uses.GetOrAdd(phrase, out var known);
            if (!known || use.Story != story || (use.Title != face.Title && (use.Lead != face.Lead || face.Lead == 0)))
            {
                use = new Use(use.Times + 1, story, face.Title, face.Lead);
                _counted.Add(phrase);
                if (use.Times == FewestStories)
                {
                    _usual.Add(phrase);
                }
            }
        }

        trace.Phrases = _slab.Keep(CollectionsMarshal.AsSpan(_counted));
    }

    /// <summary>As if the article had never been.</summary>
    public void Remove(Trace trace)
    {
        _oldest = trace.Number + 1;
        foreach (var phrase in trace.Phrases.Items)
        {
            ref var use = ref _uses.GetOrAdd(phrase, out _);
            use = use with { Times = use.Times - 1 };
            if (use.Times == FewestStories - 1)
            {
                _usual.Remove(phrase);
            }
            else if (use.Times == 0)
            {
                _uses.Remove(phrase);
            }
        }
    }

    /// <param name="Times">How many articles had it that tell another story than the one before, or have another headline and another first sentence.</param>
    /// <param name="Story">Of the last of these: the end of the number of its story, and hashes of its headline and its first sentence.</param>
    /// <param name="Title">See <paramref name="Story"/>.</param>
    /// <param name="Lead">See <paramref name="Story"/>; 0 without one.</param>
    private readonly record struct Use(int Times, uint Story, uint Title, uint Lead);
}
