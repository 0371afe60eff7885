using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>What <see cref="ScatterElements"/> and <see cref="ScatterND"/> share.</summary>
internal static class Scatter
{
    /// <summary>Throws unless updates of the data's element type can be reduced.</summary>
    public static void Check(ReadOnlySpan<TensorInfo> inputs, ScatterReduction reduction)
    {
        if (inputs[2].DataType != inputs[0].DataType)
        {
            throw new ShapeMismatchException(
                $"The updates must be {inputs[0].DataType} as the data are, not {inputs[2].DataType}.");
        }

        if (reduction != ScatterReduction.None)
            Guard.NotBool(inputs[0], "The data");
    }

    /// <summary>
    /// Copies the data and lets update i, of <paramref name="length"/> elements, meet what starts at target i.
    /// </summary>
    public static void Run(
        ScatterReduction reduction, Tensor data, int[] targets, int length, Tensor updates, Tensor result)
    {
        DataMovement.Copy(data, result);
        if (reduction != ScatterReduction.None)
        {
            NumericDispatch.Invoke(data.DataType, new Reducing(reduction, targets, length, updates, result));
            return;
        }

        for (int i = 0; i < targets.Length; i++)
            DataMovement.Copy(updates, i * length, result, targets[i], length);
    }

    private readonly struct Reducing(
        ScatterReduction reduction, int[] targets, int length, Tensor updates, Tensor result)
        : INumericAction
    {
        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            ReadOnlySpan<T> from = updates.AsSpan<T>();
            Span<T> to = result.AsSpan<T>();
            for (int i = 0; i < from.Length; i++)
            {
                ref T target = ref to[targets[i / length] + (i % length)];
                target = Combine(target, from[i]);
            }
        }

        private T Combine<T>(T a, T b)
            where T : INumber<T>
            => reduction switch
            {
                ScatterReduction.Add => a + b,
                ScatterReduction.Mul => a * b,
                ScatterReduction.Min => T.Min(a, b),
                ScatterReduction.Max => T.Max(a, b),
                _ => b,
            };
    }
}
