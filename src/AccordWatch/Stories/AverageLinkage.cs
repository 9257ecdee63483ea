namespace AccordWatch.Stories;

/// <summary>Agglomerative clustering by the mean over all pairs (Sokal and Michener 1958).</summary>
internal static class AverageLinkage
{
    /// <param name="likeness">Symmetric, 0..1.</param>
    /// <param name="least">Mean likeness from which two clusters become one.</param>
    /// <returns>The places of each cluster.</returns>
    public static List<List<int>> Of(double[,] likeness, double least)
    {
        var sums = (double[,])likeness.Clone();
        var clusters = Enumerable.Range(0, likeness.GetLength(0)).Select(place => (List<int>?)[place]).ToArray();
        while (true)
        {
            var (best, one, other) = (least, -1, -1);
            for (var a = 0; a < clusters.Length; a++)
            {
                for (var b = a + 1; b < clusters.Length; b++)
                {
                    if (clusters[a] is { } left && clusters[b] is { } right && sums[a, b] / (left.Count * right.Count) is var mean && mean >= best)
                    {
                        (best, one, other) = (mean, a, b);
                    }
                }
            }

            if (one < 0)
            {
                return [.. clusters.OfType<List<int>>()];
            }

            clusters[one]!.AddRange(clusters[other]!);
            clusters[other] = null;
            for (var place = 0; place < clusters.Length; place++)
            {
                sums[one, place] += sums[other, place];
                sums[place, one] += sums[place, other];
            }
        }
    }
}
