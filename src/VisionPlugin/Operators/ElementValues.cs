using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>For the reference implementations: elements of any type as double precision and back.</summary>
internal static class ElementValues
{
    /// <summary>All elements, bool as 0 and 1; 64-bit integers beyond 2^53 are rounded.</summary>
    public static double[] ToDouble(Tensor tensor)
    {
        var result = new double[tensor.Shape.Length];
        NumericDispatch.Invoke(tensor.DataType, new Widening(tensor, result));
        return result;
    }

    /// <summary>Rounds floating point to nearest; integers toward zero, saturated, NaN to 0.</summary>
    public static void FromDouble(ReadOnlySpan<double> values, Tensor tensor) =>
        NumericDispatch.Invoke(tensor.DataType, new Narrowing(values, tensor));

    private readonly struct Widening(Tensor source, double[] destination) : INumericAction
    {
        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            ReadOnlySpan<T> from = DataMovement.Elements<T>(source);
            for (int i = 0; i < from.Length; i++)
                destination[i] = double.CreateTruncating(from[i]);
        }
    }

    private readonly ref struct Narrowing(ReadOnlySpan<double> source, Tensor destination) : INumericAction
    {
        private readonly ReadOnlySpan<double> _source = source;

        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            Span<T> to = DataMovement.Elements<T>(destination);
            for (int i = 0; i < to.Length; i++)
                to[i] = T.CreateSaturating(_source[i]);
        }
    }
}
