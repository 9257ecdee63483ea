using System.Runtime.InteropServices;

namespace AccordWatch.Stories;

/// <summary>An article that another was compared with, and what the two have in common.</summary>
internal readonly record struct Neighbour(Trace Article, Likeness Like);

/// <summary>The articles that one article was compared with.</summary>
internal sealed class Neighbours
{
    private readonly List<Neighbour> _all = [];
    private readonly List<Story> _stories = [];

    public ReadOnlySpan<Neighbour> All => CollectionsMarshal.AsSpan(_all);

    /// <summary>Their stories, each once.</summary>
    public IReadOnlyList<Story> Stories => _stories;

    public void Clear()
    {
        _all.Clear();
        _stories.Clear();
    }

    public void Add(Trace article, in Likeness like)
    {
        _all.Add(new Neighbour(article, like));
        if (!_stories.Contains(article.Story!))
        {
            _stories.Add(article.Story!);
        }
    }

    /// <summary>The crowd of all but one.</summary>
    public Crowd Beside(Trace article)
    {
        var crowd = default(Crowd);
        foreach (ref readonly var one in All)
        {
            if (one.Article != article && one.Article.Title != article.Title)
            {
                crowd = crowd.With(one.Like);
            }
        }

        return crowd;
    }

    /// <summary>The crowd in other stories than this one.</summary>
    public Crowd Beside(Story story)
    {
        var crowd = default(Crowd);
        foreach (ref readonly var one in All)
        {
            if (one.Article.Story != story)
            {
                crowd = crowd.With(one.Like);
            }
        }

        return crowd;
    }
}
