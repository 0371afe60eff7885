using VisionPlugin.Components.Tracking;

namespace VisionPlugin.Tests.Components.Tracking;

public class AxisFilterTests
{
    [Fact]
    public void It_computes_what_the_matrices_of_the_textbook_give()
    {
        var random = new Random(3);
        var filter = new AxisFilter(5, 2, 7);
        double[] x = [5, 0];
        double[,] p = { { 4, 0 }, { 0, 49 } };
        for (int i = 0; i < 50; i++)
        {
            double t = random.NextDouble(), q = 3 * random.NextDouble();
            double z = 20 * random.NextDouble(), r = 0.1 + random.NextDouble();
            filter.Predict(t, q);
            double[,] f = { { 1, t }, { 0, 1 } }, ft = { { 1, 0 }, { t, 1 } };
            x = [x[0] + (t * x[1]), x[1]];
            p = Product(Product(f, p), ft);
            p[0, 0] += q * t * t * t / 3;
            p[0, 1] += q * t * t / 2;
            p[1, 0] += q * t * t / 2;
            p[1, 1] += q * t;
            if (i % 3 == 2)
                continue;

            filter.Update(z, r);
            double s = p[0, 0] + (r * r), y = z - x[0];
            double[] k = [p[0, 0] / s, p[1, 0] / s];
            x = [x[0] + (k[0] * y), x[1] + (k[1] * y)];
            p = Product(new[,] { { 1 - k[0], 0 }, { -k[1], 1 } }, p);
            Assert.Equal(x[0], filter.Position, 1e-9);
            Assert.Equal(x[1], filter.Velocity, 1e-9);
            Assert.Equal(p[0, 0], filter.Variance, 1e-9);
        }
    }

    [Fact]
    public void It_finds_a_constant_velocity()
    {
        var filter = new AxisFilter(0, 1, 10);
        for (int i = 1; i <= 60; i++)
        {
            filter.Predict(0.1, 0.01);
            filter.Update((0.1 * i * 4) + (i % 2 == 0 ? 0.5 : -0.5), 1);
        }

        Assert.Equal(4, filter.Velocity, 0.1);
        Assert.Equal(24, filter.Position, 0.5);
        Assert.InRange(filter.Variance, 0.001, 0.5);
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        var product = new double[2, 2];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
                product[i, j] = (a[i, 0] * b[0, j]) + (a[i, 1] * b[1, j]);
        }

        return product;
    }
}
