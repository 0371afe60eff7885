using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Onnx.Export;

/// <summary>How far the outputs of two runtimes are apart.</summary>
internal static class RelativeError
{
    /// <summary>What rounding in another order may make of single precision.</summary>
    public const double Allowed = 1e-5;

    /// <summary>
    /// The root of the mean square of the differences, over that of the expected values. A non-finite value on one side
    /// only is an infinite error.
    /// </summary>
    public static double Rms(Tensor expected, Tensor found)
    {
        double differences = 0, values = 0;
        for (int i = 0; i < expected.Shape.Length; i++)
        {
            double e = TensorAssert.At(expected, i), f = TensorAssert.At(found, i);
            if (e.Equals(f))
            {
                values += double.IsFinite(e) ? e * e : 0;
                continue;
            }

            if (!double.IsFinite(e) || !double.IsFinite(f))
                return double.PositiveInfinity;
            differences += (e - f) * (e - f);
            values += e * e;
        }

        return differences == 0 ? 0 : Math.Sqrt(differences / values);
    }
}
