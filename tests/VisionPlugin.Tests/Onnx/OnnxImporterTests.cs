using Google.Protobuf;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Onnx;

public class OnnxImporterTests
{
    [Fact]
    public void Initialisers_that_are_also_inputs_are_constants()
    {
        ModelProto proto = SmallModel.ConvRelu();
        proto.IrVersion = 3;
        proto.Graph.Input.Add(SmallModel.Value("w", OnnxTypes.Float, 2, 1, 3, 3));
        Model model = Load(proto);
        Assert.Equal("x", Assert.Single(model.Inputs).Name);
    }

    [Fact]
    public void Nodes_without_names_are_named_by_their_outputs_and_equal_names_are_numbered()
    {
        ModelProto proto = SmallModel.ConvRelu();
        proto.Graph.Node[0].Name = "";
        proto.Graph.Node[1].Name = "c";
        Assert.Equal(["c", "c_2"], Load(proto).Nodes.Select(n => n.Name));
    }

    [Fact]
    public void Unsorted_nodes_are_sorted()
    {
        ModelProto proto = SmallModel.ConvRelu();
        NodeProto conv = proto.Graph.Node[0];
        proto.Graph.Node.RemoveAt(0);
        proto.Graph.Node.Add(conv);
        Assert.Equal(["conv", "relu"], Load(proto).Nodes.Select(n => n.Name));
    }

    [Fact]
    public void Symbolic_sizes_keep_their_names()
    {
        ModelProto proto = SmallModel.ConvRelu();
        proto.Graph.Input[0].Type.TensorType.Shape.Dim[0] = new() { DimParam = "batch" };
        proto.Graph.Input[0].Type.TensorType.Shape.Dim[2] = new();
        ValueInfo input = Load(proto).Inputs[0];
        Assert.Equal("x: Float32[batch, 1, ?, 4]", input.ToString());
        Assert.Null(input.FixedShape);
    }

    [Fact]
    public void Every_form_of_a_constant_node_is_a_constant()
    {
        var floats = new AttributeProto { Name = "value_floats", Type = 6 };
        floats.Floats.Add([1, 2]);
        Model model = Load(Chain("Add", "Add", "Add", "Add", "Add"),
            SmallModel.Node("Constant", "", [], ["c0"], SmallModel.Tensor("value", SmallModel.Floats("", [2], [3, 4]))),
            SmallModel.Node("Constant", "", [], ["c1"], new AttributeProto { Name = "value_float", Type = 1, F = 5 }),
            SmallModel.Node("Constant", "", [], ["c2"], floats),
            SmallModel.Node("Constant", "", [], ["c3"], SmallModel.Int("value_int", 6)),
            SmallModel.Node("Constant", "", [], ["c4"], SmallModel.Ints("value_ints", 7, 8)));
        Assert.Equal([3f, 4f], model.Constants["c0"].AsSpan<float>().ToArray());
        Assert.Equal([5f], model.Constants["c1"].AsSpan<float>().ToArray());
        Assert.Equal([1f, 2f], model.Constants["c2"].AsSpan<float>().ToArray());
        Assert.Equal([6L], model.Constants["c3"].AsSpan<long>().ToArray());
        Assert.Equal([7L, 8L], model.Constants["c4"].AsSpan<long>().ToArray());
        Assert.Equal(0, model.Constants["c1"].Shape.Rank);
        Assert.Equal(5, model.Nodes.Length);
    }

    [Fact]
    public void Half_inputs_and_outputs_stay_half_and_everything_between_is_single_precision()
    {
        ModelProto proto = SmallModel.ConvRelu();
        proto.Graph.Input[0] = SmallModel.Value("x", OnnxTypes.Float16, 1, 1, 4, 4);
        proto.Graph.Output[0] = SmallModel.Value("y", OnnxTypes.Float16, 1, 2, 2, 2);
        Model model = Load(proto);
        Assert.Equal(["Cast", "Conv", "Relu", "Cast"], model.Nodes.Select(n => n.Operator.Name));
        using var worker = new Worker(model, BackendType.Reference);
        var x = new Tensor<Half>([1, 1, 4, 4]);
        x.AsSpan().Fill((Half)1);
        worker.Schedule(x);
        Assert.Equal((Half)3.6f, worker.PeekOutput("y").AsSpan<Half>()[0]);
    }

