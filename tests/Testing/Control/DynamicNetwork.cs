using Google.Protobuf;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Tensors;
using static VisionPlugin.Testing.Control.Onnx;

namespace VisionPlugin.Testing.Control;

/// <summary>
/// A network whose batch, height and width are free, with what exporters write for that: a resize to sizes and a reshape
/// to a shape that are computed from the shape of the input.
/// </summary>
public static class DynamicNetwork
{
    private static readonly TensorShape[] ToAndFro =
        [[1, 3, 8, 8], [1, 3, 6, 10], [1, 3, 8, 8], [3, 3, 8, 8], [1, 3, 6, 10], [2, 3, 5, 7], [1, 3, 8, 8]];

    /// <summary>x: [batch, 3, height, width]; pooled: [batch, 4, 2 * height, 2 * width]; flat: [batch, 4 * height * width].</summary>
    public static Model Load()
    {
        ModelProto model = Model(13, Graph("x", "large flat",
            Weights("w", [4, 3, 3, 3]), Node("Conv", "x w", "c", Ints("pads", 1, 1, 1, 1)), Node("Relu", "c", "r"),
            Node("Shape", "r", "shape"), Longs("batch_axis", 0), Longs("spatial", 2, 3), Longs("rest", -1), Longs("two", 2),
            Node("Gather", "shape spatial", "size"), Node("Mul", "size two", "larger"),
            Node("Slice", "shape batch_axis two", "front"), Node("Concat", "front larger", "sizes", Int("axis", 0)),
            Node("Resize", "r - - sizes", "large", Text("mode", "linear")),
            Node("Gather", "shape batch_axis", "batch"), Node("Concat", "batch rest", "target", Int("axis", 0)),
            Node("Reshape", "r target", "flat")), OnnxTypes.Float);
        model.Graph.Input[0].Type.TensorType.Shape = Declared("batch", 3, "height", "width");
        return ModelLoader.Load(model.ToByteArray(), "dynamic");
    }

    /// <summary>Runs one worker on shapes to and fro; each result must be that of a worker that knows no other shape.</summary>
    public static void Check(IBackend backend)
    {
        Model model = Load();
        using var reference = new ReferenceBackend();
        using var worker = new Worker(model, backend, new WorkerOptions { CachedPlans = 2 });
        for (int i = 0; i < ToAndFro.Length; i++)
        {
            Tensor<float> input = RandomTensor.Uniform(ToAndFro[i], i, -1, 1);
            using var fresh = new Worker(model, reference, new WorkerOptions { Optimize = false });
            fresh.Schedule(input);
            worker.Schedule(input);
            foreach (string output in model.Outputs)
            {
                using Tensor actual = worker.PeekOutput(output).ReadbackAndClone();
                TensorAssert.Equal(fresh.PeekOutput(output), actual, 1e-5, 1e-5, $"{ToAndFro[i]}, {output}");
            }
        }
    }

    /// <summary>Two inputs of other sizes, for runs by turns.</summary>
    public static Tensor<float>[] TwoInputs() =>
        [RandomTensor.Uniform([1, 3, 8, 8], 1, -1, 1), RandomTensor.Uniform([2, 3, 6, 10], 2, -1, 1)];

    private static NodeProto Weights(string output, TensorShape shape)
    {
        var tensor = new TensorProto { DataType = OnnxTypes.Float };
        tensor.Dims.Add(shape.Sizes.ToArray().Select(i => (long)i));
        tensor.FloatData.Add(RandomTensor.Uniform(shape, 3, -1, 1).AsSpan().ToArray());
        return Node("Constant", "", output, new AttributeProto { Name = "value", Type = 4, T = tensor });
    }

    /// <summary>A declared shape of sizes and symbols.</summary>
    internal static TensorShapeProto Declared(params object[] sizes)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(sizes.Select(size => size is int fix
            ? new TensorShapeProto.Types.Dimension { DimValue = fix }
            : new TensorShapeProto.Types.Dimension { DimParam = (string)size }));
        return shape;
    }
}
