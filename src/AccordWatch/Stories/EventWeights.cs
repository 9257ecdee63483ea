namespace AccordWatch.Stories;

/// <summary>Weights of a logistic regression over what two articles have in common.</summary>
/// <param name="bias">Log-odds where nothing is in common.</param>
/// <param name="weights">One for each of <see cref="Signs.Names"/>.</param>
internal sealed class EventWeights(double bias, double[] weights)
{
    public double Bias => bias;

    public IReadOnlyList<double> Weights => weights;

    /// <summary>0..1, from 0.5 they are of one event.</summary>
    public double Chance(in Likeness like, in Crowd crowd)
    {
        Span<double> values = stackalloc double[weights.Length];
        Signs.Read(like, crowd, values);
        return 1 / (1 + Math.Exp(-Sum(values)));
    }

    /// <summary>Log-odds.</summary>
    /// <param name="signs">One for each of <see cref="Signs.Names"/>.</param>
    public double Sum(ReadOnlySpan<double> signs)
    {
        var sum = bias;
        for (var at = 0; at < signs.Length; at++)
        {
            sum += weights[at] * signs[at];
        }

        return sum;
    }

    /// <summary>The same, more or less ready to see one event.</summary>
    public EventWeights Shifted(double by) => new(bias + by, weights);
}
