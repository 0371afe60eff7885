using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>What <see cref="MatMulInteger"/> and <see cref="QLinearMatMul"/> share: products of 8-bit matrices.</summary>
/// <param name="Inputs">Where the inputs are.</param>
internal readonly record struct IntegerMatMul(QuantizedOperands Inputs)
{
    /// <summary>Checks the inputs; returns the description of the output.</summary>
    public TensorInfo Infer(ReadOnlySpan<TensorInfo> inputs)
    {
        DataType type = Inputs.CheckTypes(inputs);
        TensorShape a = inputs[Inputs.A].Shape, b = inputs[Inputs.B].Shape;
        MatMulGeometry geometry = MatMulGeometry.Resolve(a, b);
        RowParameter(QuantizedOperands.Get(inputs, Inputs.AZero), a, "The zero point of A");
        RowParameter(QuantizedOperands.Get(inputs, Inputs.AScale), a, "The scale of A");
        ColumnParameter(QuantizedOperands.Get(inputs, Inputs.BZero), b, "The zero point of B");
        ColumnParameter(QuantizedOperands.Get(inputs, Inputs.BScale), b, "The scale of B");
        return new TensorInfo(type, geometry.Output);
    }

    /// <summary>The shape under which a parameter of A's rows stretches to A: one element, (M), or (..., M, 1).</summary>
    public static TensorShape RowParameter(TensorInfo parameter, TensorShape a, string name)
    {
        TensorShape shape = parameter.Shape;
        if (!parameter.IsPresent || (shape.Rank <= 1 && shape.Length == 1))
            return [];
        if (a.Rank > 1 && shape.Rank == 1 && shape[0] == a[-2])
            return [shape[0], 1];
        if (a.Rank > 1 && shape.Rank == a.Rank && shape[-1] == 1 && Broadcasting.Fits(shape, a))
            return shape;
        throw new ShapeMismatchException($"{name} {shape} fits neither {a} nor its rows.");
    }

    /// <summary>The shape under which a parameter of B's columns stretches to B: one element, (N), or (..., 1, N).</summary>
    public static TensorShape ColumnParameter(TensorInfo parameter, TensorShape b, string name)
    {
        TensorShape shape = parameter.Shape;
        if (!parameter.IsPresent || (shape.Rank <= 1 && shape.Length == 1))
            return [];
        if (b.Rank > 1 && shape.Rank == 1 && shape[0] == b[-1])
            return shape;
        if (b.Rank > 1 && shape.Rank == b.Rank && shape[-2] == 1 && Broadcasting.Fits(shape, b))
            return shape;
        throw new ShapeMismatchException($"{name} {shape} fits neither {b} nor its columns.");
    }

    /// <summary>The reference implementation.</summary>
    public void Run(ReadOnlySpan<Tensor?> inputs, Tensor y)
    {
        Tensor a = inputs[Inputs.A]!, b = inputs[Inputs.B]!;
        Tensor? aZero = QuantizedOperands.Get(inputs, Inputs.AZero), bZero = QuantizedOperands.Get(inputs, Inputs.BZero);
        short[] left = QuantizedOperands.Centered(a, aZero, RowParameter(InfoOf(aZero), a.Shape, "A"));
        short[] right = QuantizedOperands.Centered(b, bZero, ColumnParameter(InfoOf(bZero), b.Shape, "B"));
        MatMulGeometry geometry = MatMulGeometry.Resolve(a.Shape, b.Shape);
        (int m, int k, int n) = (geometry.M, geometry.K, geometry.N);
        var sums = new int[y.Shape.Length];
        for (int i = 0; i < sums.Length; i++)
        {
            int from = geometry.AOffsets[i / n / m] + (i / n % m * k), to = geometry.BOffsets[i / n / m] + (i % n);
            for (int j = 0; j < k; j++)
                sums[i] += left[from + j] * right[to + (j * n)];
        }

        if (Inputs.YScale < 0)
        {
            Inputs.Write(inputs, sums, _ => 1, _ => 1, y);
            return;
        }

        float[] aScale = Stretch(inputs[Inputs.AScale]!, a.Shape, RowParameter), bScale =
            Stretch(inputs[Inputs.BScale]!, b.Shape, ColumnParameter);
        Inputs.Write(inputs, sums, i => k == 0 ? 1 : aScale[geometry.AOffsets[i / n / m] + (i / n % m * k)],
            i => k == 0 ? 1 : bScale[geometry.BOffsets[i / n / m] + (i % n)], y);
    }

    private static float[] Stretch(
        Tensor parameter, TensorShape matrix, Func<TensorInfo, TensorShape, string, TensorShape> shapeOf)
    {
        var stretched = new float[matrix.Length];
        int i = 0;
        foreach (int from in StridedMap.Broadcast(shapeOf(InfoOf(parameter), matrix, "The scale"), matrix))
            stretched[i++] = parameter.AsSpan<float>()[from];
        return stretched;
    }

    private static TensorInfo InfoOf(Tensor? tensor) => tensor is null ? default : TensorInfo.Of(tensor);
}
