namespace AccordWatch.Stories;

/// <summary>The stories that may still grow: by id, by the act that they tell, and what people have decided about them.</summary>
internal sealed class Shelf(Corpus corpus, long nextStory)
{
    private readonly Dictionary<long, Story> _stories = [];
    private readonly Dictionary<EventKey, Story> _byKey = [];
    private readonly Dictionary<long, Trace> _articles = [];
    private readonly Partings _partings = new();
    private long _nextStory = nextStory;

    /// <summary>Id of the next new story.</summary>
    public long Next => _nextStory;

    public long New() => _nextStory++;

    public bool Has(long story) => _stories.ContainsKey(story);

    public Story this[long id]
    {
        get
        {
            if (!_stories.TryGetValue(id, out var story))
            {
                story = _stories[id] = new Story(id);
                _nextStory = Math.Max(_nextStory, id + 1);
            }

            return story;
        }
    }

    /// <summary>The story that tells the act, or null.</summary>
    public Story? Of(EventKey key) => _byKey.TryGetValue(key, out var story) && story.Count > 0 ? story : null;

    /// <summary>The article with this id, or null when it is not remembered.</summary>
    public Trace? Article(long id) => _articles.GetValueOrDefault(id);

    public void Part(long one, long other) => _partings.Add(one, other);

    public bool AreParted(Story one, Story other) => _partings.Has(one.Id, other.Id);

    /// <summary>An article that is new to the stories.</summary>
    public void Put(Trace trace, Story story)
    {
        story.Add(trace);
        _articles[trace.Id] = trace;
        if (trace.Key is { Links: true } key && story.Key == key)
        {
            _byKey[key] = story;
        }
    }

    /// <summary>An article that is too old to be remembered.</summary>
    public void Forget(Trace trace)
    {
        var story = trace.Story!;
        story.Forget(trace);
        if (_articles.GetValueOrDefault(trace.Id) == trace)
        {
            _articles.Remove(trace.Id);
        }

        if (story.Count == 0)
        {
            _stories.Remove(story.Id);
            Unkey(story);
        }
    }

    /// <summary>An article changes over, as it was told and as it was told again; a story that loses its last one is forgotten.</summary>
    public void Move(Trace trace, Story to)
    {
        var from = trace.Story!;
        var members = MembersOf(from);
        var left = members.FindAll(member => member.Id != trace.Id);
        var joined = MembersOf(to).Concat(members.Where(member => member.Id == trace.Id)).OrderBy(member => member.Number).ToList();
        Unkey(from);
        Unkey(to);
        from.Refill(left);
        to.Refill(joined);
        if (left.Count == 0)
        {
            _stories.Remove(from.Id);
            _partings.Follow(from.Id, to.Id);
        }

        Rekey(from);
        Rekey(to);
    }

    /// <summary>All articles of the story that are remembered, in the order in which they came.</summary>
    public List<Trace> MembersOf(Story story)
        => story.Count == story.Exemplars.Count ? [.. story.Exemplars]
            : [.. Enumerable.Range(corpus.Oldest, corpus.Count).Select(number => corpus[number]).Where(member => member.Story == story)];

    private void Unkey(Story story)
    {
        if (story.Key is { } key && _byKey.GetValueOrDefault(key) == story)
        {
            _byKey.Remove(key);
        }
    }

    private void Rekey(Story story)
    {
        if (story.Key is { Links: true } key)
        {
            _byKey.TryAdd(key, story);
        }
    }
}