    [Fact]
    public void Bounds_of_Clip_that_are_computed_are_compared_with()
    {
        ModelProto proto = SmallModel.Empty();
        foreach (string name in new[] { "x", "low", "high" })
            proto.Graph.Input.Add(SmallModel.Value(name, OnnxTypes.Float));
        proto.Graph.Node.Add(SmallModel.Node("Clip", "clip", ["x", "low", "high"], ["y"]));
        proto.Graph.Node.Add(SmallModel.Node("Clip", "above", ["x", "low"], ["z"]));
        proto.Graph.Output.Add([SmallModel.Value("y", OnnxTypes.Float), SmallModel.Value("z", OnnxTypes.Float)]);
        using var worker = new Worker(Load(proto), BackendType.Reference);
        worker.SetInput("low", new Tensor<float>([], [-1]));
        worker.SetInput("high", new Tensor<float>([], [2]));
        worker.SetInput("x", new Tensor<float>([3], [-5, 1, 5]));
        worker.Schedule();
        Assert.Equal([-1f, 1, 2], worker.PeekOutput("y").AsSpan<float>().ToArray());
        Assert.Equal([-1f, 1, 5], worker.PeekOutput("z").AsSpan<float>().ToArray());
    }

    [Fact]
    public void Functions_of_many_inputs_become_chains()
    {
        ModelProto proto = SmallModel.Empty();
        string[] names = ["a", "b", "c", "d"];
        proto.Graph.Input.Add(names.Select(name => SmallModel.Value(name, OnnxTypes.Float)));
        foreach (string type in new[] { "Sum", "Max", "Min", "Mean" })
        {
            proto.Graph.Node.Add(SmallModel.Node(type, type, names, [type]));
            proto.Graph.Output.Add(SmallModel.Value(type, OnnxTypes.Float));
        }

        using var worker = new Worker(Load(proto), BackendType.Reference);
        for (int i = 0; i < 4; i++)
            worker.SetInput(i, new Tensor<float>([1], [new float[] { 1, 7, 2, 4 }[i]]));
        worker.Schedule();
        Assert.Equal([14f, 7, 1, 3.5f], worker.Model.Outputs.Select(o => worker.PeekOutput(o).AsSpan<float>()[0]));
    }

    [Fact]
    public void What_once_were_attributes_work_like_inputs()
    {
        ModelProto proto = SmallModel.Empty();
        proto.OpsetImport[0].Version = 9;
        proto.Graph.Input.Add(SmallModel.Value("x", OnnxTypes.Float, 2, 3));
        proto.Graph.Node.Add(SmallModel.Node("Slice", "", ["x"], ["s"],
            SmallModel.Ints("starts", 1), SmallModel.Ints("ends", 3), SmallModel.Ints("axes", 1)));
        proto.Graph.Node.Add(SmallModel.Node("Pad", "", ["s"], ["p"],
            SmallModel.Ints("pads", 0, 1, 0, 0), new AttributeProto { Name = "value", Type = 1, F = 9 }));
        proto.Graph.Node.Add(SmallModel.Node("Unsqueeze", "", ["p"], ["u"], SmallModel.Ints("axes", 0)));
        proto.Graph.Node.Add(SmallModel.Node("ReduceSum", "", ["u"], ["y"],
            SmallModel.Ints("axes", 1), SmallModel.Int("keepdims", 0)));
        proto.Graph.Output.Add(SmallModel.Value("y", OnnxTypes.Float, 1, 3));
        using var worker = new Worker(Load(proto), BackendType.Reference);
        worker.Schedule(new Tensor<float>([2, 3], [1, 2, 3, 4, 5, 6]));
        Assert.Equal([18f, 7, 9], worker.PeekOutput().AsSpan<float>().ToArray());
        Assert.Equal([1, 3], worker.PeekOutput().Shape.Sizes.ToArray());
    }

    [Fact]
    public void A_span_and_a_stream_load_like_a_file()
    {
        byte[] bytes = SmallModel.ConvRelu().ToByteArray();
        using var stream = new MemoryStream(bytes);
        Assert.Equal(2, ModelLoader.Load(stream).Nodes.Length);
        Assert.Equal("name", ModelLoader.Load(bytes.AsSpan(), "name").Name);
    }

    // x -> Add c0 -> Add c1 -> ... -> y
    private static ModelProto Chain(params string[] types)
    {
        ModelProto proto = SmallModel.Empty();
        proto.Graph.Input.Add(SmallModel.Value("x", OnnxTypes.Float, 2));
        string value = "x";
        for (int i = 0; i < types.Length; i++)
        {
            string result = i == types.Length - 1 ? "y" : $"v{i}";
            proto.Graph.Node.Add(SmallModel.Node(types[i], "", [value, $"c{i}"], [result]));
            value = result;
        }

        proto.Graph.Output.Add(SmallModel.Value("y", OnnxTypes.Float, 2));
        return proto;
    }

    private static Model Load(ModelProto proto, params NodeProto[] more)
    {
        proto.Graph.Node.Add(more);
        return ModelLoader.Load(proto.ToByteArray());
    }
}
