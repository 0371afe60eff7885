using VisionPlugin.Components.Tracking;

namespace VisionPlugin.Tests.Components.Tracking;

public class AssignmentTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_sum_of_weights_is_the_largest_there_is(int seed)
    {
        var random = new Random(seed);
        var assignment = new Assignment();
        for (int test = 0; test < 300; test++)
        {
            int rows = random.Next(0, 7), columns = random.Next(0, 7);
            float[] weights = new float[rows * columns];
            foreach (ref float weight in weights.AsSpan())
                weight = random.Next(3) == 0 ? 0 : random.NextSingle();
            int[] columnOf = new int[rows];
            assignment.Solve(weights, rows, columns, columnOf);
            double sum = 0;
            Assert.Equal(columnOf.Where(c => c >= 0).Distinct().Count(), columnOf.Count(c => c >= 0));
            for (int row = 0; row < rows; row++)
            {
                if (columnOf[row] < 0)
                    continue;
                Assert.True(weights[(row * columns) + columnOf[row]] > 0, "a pair of weight 0");
                sum += weights[(row * columns) + columnOf[row]];
            }

            Assert.Equal(BruteForce(weights, rows, columns, 0, 0), sum, 1e-5);
        }
    }

    [Theory]
    [InlineData(120, 120)]
    [InlineData(150, 90)]
    [InlineData(90, 150)]
    public void Many_rows_find_their_columns(int rows, int columns)
    {
        // Every row of the shorter side has one column that is its own, and others that are nearly as good.
        var random = new Random(7);
        int count = Math.Min(rows, columns);
        int[] own = [.. Enumerable.Range(0, columns)];
        random.Shuffle(own);
        float[] weights = [.. Enumerable.Range(0, rows * columns).Select(_ => 0.9f * random.NextSingle())];
        for (int i = 0; i < count; i++)
            weights[(i * columns) + own[i]] = 1;
        int[] columnOf = new int[rows];
        new Assignment().Solve(weights, rows, columns, columnOf);
        Assert.Equal(own[..count], columnOf[..count]);
    }

    private static double BruteForce(float[] weights, int rows, int columns, int row, int used)
    {
        if (row == rows)
            return 0;
        double best = BruteForce(weights, rows, columns, row + 1, used);
        for (int column = 0; column < columns; column++)
        {
            if ((used & (1 << column)) != 0)
                continue;
            double rest = BruteForce(weights, rows, columns, row + 1, used | (1 << column));
            best = Math.Max(best, weights[(row * columns) + column] + rest);
        }

        return best;
    }
}
