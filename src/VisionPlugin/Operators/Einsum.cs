using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Einstein's summation: products of the operands' elements, summed over the labels that the output lacks, as
/// "bij,bjk->bik" for a product of matrices. Inputs: one or more operands of float, double, int32 or int64 (integers
/// wrap around). Output: of their type, with an axis for each label. ONNX Einsum, as numpy.einsum has it.
/// </summary>
/// <param name="Equation">A letter an axis; "..." for axes that broadcast; without "->" the labels that occur once.</param>
public sealed record Einsum(string Equation) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Einsum";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, int.MaxValue);
        foreach (TensorInfo input in inputs)
        {
            if (!input.IsPresent)
                throw new ShapeMismatchException("Every operand is required.");
            Guard.Type(input, "An operand", DataType.Float32, DataType.Float64, DataType.Int32, DataType.Int64);
        }

        Guard.SameType(inputs);
        EinsumEquation equation = Resolve(inputs);
        return [new TensorInfo(inputs[0].DataType,
            Guard.Shape([.. equation.Sizes[..equation.OutputRank].Select(size => (long)size)]))];
    }

    /// <inheritdoc/>
    public override long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs)
    {
        double count = Resolve(inputs).Sizes.Aggregate(1.0, (product, size) => product * size);
        return (long)Math.Min(count, long.MaxValue / 2);
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        EinsumEquation equation = Resolve(Guard.Infos(inputs));
        switch (outputs[0])
        {
            case Tensor<float> y:
                Run<float, double>(equation, inputs, y.AsSpan());
                break;
            case Tensor<double> y:
                Run<double, double>(equation, inputs, y.AsSpan());
                break;
            case Tensor<int> y:
                Run<int, long>(equation, inputs, y.AsSpan());
                break;
            case Tensor<long> y:
                Run<long, long>(equation, inputs, y.AsSpan());
                break;
        }
    }

    private static void Run<T, TSum>(EinsumEquation equation, ReadOnlySpan<Tensor?> inputs, Span<T> y)
        where T : unmanaged, INumber<T>
        where TSum : INumber<TSum>
    {
        int[] sizes = equation.Sizes;
        var index = new int[sizes.Length];
        var offsets = new int[inputs.Length];
        if (y.IsEmpty)
            return;
        int terms = sizes[equation.OutputRank..].Aggregate(1, (product, size) => checked(product * size));
        for (int i = 0; i < y.Length; i++)
        {
            TSum sum = TSum.Zero;
            for (int term = 0; term < terms; term++)
            {
                TSum product = TSum.One;
                for (int operand = 0; operand < offsets.Length; operand++)
                    product *= TSum.CreateTruncating(inputs[operand]!.AsSpan<T>()[offsets[operand]]);
                sum += product;
                Advance(equation, index, offsets, equation.OutputRank..);
            }

            y[i] = T.CreateTruncating(sum);
            Advance(equation, index, offsets, ..equation.OutputRank);
        }
    }

    // To the next place along some labels; from the last back to the first.
    private static void Advance(EinsumEquation equation, int[] index, int[] offsets, Range labels)
    {
        (int first, int count) = labels.GetOffsetAndLength(index.Length);
        int label = first + count - 1;
        while (label >= first && !Step(equation, index, offsets, label))
            label--;
    }

    // One step along a label; false if that was the last and the walk is at its start again.
    private static bool Step(EinsumEquation equation, int[] index, int[] offsets, int label)
    {
        bool inside = ++index[label] < equation.Sizes[label];
        int steps = inside ? 1 : 1 - equation.Sizes[label];
        for (int operand = 0; operand < offsets.Length; operand++)
            offsets[operand] += equation.Strides[operand][label] * steps;
        if (!inside)
            index[label] = 0;
        return inside;
    }

    private EinsumEquation Resolve(ReadOnlySpan<TensorInfo> inputs)
    {
        var shapes = new TensorShape[inputs.Length];
        for (int i = 0; i < shapes.Length; i++)
            shapes[i] = inputs[i].Shape;
        return EinsumEquation.Resolve(Equation, shapes);
    }
}
