using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>Checks that operators share when they infer shapes.</summary>
internal static class Guard
{
    /// <summary>
    /// Throws unless there are <paramref name="min"/> to <paramref name="max"/> inputs, the first ones present.
    /// </summary>
    public static void Inputs(ReadOnlySpan<TensorInfo> inputs, int min, int max)
    {
        if (inputs.Length < min || inputs.Length > max)
        {
            string expected = min == max ? $"{min}" : $"{min} to {max}";
            throw new ShapeMismatchException($"Expected {expected} inputs, found {inputs.Length}.");
        }

        for (int i = 0; i < min; i++)
        {
            if (!inputs[i].IsPresent)
                throw new ShapeMismatchException($"Input {i} is required.");
        }
    }

    /// <summary>Throws unless the input has one of the element types.</summary>
    public static void Type(TensorInfo input, string name, params ReadOnlySpan<DataType> allowed)
    {
        if (!allowed.Contains(input.DataType))
        {
            throw new ShapeMismatchException(
                $"{name} must be {string.Join(" or ", allowed.ToArray())}, not {input.DataType}.");
        }
    }

    /// <summary>Throws if the input is of booleans, on which the operator cannot calculate.</summary>
    public static void NotBool(TensorInfo input, string name)
    {
        if (input.DataType == DataType.Bool)
            throw new ShapeMismatchException($"{name} must be numbers, not {input.DataType}.");
    }

    /// <summary>Throws unless the rank lies in the range.</summary>
    public static void Rank(TensorInfo input, string name, int min, int max = TensorShape.MaxRank)
    {
        if (input.Shape.Rank < min || input.Shape.Rank > max)
        {
            string expected = min == max ? $"{min}" : max == TensorShape.MaxRank ? $"{min} or more" : $"{min} to {max}";
            throw new ShapeMismatchException($"{name} must have rank {expected}; its shape is {input.Shape}.");
        }
    }

    /// <summary>Throws unless the input is float32 of shape (<paramref name="length"/>).</summary>
    public static void Vector(TensorInfo input, string name, int length)
    {
        Type(input, name, DataType.Float32);
        if (input.Shape.Rank != 1 || input.Shape[0] != length)
            throw new ShapeMismatchException($"{name} must be [{length}], not {input.Shape}.");
    }

    /// <summary>Throws unless an attribute is <paramref name="min"/> or more.</summary>
    public static void AtLeast(int value, int min, string name)
    {
        if (value < min)
            throw new ShapeMismatchException($"{name} must be {min} or more, not {value}.");
    }

    /// <summary>Throws unless an attribute is a number.</summary>
    public static void Finite(float value, string name)
    {
        if (!float.IsFinite(value))
            throw new ShapeMismatchException($"{name} must be a finite number, not {value}.");
    }

    /// <summary>Throws unless an attribute is a number from 0.</summary>
    public static void NotNegative(float value, string name)
    {
        Finite(value, name);
        if (value < 0)
            throw new ShapeMismatchException($"{name} must be 0 or more, not {value}.");
    }

    /// <summary>The constant elements of an input whose value decides the output's shape.</summary>
    public static ReadOnlySpan<T> Constant<T>(TensorInfo input, string name)
        where T : unmanaged
        => input.IsConstant
            ? input.Value.AsSpan<T>()
            : throw new ShapeMismatchException($"{name} must be known before the first run; it depends on the data.");

    /// <summary>An input that may be missing from the end of the list, absent then.</summary>
    public static TensorInfo Optional(ReadOnlySpan<TensorInfo> inputs, int index) =>
        index < inputs.Length ? inputs[index] : default;

    /// <summary>An input that may be missing from the end of the list, null then.</summary>
    public static Tensor? Optional(ReadOnlySpan<Tensor?> inputs, int index) =>
        index < inputs.Length ? inputs[index] : null;

    /// <summary>Throws unless the inputs that are present have the element type of the first.</summary>
    public static void SameType(ReadOnlySpan<TensorInfo> inputs)
    {
        foreach (TensorInfo input in inputs)
        {
            if (input.IsPresent && input.DataType != inputs[0].DataType)
            {
                throw new ShapeMismatchException(
                    $"The inputs must have one element type, not {inputs[0].DataType} and {input.DataType}.");
            }
        }
    }

    /// <summary>
    /// The elements of a constant list of 32- or 64-bit integers: a shape, axes, bounds. A scalar counts as a list.
    /// </summary>
    public static long[] Integers(TensorInfo input, string name)
    {
        Type(input, name, DataType.Int64, DataType.Int32);
        Rank(input, name, 0, 1);
        if (input.DataType == DataType.Int64)
            return Constant<long>(input, name).ToArray();
        ReadOnlySpan<int> narrow = Constant<int>(input, name);
        var wide = new long[narrow.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = narrow[i];
        return wide;
    }

    /// <summary>
    /// A constant list of axes of a tensor of <paramref name="rank"/>, as 0..rank-1 in the order given.
    /// </summary>
    public static int[] Axes(TensorInfo input, string name, int rank) => Axes(Integers(input, name), name, rank);

    /// <summary>Axes given in -rank..rank-1 as 0..rank-1, in the order given.</summary>
    public static int[] Axes(ReadOnlySpan<long> axes, string name, int rank)
    {
        if (axes.Length > rank)
            throw new ShapeMismatchException($"{name} names {axes.Length} axes of a tensor of rank {rank}.");
        var result = new int[axes.Length];
        for (int i = 0; i < result.Length; i++)
        {
            if (axes[i] < -rank || axes[i] >= rank)
                throw new ShapeMismatchException($"{name} names axis {axes[i]} of a tensor of rank {rank}.");
            result[i] = (int)(axes[i] < 0 ? axes[i] + rank : axes[i]);
            if (result.AsSpan(0, i).Contains(result[i]))
                throw new ShapeMismatchException($"{name} names axis {result[i]} twice.");
        }

        return result;
    }

    /// <summary>A shape from sizes that a model computed or declared.</summary>
    public static TensorShape Shape(ReadOnlySpan<long> sizes)
    {
        if (sizes.Length > TensorShape.MaxRank)
            throw new ShapeMismatchException($"A tensor has at most {TensorShape.MaxRank} axes, not {sizes.Length}.");
        Span<int> narrow = stackalloc int[sizes.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] is < 0 or > int.MaxValue)
            {
                throw new ShapeMismatchException(
                    $"[{string.Join(", ", sizes.ToArray())}] is no shape: a size must lie in 0 to {int.MaxValue}.");
            }

            narrow[i] = (int)sizes[i];
        }

        return new TensorShape(narrow);
    }

    /// <summary>What is known of inputs at run time: everything.</summary>
    public static TensorInfo[] Infos(ReadOnlySpan<Tensor?> inputs)
    {
        var infos = new TensorInfo[inputs.Length];
        for (int i = 0; i < infos.Length; i++)
            infos[i] = inputs[i] is { } tensor ? TensorInfo.Of(tensor) : default;
        return infos;
    }
}
