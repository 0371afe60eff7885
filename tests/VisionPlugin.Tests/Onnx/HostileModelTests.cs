using System.Diagnostics;
using System.Text;
using Google.Protobuf;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Onnx;

/// <summary>Damaged and hostile files end in a typed error, at once and without huge allocations.</summary>
public class HostileModelTests
{
    private const long AllowedBytes = 64 << 20;
    private static readonly TimeSpan AllowedTime = TimeSpan.FromSeconds(2);

    [Fact]
    public void A_truncated_file_is_an_error_wherever_it_ends()
    {
        byte[] file = SmallModel.ConvRelu().ToByteArray();
        for (int length = 0; length < file.Length; length++)
        {
            // A cut between two fields of the outermost message may leave a smaller valid file.
            Exception? error = Record(file[..length]);
            if (error is null)
                Assert.True(length > file.Length - 10, $"A file cut to {length} of {file.Length} bytes was loaded.");
        }
    }

    [Fact]
    public void Flipped_bits_never_escape_as_anything_but_typed_errors()
    {
        byte[] file = SmallModel.ConvRelu().ToByteArray();
        var random = new Random(1);
        for (int trial = 0; trial < 3000; trial++)
        {
            byte[] damaged = [.. file];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            Record(damaged, run: true);
        }
    }

