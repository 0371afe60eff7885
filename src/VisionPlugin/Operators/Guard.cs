using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>Checks that operators share when they infer shapes.</summary>
internal static class Guard
{
    /// <summary>Throws unless there are <paramref name="min"/> to <paramref name="max"/> inputs, the first ones present.</summary>
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
            throw new ShapeMismatchException($"{name} must be {string.Join(" or ", allowed.ToArray())}, not {input.DataType}.");
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

    /// <summary>The constant elements of an input whose value decides the output's shape.</summary>
    public static ReadOnlySpan<T> Constant<T>(TensorInfo input, string name)
        where T : unmanaged
        => input.IsConstant
            ? input.Value.AsSpan<T>()
            : throw new ShapeMismatchException($"{name} must be known before the first run; it depends on the data.");
}
