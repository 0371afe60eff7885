using Google.Protobuf;
using VisionPlugin.Onnx;

namespace VisionPlugin.Fuzz.Tests;

/// <summary>A network of a few nodes with what importers and passes look at: weights, shapes, lists, a residual.</summary>
internal static class SmallGraph
{
    /// <summary>x (batch, 3, 8, 8) -> Conv, BatchNormalization, Relu, MaxPool, Conv, Add, Resize, Reshape, Softmax.</summary>
    public static ModelProto Create()
    {
        var model = new ModelProto { IrVersion = 8, Graph = new GraphProto { Name = "small" } };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 17 });
        GraphProto graph = model.Graph;
        graph.Input.Add(Value("x", 0, 3, 8, 8));
        graph.Output.Add(Value("y"));
        graph.Initializer.Add([
            Floats("w1", [4, 3, 3, 3]), Floats("b1", [4]), Floats("scale", [4]), Floats("shift", [4]), Floats("mean", [4]),
            Floats("variance", [4]), Floats("w2", [4, 4, 1, 1]), Floats("scales", [4], 1, 1, 2, 2), Longs("shape", 0, -1),
        ]);
        graph.Node.Add([
            Node("Conv", ["x", "w1", "b1"], "c1", Ints("pads", 1, 1, 1, 1), Ints("strides", 1, 1)),
            Node("BatchNormalization", ["c1", "scale", "shift", "mean", "variance"], "n1"),
            Node("Relu", ["n1"], "r1"),
            Node("MaxPool", ["r1"], "p1", Ints("kernel_shape", 2, 2), Ints("strides", 2, 2)),
            Node("Conv", ["p1", "w2"], "c2"),
            Node("Add", ["c2", "p1"], "a2"),
            Node("Resize", ["a2", "", "scales"], "u2", Text("mode", "linear")),
            Node("Reshape", ["u2", "shape"], "f2"),
            Node("Softmax", ["f2"], "y", new AttributeProto { Name = "axis", Type = 2, I = 1 }),
        ]);
        return model;
    }

    private static ValueInfoProto Value(string name, params long[] dims)
    {
        var type = new TypeProto.Types.Tensor { ElemType = OnnxTypes.Float };
        if (dims.Length > 0)
        {
            type.Shape = new TensorShapeProto();
            type.Shape.Dim.Add(dims.Select(d => d == 0
                ? new TensorShapeProto.Types.Dimension { DimParam = "batch" }
                : new TensorShapeProto.Types.Dimension { DimValue = d }));
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = type } };
    }

    private static NodeProto Node(string type, string[] inputs, string output, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = $"make {output}" };
        node.Input.Add(inputs);
        node.Output.Add(output);
        node.Attribute.Add(attributes);
        return node;
    }

    private static AttributeProto Ints(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = 7 };
        attribute.Ints.Add(values);
        return attribute;
    }

    private static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = 3, S = ByteString.CopyFromUtf8(value) };

    // Without values: 0.1, 0.2, 0.3 ...
    private static TensorProto Floats(string name, long[] dims, params float[] values)
    {
        int length = (int)dims.Aggregate(1L, (product, dim) => product * dim);
        IEnumerable<float> all = values.Length > 0 ? values : Enumerable.Range(1, length).Select(i => i % 10 / 10f);
        var tensor = new TensorProto { Name = name, DataType = OnnxTypes.Float };
        tensor.Dims.Add(dims);
        tensor.RawData = ByteString.CopyFrom([.. all.SelectMany(BitConverter.GetBytes)]);
        return tensor;
    }

    private static TensorProto Longs(string name, params long[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = OnnxTypes.Int64 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.Add(values);
        return tensor;
    }
}
