using Google.Protobuf;
using VisionPlugin.Onnx;

namespace VisionPlugin.Testing;

/// <summary>Writes tests in the layout of ONNX's backend tests.</summary>
public static class RecordedFolder
{
    /// <summary>A test of one operator with one input <c>x</c> and one output <c>y</c>, both [n].</summary>
    /// <param name="folder">Where; made if it does not exist.</param>
    /// <param name="type">The operator.</param>
    /// <param name="input">The recorded input.</param>
    /// <param name="output">The recorded output.</param>
    /// <returns>The folder.</returns>
    public static string Write(string folder, string type, float[] input, float[] output)
    {
        Directory.CreateDirectory(Path.Combine(folder, "test_data_set_0"));
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), Model(type, input.Length).ToByteArray());
        WriteTensor(Path.Combine(folder, "test_data_set_0", "input_0.pb"), input, OnnxTypes.Float);
        WriteTensor(Path.Combine(folder, "test_data_set_0", "output_0.pb"), output, OnnxTypes.Float);
        return folder;
    }

    /// <summary>Writes a vector as single precision or, by ONNX's number of the type, as bfloat16.</summary>
    public static void WriteTensor(string path, float[] values, int type)
    {
        var tensor = new TensorProto { Name = "recorded", DataType = type };
        tensor.Dims.Add(values.Length);
        tensor.RawData = ByteString.CopyFrom([.. values.SelectMany(v => type == OnnxTypes.BFloat16
            ? BitConverter.GetBytes(v).Skip(2) : BitConverter.GetBytes(v))]);
        File.WriteAllBytes(path, tensor.ToByteArray());
    }

    private static ModelProto Model(string type, int length)
    {
        var node = new NodeProto { OpType = type, Name = "node" };
        node.Input.Add("x");
        node.Output.Add("y");
        var model = new ModelProto { IrVersion = 7, Graph = new GraphProto { Name = "test" } };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 13 });
        model.Graph.Node.Add(node);
        model.Graph.Input.Add(Value("x", length));
        model.Graph.Output.Add(Value("y", length));
        return model;
    }

    private static ValueInfoProto Value(string name, int length)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = length });
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new() { ElemType = OnnxTypes.Float, Shape = shape } },
        };
    }
}
