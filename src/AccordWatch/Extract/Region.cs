namespace AccordWatch.Extract;

/// <summary>A block of the page: what stands in it and what its marks say.</summary>
internal sealed class Region(Region? parent, string name, Sense sense)
{
    // Letters of prose from which on a doubtful block is taken for text.
    private const double Telling = 300;

    private (double Most, bool Dropped)? _judged;

    public Region? Parent { get; } = parent;

    /// <summary>The element's name.</summary>
    public string Name { get; } = name;

    /// <summary>It or a block around it is navigation, footer or comments; an aside can tell of the article.</summary>
    public bool IsForeign => (Foreign && Name != "aside") || (Parent?.IsForeign ?? false);

    public bool IsHeading => Name is ['h', >= '1' and <= '6'];

    /// <summary>What class and id say.</summary>
    public Sense Sense { get; } = sense;

    /// <summary>By its marks not part of an article's text.</summary>
    public bool Suspect { get; init; }

    /// <summary>The share of the page's prose from which on it is taken for text; 0 when its marks raise no doubt.</summary>
    public double Doubt { get; init; }

    /// <summary>Marked as what readers wrote.</summary>
    public bool Comments => (Sense & Sense.Comments) != 0 && Name is not ("body" or "main" or "article");

    /// <summary>Never part of the article, however much it says; its prose is not the page's.</summary>
    public bool Foreign => Name is "nav" or "footer" or "aside" || (Comments && !HasHeadline && !HoldsBody);

    /// <summary>How much its marks speak for being the article's body; 1 says nothing.</summary>
    public double Weight { get; init; } = 1;

    public bool HasHeadline { get; private set; }

    /// <summary>A block in it is marked as the body of an article.</summary>
    public bool HoldsBody { get; private set; }

    // A doubtful block that says enough vouches for those in it.
    private bool IsVouched(double most) => (Doubt > 0 && Prose >= Telling && Prose >= 2 * Doubt * most) || (Parent?.IsVouched(most) ?? false);

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

    public bool IsIn(Region other)
    {
        var region = this;
        while (region is not null && region != other)
        {
            region = region.Parent;
        }

        return region is not null;
    }

    public void MarkHeadline()
    {
        foreach (var region in Upwards)
        {
            region.HasHeadline = true;
        }
    }

    public void MarkBody()
    {
        for (var region = Parent; region is { HoldsBody: false }; region = region.Parent)
        {
            region.HoldsBody = true;
        }
    }

    public void Count(double prose, double scraps)
    {
        for (var region = this; region is not null; region = region.Foreign ? null : region.Parent)
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
            var believed = Prose >= most && most > 0 && !Foreign;
            var dropped = (Suspect && !believed && !(Name == "header" && HasHeadline)) || (Doubt > 0 && !believed && !IsVouched(most));
            judged = (most, dropped || (Parent?.IsDropped(most) ?? false));
            _judged = judged;
        }

        return judged.Dropped;
    }
}
