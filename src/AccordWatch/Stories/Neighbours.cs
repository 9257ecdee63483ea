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
        var crowd = default(Crowd);
        foreach (var (article, like) in _all)
        {
            if (article.Story != story)
            {
                crowd = crowd.With(like);
            }
        }

        return crowd;
    }
}
