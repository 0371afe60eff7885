using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Where the sums of products of 8-bit integers find their inputs: (A - zero point) times (B - zero point), for the
/// linear form with scales of A, B and the result, the result's zero point and a bias. -1 for what a form lacks.
/// </summary>
internal readonly record struct QuantizedOperands(
    int A, int AZero, int B, int BZero, int AScale = -1, int BScale = -1, int YScale = -1, int YZero = -1, int Bias = -1)
{
    /// <summary>ConvInteger and MatMulInteger: the sums themselves.</summary>
    public static QuantizedOperands Integer => new(0, 2, 1, 3);

    /// <summary>QLinearConv and QLinearMatMul: the sums in the result's scale.</summary>
    public static QuantizedOperands Linear => new(0, 2, 3, 5, 1, 4, 6, 7, 8);

    /// <summary>An input, absent where the form or the node lacks it.</summary>
    public static TensorInfo Get(ReadOnlySpan<TensorInfo> inputs, int index) =>
        index < 0 ? default : Guard.Optional(inputs, index);

    /// <summary>An input, null where the form or the node lacks it.</summary>
    public static Tensor? Get(ReadOnlySpan<Tensor?> inputs, int index) =>
        index < 0 ? null : Guard.Optional(inputs, index);

    /// <summary>Checks the element types; returns that of the result.</summary>
    public DataType CheckTypes(ReadOnlySpan<TensorInfo> inputs)
    {
        CheckPair(inputs[A], Get(inputs, AZero), "The first tensor");
        CheckPair(inputs[B], Get(inputs, BZero), "The second tensor");
        if (YScale < 0)
            return DataType.Int32;
        Guard.Type(inputs[AScale], "The first scale", DataType.Float32);
        Guard.Type(inputs[BScale], "The second scale", DataType.Float32);
        Guard.Type(inputs[YScale], "The result's scale", DataType.Float32);
        Guard.Type(inputs[YZero], "The result's zero point", DataType.UInt8, DataType.Int8);
        CheckOne(inputs[YScale], "The result's scale");
        CheckOne(inputs[YZero], "The result's zero point");
        return inputs[YZero].DataType;
    }

    /// <summary>Throws unless a parameter is absent or one element.</summary>
    public static void CheckOne(TensorInfo parameter, string name)
    {
        if (parameter.IsPresent && (parameter.Shape.Rank > 1 || parameter.Shape.Length != 1))
            throw new ShapeMismatchException($"{name} must be one element, not {parameter.Shape}.");
    }

    /// <summary>The elements less their zero points, which stretch to them under another shape.</summary>
    public static short[] Centered(Tensor values, Tensor? zeroPoint, TensorShape zeroShape)
    {
        var result = new short[values.Shape.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = Element(values, i);
        if (zeroPoint is null)
            return result;
        int at = 0;
        foreach (int zero in StridedMap.Broadcast(zeroShape, values.Shape))
            result[at++] -= Element(zeroPoint, zero);
        return result;
    }

    /// <summary>
    /// A sum in the scale of the result: rounded to even, moved to the zero point, saturated. NaN becomes the zero point.
    /// </summary>
    public static int Requantize(int sum, float scale, int zero, int low, int high) =>
        (int)Math.Clamp(MathF.Round(sum * scale), low - zero, high - zero) + zero;

    /// <summary>Writes sums, requantised if the form has scales.</summary>
    /// <param name="inputs">The node's inputs.</param>
    /// <param name="sums">The sums, in the order of the output.</param>
    /// <param name="scaleA">The scale of A for an element of the output.</param>
    /// <param name="scaleB">The scale of B for an element of the output.</param>
    /// <param name="y">The output.</param>
    public void Write(
        ReadOnlySpan<Tensor?> inputs, int[] sums, Func<int, float> scaleA, Func<int, float> scaleB, Tensor y)
    {
        if (YScale < 0)
        {
            sums.CopyTo(y.AsSpan<int>());
            return;
        }

        float scaleY = inputs[YScale]!.AsSpan<float>()[0];
        int zero = Element(inputs[YZero]!, 0);
        (int low, int high) = y.DataType == DataType.Int8 ? (-128, 127) : (0, 255);
        for (int i = 0; i < sums.Length; i++)
        {
            int value = Requantize(sums[i], scaleA(i) * scaleB(i) / scaleY, zero, low, high);
            y.AsBytes()[i] = unchecked((byte)value);
        }
    }

    private static short Element(Tensor tensor, int index) =>
        tensor is Tensor<sbyte> signed ? signed.AsSpan()[index] : tensor.AsBytes()[index];

    private static void CheckPair(TensorInfo values, TensorInfo zeroPoint, string name)
    {
        Guard.Type(values, name, DataType.UInt8, DataType.Int8);
        if (zeroPoint.IsPresent)
            Guard.Type(zeroPoint, $"The zero point of {char.ToLowerInvariant(name[0])}{name[1..]}", values.DataType);
    }
}
