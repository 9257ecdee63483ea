namespace AccordWatch.Stories;

/// <summary>The articles that one article was compared with.</summary>
internal sealed class Neighbours
{
    private readonly List<(Trace Article, Likeness Like)> _all = [];
    private readonly List<Story> _stories = [];

    public IReadOnlyList<(Trace Article, Likeness Like)> All => _all;

    /// <summary>Their stories, each once.</summary>
    public IReadOnlyList<Story> Stories => _stories;

    public void Clear()
    {
        _all.Clear();
        _stories.Clear();
    }

    public void Add(Trace article, Likeness like)
    {
        _all.Add((article, like));
        if (!_stories.Contains(article.Story!))
        {
            _stories.Add(article.Story!);
        }
    }

    /// <summary>The crowd in other stories than this one.</summary>
    public Crowd Beside(Story story)
    {
        var (wording, heads, anchors) = (new Three(0.15), new Three(0.3), new Three(0.1));
        foreach (var (article, like) in _all)
        {
            if (article.Story != story)
            {
                wording.Offer(like.Wording);
                heads.Offer(like.Heads);
                anchors.Offer(like.RareAnchors);
            }
        }

        return new Crowd(wording.Mean, heads.Mean, anchors.Mean);
    }

    /// <summary>The three greatest.</summary>
    private struct Three(double usual)
    {
        private double _first;
        private double _second;
        private double _third;
        private int _count;

        // Where a story has all the neighbours, the others are taken to be as usual: otherwise a story that swallowed much would swallow all.
        public readonly double Mean => (_first + _second + _third + Math.Max(0, 3 - _count) * usual) / 3;

        public void Offer(double value)
        {
            _count++;
            if (value > _first)
            {
                (_first, _second, _third) = (value, _first, _second);
            }
            else if (value > _second)
            {
                (_second, _third) = (value, _second);
            }
            else if (value > _third)
            {
                _third = value;
            }
        }
    }
}
