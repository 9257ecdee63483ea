namespace AccordWatch.Stories;

/// <summary>Logistic regression with a ridge, by Newton's method.</summary>
internal static class LogisticFit
{
    private const double Ridge = 0.00003;
    private const int Rounds = 40;
    private const double Enough = 1e-6;

    /// <param name="rows">Signs, answer and weight of each example; the weights sum to about 1.</param>
    /// <param name="used">Places of the signs that get a weight.</param>
    /// <returns>The bias, then a weight for each sign that is used.</returns>
    public static double[] Fit(IReadOnlyList<(double[] Signs, bool IsSame, double Weight)> rows, int[] used)
    {
        var size = used.Length + 1;
        var beta = new double[size];
        var row = new double[size];
        row[0] = 1;
        for (var round = 0; round < Rounds; round++)
        {
            var (gradient, curvature) = (new double[size], new double[size, size]);
            foreach (var (signs, isSame, weight) in rows)
            {
                var sum = beta[0];
                for (var at = 0; at < used.Length; at++)
                {
                    row[at + 1] = signs[used[at]];
                    sum += beta[at + 1] * row[at + 1];
                }

                var chance = 1 / (1 + Math.Exp(-sum));
                var (miss, slope) = (((isSame ? 1 : 0) - chance) * weight, chance * (1 - chance) * weight);
                for (var one = 0; one < size; one++)
                {
                    gradient[one] += miss * row[one];
                    for (var other = 0; other <= one; other++)
                    {
                        curvature[one, other] += slope * row[one] * row[other];
                    }
                }
            }

            for (var at = 0; at < size; at++)
            {
                gradient[at] -= at == 0 ? 0 : Ridge * beta[at];
                curvature[at, at] += at == 0 ? 1e-12 : Ridge;
            }

            var step = Solve(curvature, gradient);
            for (var at = 0; at < size; at++)
            {
                beta[at] += step[at];
            }

            if (step.All(part => Math.Abs(part) < Enough))
            {
                break;
            }
        }

        return beta;
    }

    // Cholesky; of the symmetric matrix only the lower half is read.
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        var x = (double[])right.Clone();
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = matrix[row, column];
                for (var at = 0; at < column; at++)
                {
                    sum -= matrix[row, at] * matrix[column, at];
                }

                matrix[row, column] = row == column ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / matrix[column, column];
            }

            for (var at = 0; at < row; at++)
            {
                x[row] -= matrix[row, at] * x[at];
            }

            x[row] /= matrix[row, row];
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var at = row + 1; at < size; at++)
            {
                x[row] -= matrix[at, row] * x[at];
            }

            x[row] /= matrix[row, row];
        }

        return x;
    }
}
