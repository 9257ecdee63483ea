namespace AccordWatch.Stories;

/// <summary>Terms with weights, ordered by term, so that sums do not depend on the order of reading.</summary>
internal sealed class Bag
{
    private Bag(ulong[] keys, float[] weights)
    {
        Keys = keys;
        Weights = weights;
    }

    public ulong[] Keys { get; }

    public float[] Weights { get; }

    /// <summary>Where each term stands in the corpus, once the article is remembered: saves looking every term up again.</summary>
    public List<Trace>[]? Places { get; set; }

    public static Bag Of(Dictionary<ulong, float> terms)
    {
        var keys = terms.Keys.ToArray();
        Array.Sort(keys);
        return new Bag(keys, Array.ConvertAll(keys, key => terms[key]));
    }

    /// <summary>Each weight times the rarity of its term, scaled to length one.</summary>
    public Bag Weighed(Corpus corpus)
    {
        var weights = new float[Weights.Length];
        var square = 0.0;
        for (var at = 0; at < weights.Length; at++)
        {
            weights[at] = (float)(Weights[at] * (Places is null ? corpus.Rarity(Keys[at]) : corpus.Rarity(Places[at])));
            square += weights[at] * weights[at];
        }

        var scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        for (var at = 0; at < weights.Length; at++)
        {
            weights[at] *= scale;
        }

        return new Bag(Keys, weights);
    }

    /// <summary>The terms that weigh most, heaviest first.</summary>
    public IEnumerable<(ulong Key, float Weight)> Heaviest(int most)
    {
        var (keys, weights) = ((ulong[])Keys.Clone(), Array.ConvertAll(Weights, weight => -weight));
        Array.Sort(weights, keys);
        return keys.Take(most).Select((key, at) => (key, -weights[at]));
    }

    /// <summary>Of two bags of length one: their cosine.</summary>
    public double Dot(Bag other)
    {
        var sum = 0.0;
        var (left, right) = (0, 0);
        while (left < Keys.Length && right < other.Keys.Length)
        {
            if (Keys[left] == other.Keys[right])
            {
                sum += Weights[left++] * other.Weights[right++];
            }
            else if (Keys[left] < other.Keys[right])
            {
                left++;
            }
            else
            {
                right++;
            }
        }

        return sum;
    }
}
