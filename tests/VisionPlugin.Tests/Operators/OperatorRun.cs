using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Operators;

/// <summary>Runs an operator's reference implementation on small examples.</summary>
internal static class OperatorRun
{
    /// <summary>A float tensor from its elements.</summary>
    public static Tensor<float> Floats(TensorShape shape, params float[] elements) => new(shape, elements);

    /// <summary>0, 1, 2, ... from <paramref name="first"/> on.</summary>
    public static Tensor<float> Range(TensorShape shape, float first = 0) =>
        new(shape, [.. Enumerable.Range(0, shape.Length).Select(i => first + i)]);

    /// <summary>The same value everywhere.</summary>
    public static Tensor<float> Filled(TensorShape shape, float value) =>
        new(shape, [.. Enumerable.Repeat(value, shape.Length)]);

    /// <summary>All outputs that the operator can give.</summary>
    public static Tensor[] Run(Operator op, params Tensor?[] inputs)
    {
        TensorInfo[] infos = [.. inputs.Select(t => t is null ? default : TensorInfo.Of(t))];
        Tensor[] outputs = [.. op.InferShapes(infos).Select(o => Tensor.Create(o.DataType, o.Shape))];
        op.Run(inputs, outputs);
        return outputs;
    }

    /// <summary>The elements of one output.</summary>
    public static T[] Elements<T>(int output, Operator op, params Tensor?[] inputs)
        where T : unmanaged
        => Run(op, inputs)[output].AsSpan<T>().ToArray();

    /// <summary>The shape of the first output for inputs of float32.</summary>
    public static TensorShape Infer(Operator op, params TensorShape[] inputs) =>
        op.InferShapes([.. inputs.Select(s => new TensorInfo(DataType.Float32, s))])[0].Shape;

    /// <summary>Why inputs of float32 do not fit.</summary>
    public static string Error(Operator op, params TensorShape[] inputs) =>
        Assert.Throws<ShapeMismatchException>(() => Infer(op, inputs)).Message;

    /// <summary>Fails unless the operator gives this first output.</summary>
    public static void Gives(Tensor expected, Operator op, params Tensor?[] inputs) =>
        Testing.TensorAssert.Equal(expected, Run(op, inputs)[0], 1e-6, 1e-6, op.ToString());
}
