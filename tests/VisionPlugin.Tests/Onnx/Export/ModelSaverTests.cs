using System.Collections.Immutable;
using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Onnx.Export;

/// <summary>Files, declared shapes, batches and errors of saving.</summary>
public sealed class ModelSaverTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vision-save").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Beyond_the_size_of_a_file_weights_lie_in_a_second_one()
    {
        Model model = Small();
        string path = Path.Combine(_folder, "small.onnx");
        model.Save(path, new ModelSaveOptions { FileBytes = 4096 });
        Assert.Equal(["small.onnx", "small.onnx.data"], Names());
        Assert.True(new FileInfo(path).Length <= 4096);
        Model loaded = ModelLoader.Load(path);
        foreach ((string name, Tensor value) in model.Constants)
            TensorAssert.Equal(value, loaded.Constants[name], context: name);
        ModelProto proto = ExportedCase.Parse(File.ReadAllBytes(path));
        Assert.All(proto.Graph.Initializer.Where(t => t.DataLocation == 1), t =>
            Assert.Equal(0, long.Parse(t.ExternalData.Single(e => e.Key == "offset").Value) % 4096));
        OnnxRules.Check(proto);
    }

    [Fact]
    public void A_stream_that_cannot_hold_the_model_is_an_error_that_says_what_to_do()
    {
        using var stream = new MemoryStream();
        var error = Assert.Throws<ModelSaveException>(() => Small().Save(stream, new ModelSaveOptions { FileBytes = 4096 }));
        Assert.Contains("Save it to a path", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_as_a_whole()
    {
        string path = Path.Combine(_folder, "small.onnx");
        File.WriteAllText(path, new string('x', 100_000));
        Small().Save(path);
        Assert.Equal(["small.onnx"], Names());
        Assert.Equal(ExportedCase.Save(Small()), File.ReadAllBytes(path));
    }

    [Fact]
    public void Cancelled_saving_leaves_the_old_file_and_nothing_else()
    {
        string path = Path.Combine(_folder, "small.onnx");
        File.WriteAllText(path, "old");
        using var cancellation = new CancellationTokenSource();
        var options = new ModelSaveOptions { Cancellation = cancellation.Token, Progress = _ => cancellation.Cancel() };
        Assert.Throws<OperationCanceledException>(() => Small().Save(path, options));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["small.onnx"], Names());
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_a_typed_error()
    {
        Assert.Throws<ModelSaveException>(() => Small().Save(Path.Combine(_folder, "missing", "small.onnx")));
        Assert.Throws<ModelSaveException>(() => Small().Save(_folder));
        Assert.Empty(Names());
    }

    [SkippableFact]
    public void A_full_disk_is_a_typed_error()
    {
        Requirement.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full on this system");
        using (var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
            Assert.IsAssignableFrom<IOException>(Assert.Throws<ModelSaveException>(() => Small().Save(full)).InnerException);
        Assert.Throws<ModelSaveException>(() => Small().Save("/dev/full"));
        // Still the device.
        Assert.Throws<IOException>(() => File.WriteAllText("/dev/full", "x"));
    }

    [Fact]
    public void Progress_ends_at_one()
    {
        var steps = new List<double>();
        using var stream = new MemoryStream();
        Small().Save(stream, new ModelSaveOptions { Progress = steps.Add });
        Assert.Equal(steps.Order(), steps);
        Assert.Equal(1, steps[^1]);
    }

    [Fact]
    public void Open_sizes_stay_open_and_outputs_follow_them()
    {
        var net = new ModelBuilder("open", new SeededWeights(1));
        Layer x = net.Input([1, 3, 32, 32], anySize: true).Conv2d(4, 3, padding: Padding.Same);
        Layer half = x.MaxPool(2, 2);
        Model loaded = ExportedCase.Reload(net.Build(x, half));
        Assert.Equal("input: Float32[batch, 3, height, width]", loaded.Inputs[0].ToString());
        GraphProto graph = ExportedCase.Parse(ExportedCase.Save(net.Build(x, half))).Graph;
        Assert.Equal(["batch", "4", "height", "width"], Sizes(graph.Output[0]));
        Assert.Equal(["batch", "4", "?", "?"], Sizes(graph.Output[1]));
    }

    [Theory]
    [InlineData(null, "n", "n")]
    [InlineData(4, "4", "4")]
    public void The_batch_can_be_chosen(int? size, string input, string output)
    {
        GraphProto graph = ExportedCase.Parse(ExportedCase.Save(Small(), new ModelSaveOptions { Batch = new Dimension(size, size is null ? "n" : null) })).Graph;
        Assert.Equal(input, Sizes(graph.Input[0])[0]);
        Assert.Equal([output, "10"], Sizes(graph.Output[0]));
    }

    [Fact]
    public void A_batch_that_does_not_go_through_is_an_error()
    {
        var net = new ModelBuilder("fixed", new SeededWeights(1));
        Model model = net.Build(net.Input([1, 3, 4, 4]).Reshape([1, 48], "flat"));
        model = model with { Inputs = [model.Inputs[0] with { Dimensions = [new Dimension(1), new(3), new(4), new(4)] }] };
        model.Save(Path.Combine(_folder, "one.onnx"));
        // The target [1, 48] is understood as one picture, [48] is not.
        model.Save(Path.Combine(_folder, "two.onnx"), new ModelSaveOptions { Batch = new Dimension(2) });
        Layer list = new ModelBuilder("list").Input([1, 3, 4, 4]);
        Model flat = list.Builder.Build(list.Reshape([48], "flat"));
        var error = Assert.Throws<ModelSaveException>(() => flat.Save(Path.Combine(_folder, "list.onnx"), new ModelSaveOptions { Batch = new Dimension(2) }));
        Assert.Contains("batch", error.Message + error.InnerException?.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_input_without_a_rank_is_declared_by_a_given_shape_or_not_at_all()
    {
        Model model = Small() with { Inputs = [new ValueInfo("input", DataType.Float32, default)] };
        GraphProto open = ExportedCase.Parse(ExportedCase.Save(model)).Graph;
        Assert.Null(open.Input[0].Type.TensorType.Shape);
        Assert.Equal((OnnxTypes.Float, null), (open.Output[0].Type.TensorType.ElemType, open.Output[0].Type.TensorType.Shape));
        var shapes = new Dictionary<string, TensorShape> { ["input"] = [1, 3, 8, 8] };
        GraphProto graph = ExportedCase.Parse(ExportedCase.Save(model, new ModelSaveOptions { InputShapes = shapes })).Graph;
        Assert.Equal(["1", "3", "8", "8"], Sizes(graph.Input[0]));
        Assert.Equal(["1", "10"], Sizes(graph.Output[0]));
    }

    [Fact]
    public void Names_that_collide_are_made_unique()
    {
        var relu = new Binary(BinaryFunction.Add, Activation.Relu);
        var model = new Model
        {
            Name = "",
            Inputs = [new ValueInfo("x", DataType.Float32, [new Dimension(3)])],
            Outputs = ["same/linear", "y", "y"],
            Nodes = [new Node("same", relu, ["x", "x"], ["same/linear"]), new Node("same", relu, ["same/linear", "x"], ["y"])],
            Constants = ImmutableDictionary<string, Tensor>.Empty,
        };
        OnnxRules.Check(ExportedCase.Parse(ExportedCase.Save(model)));
        var inputs = new Dictionary<string, Tensor> { ["x"] = new Tensor<float>([3], [-1, 0, 2]) };
        TensorAssert.Equal(new Tensor<float>([3], [0, 0, 6]), ExportedCase.Run(ExportedCase.Reload(model), inputs)["y"]);
    }

    [Fact]
    public void Nodes_out_of_order_are_sorted_and_missing_values_named()
    {
        Model model = Small();
        OnnxRules.Check(ExportedCase.Parse(ExportedCase.Save(model with { Nodes = [.. model.Nodes.Reverse()] })));
        var error = Assert.Throws<ModelFormatException>(() => ExportedCase.Save(model with { Outputs = ["nowhere"] }));
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        Assert.Throws<ModelFormatException>(() => ExportedCase.Save(model with { Nodes = [.. model.Nodes.Skip(1)] }));
    }

    [Fact]
    public void Who_made_a_network_first_is_remembered()
    {
        Model model = Small() with { Metadata = ImmutableDictionary<string, string>.Empty.Add("producer", "pytorch 2.4").Add("names", "{0: 'cat'}") };
        byte[] file = ExportedCase.Save(model);
        Assert.Equal("VisionPlugin", ExportedCase.Parse(file).ProducerName);
        Model loaded = ExportedCase.Reload(ModelLoader.Load(file));
        Assert.Equal("pytorch 2.4", loaded.Metadata["producer"]);
        Assert.Equal("{0: 'cat'}", loaded.Metadata["names"]);
    }

    private string[] Names() => [.. Directory.GetFiles(_folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private static string[] Sizes(ValueInfoProto value) =>
        [.. value.Type.TensorType.Shape.Dim.Select(d => d.HasDimValue ? $"{d.DimValue}" : d.DimParam.Length > 0 ? d.DimParam : "?")];

    private static Model Small()
    {
        var net = new ModelBuilder("small", new SeededWeights(1));
        Layer x = net.Input([1, 3, 8, 8]).Conv2d(16, 3, padding: Padding.Same, bias: false).BatchNorm().Relu().MaxPool(2, 2);
        return net.Build(x.Flatten().Linear(10).Softmax());
    }
}
