namespace AccordWatch.Extract;

/// <summary>A block of the page: what stands in it and what its marks say.</summary>
internal sealed class Region(Region? parent, string name, string marks)
{
    private (double Most, bool Dropped)? _judged;

    public Region? Parent { get; } = parent;

    /// <summary>The element's name.</summary>
    public string Name { get; } = name;

    /// <summary>The words of class and id, each with a space before and behind.</summary>
    public string Marks { get; } = marks;

    /// <summary>By its marks not part of an article's text.</summary>
    public bool Suspect { get; init; }

    /// <summary>How much its marks speak for being the article's body; 1 says nothing.</summary>
    public double Weight { get; init; } = 1;

    public bool HasHeadline { get; private set; }

    /// <summary>Letters of running text in and below it.</summary>
    public double Prose { get; private set; }

    /// <summary>Letters of links and of scraps in and below it.</summary>
    public double Scraps { get; private set; }

    public IEnumerable<Region> Upwards
    {
        get
        {
            for (var region = this; region is not null; region = region.Parent)
            {
                yield return region;
            }
        }
    }

    public bool IsIn(Region other) => Upwards.Contains(other);

    public void MarkHeadline()
    {
        foreach (var region in Upwards)
        {
            region.HasHeadline = true;
        }
    }

    public void Count(double prose, double scraps)
    {
        foreach (var region in Upwards)
        {
            region.Prose += prose;
            region.Scraps += scraps;
        }
    }

    /// <summary>Suspect, or in a region that is; one that holds most of the page's prose is believed in spite of its marks.</summary>
    /// <param name="most">The letters of prose from which on it is believed.</param>
    public bool IsDropped(double most)
    {
        if (_judged is not { } judged || judged.Most != most)
        {
            var believed = Prose >= most && most > 0 && Name is not ("nav" or "footer" or "aside");
            judged = (most, (Suspect && !believed && !(Name == "header" && HasHeadline)) || (Parent?.IsDropped(most) ?? false));
            _judged = judged;
        }

        return judged.Dropped;
    }
}
