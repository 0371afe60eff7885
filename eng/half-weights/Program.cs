using System.Runtime.InteropServices;
using Google.Protobuf;
using VisionPlugin.Onnx;

// dotnet run --project eng/half-weights IN.onnx OUT.onnx
// Stores every single-precision weight that half precision holds exactly as half, followed by a Cast back to single
// precision: half the size, the same network to the bit. Other weights stay as they are.
const int Float = 1, Half = 10, IntAttribute = 2;
ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(args[0]));
GraphProto graph = model.Graph;
var casts = new List<NodeProto>();
foreach (TensorProto weight in graph.Initializer.Where(w => w.DataType == Float && w.RawData.Length > 64))
{
    float[] values = MemoryMarshal.Cast<byte, float>(weight.RawData.Span).ToArray();
    System.Half[] halves = [.. values.Select(v => (System.Half)v)];
    if (!values.SequenceEqual(halves.Select(h => (float)h)))
    {
        Console.WriteLine($"stays single: {weight.Name} [{string.Join(", ", weight.Dims)}]");
        continue;
    }

    var cast = new NodeProto { Name = $"{weight.Name}.widen", OpType = "Cast" };
    cast.Attribute.Add(new AttributeProto { Name = "to", I = Float, Type = IntAttribute });
    cast.Output.Add(weight.Name);
    weight.Name += ".half";
    cast.Input.Add(weight.Name);
    casts.Add(cast);
    weight.DataType = Half;
    weight.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(halves.AsSpan()));
}

NodeProto[] nodes = [.. casts, .. graph.Node];
graph.Node.Clear();
graph.Node.AddRange(nodes);
File.WriteAllBytes(args[1], model.ToByteArray());
Console.WriteLine($"{casts.Count} of {graph.Initializer.Count} weights are half now.");
