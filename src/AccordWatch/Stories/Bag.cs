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
            weights[at] = (float)(Weights[at] * corpus.Rarity(Keys[at]));
            square += weights[at] * weights[at];
        }

        var scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        for (var at = 0; at < weights.Length; at++)
        {
            weights[at] *= scale;
        }

        return new Bag(Keys, weights);
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
