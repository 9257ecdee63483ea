namespace AccordWatch.Stories;

/// <summary>How like the article the nearest of other stories are: templates are like many, a report is like those of its event only.</summary>
internal readonly record struct Crowd
{
    // Where a story has all the neighbours, the others are taken to be as usual: otherwise a story that swallowed much would swallow all.
    private const double UsualWording = 0.15;
    private const double UsualHeads = 0.3;
    private const double UsualAnchors = 0.1;
    private readonly Three _wording;
    private readonly Three _heads;
    private readonly Three _anchors;

    private Crowd(Three wording, Three heads, Three anchors) => (_wording, _heads, _anchors) = (wording, heads, anchors);

    /// <summary>Mean of the three that are most alike in words.</summary>
    public double Wording => _wording.Mean(UsualWording);

    /// <summary>The same for the shares of the headlines.</summary>
    public double Heads => _heads.Mean(UsualHeads);

    /// <summary>The same for rare names and numbers.</summary>
    public double Anchors => _anchors.Mean(UsualAnchors);

    /// <summary>With one more article of another story.</summary>
    public Crowd With(in Likeness like) => new(_wording.With(like.Wording), _heads.With(like.Heads), _anchors.With(like.RareAnchors));

    /// <summary>Of two articles the greater.</summary>
    public static Crowd Greater(in Crowd one, in Crowd other) => new(Three.Greater(one._wording, other._wording), Three.Greater(one._heads, other._heads), Three.Greater(one._anchors, other._anchors));

    /// <summary>The three greatest, of which there may be fewer.</summary>
    private readonly record struct Three(float First, float Second, float Third, int Count)
    {
        public double Mean(double usual) => (First + Second + Third + (Math.Max(0, 3 - Count) * usual)) / 3;

        public static Three Greater(Three one, Three other) => one.Mean(0) >= other.Mean(0) ? one : other;

        public Three With(double value)
        {
            var (one, count) = ((float)value, Count < 3 ? Count + 1 : Count);
            return one > First ? new Three(one, First, Second, count)
                : one > Second ? new Three(First, one, Second, count)
                : one > Third ? new Three(First, Second, one, count)
                : this with { Count = count };
        }
    }
}