    [Fact]
    public void Random_bytes_and_text_are_errors()
    {
        var random = new Random(2);
        for (int trial = 0; trial < 500; trial++)
        {
            byte[] bytes = new byte[random.Next(0, 300)];
            random.NextBytes(bytes);
            Assert.IsType<ModelFormatException>(Record(bytes));
        }

        string[] texts = ["", " ", "{}", "not a model\n", "<html></html>", new string('a', 10_000), "\u00e9\n\n\n"];
        foreach (string text in texts)
            Assert.IsType<ModelFormatException>(Record(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void A_file_or_folder_that_is_no_model_is_named()
    {
        string folder = Directory.CreateTempSubdirectory("vision-test-").FullName;
        try
        {
            string path = Path.Combine(folder, "empty.onnx");
            File.WriteAllBytes(path, []);
            foreach (string wrong in new[] { path, folder })
            {
                var error = Assert.Throws<ModelFormatException>(() => ModelLoader.Load(wrong));
                Assert.Contains(wrong, error.Message, StringComparison.Ordinal);
            }

            Assert.Throws<FileNotFoundException>(() => ModelLoader.Load(Path.Combine(folder, "missing.onnx")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("negative", "w", -1L, 1L, 3L, 3L)]
    [InlineData("limit", "w", 1L << 40)]
    [InlineData("limit", "w", 1L << 20, 1L << 20)]
    [InlineData("limit", "w", long.MaxValue, long.MaxValue)]
    [InlineData("limit", "w", 1L << 29, 1L << 29, 0L)]
    [InlineData("need", "w", 2L, 1L, 3L, 4L)]
    [InlineData("need", "w", 2L, 1L, 3L, 2L)]
    [InlineData("axes", "w", 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 18L)]
    public void Impossible_dims_of_a_tensor_are_errors(string problem, string tensor, params long[] dims)
    {
        ModelProto model = SmallModel.ConvRelu();
        model.Graph.Initializer[0].Dims.Clear();
        model.Graph.Initializer[0].Dims.Add(dims);
        ExpectError<ModelFormatException>(model, problem, tensor);
    }

    [Theory]
    [InlineData(-1L, 1L, 4L, 4L)]
    [InlineData(1L << 40)]
    [InlineData(1L << 20, 1L << 20)]
    public void Impossible_dims_of_an_input_are_errors(params long[] dims)
    {
        ModelProto model = SmallModel.ConvRelu();
        model.Graph.Input[0] = SmallModel.Value("x", OnnxTypes.Float, dims);
        ExpectError<ModelFormatException>(model, "'x'", "limit");
    }

    [Fact]
    public void A_cycle_is_an_error_that_names_its_nodes()
    {
        ModelProto model = SmallModel.ConvRelu();
        model.Graph.Node.Add(SmallModel.Node("Add", "a", ["y", "q"], ["p"]));
        model.Graph.Node.Add(SmallModel.Node("Relu", "b", ["p"], ["q"]));
        ExpectError<ModelFormatException>(model, "cycle", "a (Add)", "b (Relu)");
    }

    [Fact]
    public void A_node_that_reads_itself_is_a_cycle()
    {
        ModelProto model = SmallModel.ConvRelu();
        model.Graph.Node.Add(SmallModel.Node("Relu", "self", ["q"], ["q"]));
        ExpectError<ModelFormatException>(model, "cycle", "self (Relu)");
    }

    [Fact]
    public void A_value_that_nothing_provides_is_an_error_that_names_node_and_value()
    {
        ModelProto model = SmallModel.ConvRelu();
        model.Graph.Node[1].Input[0] = "nothing";
        ExpectError<ModelFormatException>(model, "relu (Relu)", "'nothing'");
        model = SmallModel.ConvRelu();
        model.Graph.Output.Add(SmallModel.Value("nothing", OnnxTypes.Float, 1));
        ExpectError<ModelFormatException>(model, "'nothing'");
    }

    [Fact]
    public void A_value_that_is_defined_twice_is_an_error()
    {
        ModelProto model = SmallModel.ConvRelu();
        model.Graph.Node.Add(SmallModel.Node("Relu", "again", ["x"], ["y"]));
        ExpectError<ModelFormatException>(model, "again (Relu)", "'y'", "twice");
        model = SmallModel.ConvRelu();
        model.Graph.Initializer.Add(model.Graph.Initializer[0].Clone());
        ExpectError<ModelFormatException>(model, "'w'", "twice");
    }

    [Fact]
    public void Everything_unsupported_is_listed_at_once()
    {
        ModelProto model = SmallModel.ConvRelu();
        model.Graph.Node.Add(SmallModel.Node("Frobnicate", "f", ["y"], ["p"]));
        AttributeProto body = SmallModel.Graph("body", new GraphProto());
        model.Graph.Node.Add(SmallModel.Node("SequenceMap", "i", ["y"], ["q"], body));
        model.Graph.Node.Add(SmallModel.Node("Relu", "u", ["y"], ["r"], SmallModel.Int("unheard_of", 1)));
        NodeProto foreign = SmallModel.Node("Relu", "d", ["y"], ["s"]);
        foreign.Domain = "com.example";
        model.Graph.Node.Add(foreign);
        model.Graph.Input.Add(SmallModel.Value("text", OnnxTypes.String, 1));
        UnsupportedOperatorException error = ExpectError<UnsupportedOperatorException>(model,
            "Frobnicate", "SequenceMap", "unheard_of", "com.example", "STRING");
        Assert.Equal(5, error.Nodes.Count);
    }

    [Fact]
    public void An_attribute_of_another_type_is_an_error_that_names_it()
    {
        ModelProto model = SmallModel.ConvRelu();
        model.Graph.Node[0].Attribute.Add(SmallModel.Int("strides", 1));
        ExpectError<ModelFormatException>(model, "conv", "strides");
        model.Graph.Node[0].Attribute[0] = SmallModel.Ints("strides", 1L << 40, 1);
        ExpectError<ModelFormatException>(model, "conv", "strides");
    }

    [Fact]
    public void A_model_that_blows_up_sizes_is_an_error_that_names_the_node()
    {
        ModelProto model = SmallModel.Empty();
        model.Graph.Input.Add(SmallModel.Value("x", OnnxTypes.Float, 1));
        model.Graph.Initializer.Add(SmallModel.Longs("size", 1 << 20, 1 << 20));
        model.Graph.Node.Add(SmallModel.Node("ConstantOfShape", "bomb", ["size"], ["b"]));
        model.Graph.Node.Add(SmallModel.Node("Add", "add", ["x", "b"], ["y"]));
        model.Graph.Output.Add(SmallModel.Value("y", OnnxTypes.Float));
        Exception? error = Record(model.ToByteArray(), run: true);
        Assert.Contains("bomb", Assert.IsType<ShapeMismatchException>(error).Message, StringComparison.Ordinal);
        model.Graph.Initializer[0] = SmallModel.Longs("size", 1 << 15, 1 << 14);
        error = Record(model.ToByteArray(), run: true, new ModelLimits { ActivationBytes = 1 << 30 });
        Assert.Contains("limit", Assert.IsType<ShapeMismatchException>(error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_nodes_and_too_long_names_are_errors()
    {
        ModelProto model = SmallModel.ConvRelu();
        ExpectError<ModelFormatException>(model, new ModelLimits { Nodes = 1 }, "2 nodes");
        model.Graph.Node[0].Name = new string('n', 5000);
        ExpectError<ModelFormatException>(model, "5000");
    }

    [Fact]
    public void Deeply_nested_messages_are_errors()
    {
        ModelProto model = SmallModel.ConvRelu();
        GraphProto graph = model.Graph;
        for (int depth = 0; depth < 100; depth++)
        {
            var inner = new GraphProto();
            graph.Node.Add(SmallModel.Node("If", "if", ["x"], ["z"], SmallModel.Graph("then_branch", inner)));
            graph = inner;
        }

        ExpectError<ModelFormatException>(model, "nest");
    }

    private static T ExpectError<T>(ModelProto model, params string[] parts)
        where T : VisionException
        => ExpectError<T>(model, ModelLimits.Default, parts);

    private static T ExpectError<T>(ModelProto model, ModelLimits limits, params string[] parts)
        where T : VisionException
    {
        T error = Assert.IsType<T>(Record(model.ToByteArray(), limits: limits));
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.Contains("hostile.onnx", error.Message, StringComparison.Ordinal);
        return error;
    }

    // Loads, and optionally runs, a file; returns the typed error, and fails for any other and for slow or greedy
    // loading.
    private static VisionException? Record(byte[] file, bool run = false, ModelLimits? limits = null)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        VisionException? error = null;
        try
        {
            Model model = ModelLoader.Load(file, "hostile.onnx", limits);
            if (run)
                Run(model, limits ?? ModelLimits.Default);
        }
        catch (VisionException caught)
        {
            error = caught;
        }

        Assert.True(watch.Elapsed < AllowedTime, $"It took {watch.Elapsed}.");
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < AllowedBytes, $"It allocated {allocated} bytes.");
        return error;
    }

    private static void Run(Model model, ModelLimits limits)
    {
        using var worker = new Worker(model, BackendType.Reference, new WorkerOptions { Limits = limits });
        foreach (ValueInfo input in model.Inputs)
        {
            if (input.FixedShape is not { } shape || shape.Length > 1 << 20)
                return;
            worker.SetInput(input.Name, Tensor.Create(input.DataType, shape));
        }

        worker.Schedule();
    }
}
