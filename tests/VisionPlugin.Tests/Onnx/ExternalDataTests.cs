using Google.Protobuf;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;

namespace VisionPlugin.Tests.Onnx;

public sealed class ExternalDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vision-test-").FullName;

    public ExternalDataTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "model", "data"));
        File.WriteAllBytes(Path.Combine(_folder, "secret.bin"), new byte[100]);
        File.WriteAllBytes(Path.Combine(_folder, "model", "weights.bin"), Bytes(9, 1, 2, 3, 4));
        File.WriteAllBytes(Path.Combine(_folder, "model", "data", "weights.bin"), Bytes(5, 6, 7, 8));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("weights.bin", "4", "16", new float[] { 1, 2, 3, 4 })]
    [InlineData("weights.bin", null, null, new float[] { 9, 1, 2, 3 })]
    [InlineData("./weights.bin", "4", null, new float[] { 1, 2, 3, 4 })]
    [InlineData("data/weights.bin", "0", "16", new float[] { 5, 6, 7, 8 })]
    public void Data_below_the_models_folder_is_read(string location, string? offset, string? length, float[] expected)
    {
        Model model = Load(SmallModel.External("w", [4], location, offset, length));
        Assert.Equal(expected, model.Constants["w"].AsSpan<float>().ToArray());
    }

    [Theory]
    [InlineData("../secret.bin", "below")]
    [InlineData("data/../../secret.bin", "below")]
    [InlineData("..\\secret.bin", "below")]
    [InlineData("/etc/passwd", "below")]
    [InlineData("C:\\secret.bin", "below")]
    [InlineData("", "below")]
    [InlineData("missing.bin", "missing")]
    [InlineData("data", "missing")]
    [InlineData("weights.bin\0", "below")]
    public void Data_anywhere_else_is_refused(string location, string problem) =>
        ExpectError(SmallModel.External("w", [4], location), problem);

    [Fact]
    public void Links_that_lead_out_are_refused_and_links_that_stay_inside_are_not()
    {
        string model = Path.Combine(_folder, "model");
        File.CreateSymbolicLink(Path.Combine(model, "out.bin"), Path.Combine("..", "secret.bin"));
        File.CreateSymbolicLink(Path.Combine(model, "absolute.bin"), Path.Combine(_folder, "secret.bin"));
        Directory.CreateSymbolicLink(Path.Combine(model, "folder"), _folder);
        File.CreateSymbolicLink(Path.Combine(model, "hop.bin"), "out.bin");
        File.CreateSymbolicLink(Path.Combine(model, "loop.bin"), "loop.bin");
        File.CreateSymbolicLink(Path.Combine(model, "inside.bin"), Path.Combine("data", "weights.bin"));
        foreach (string name in new[] { "out.bin", "absolute.bin", "folder/secret.bin", "hop.bin" })
            ExpectError(SmallModel.External("w", [4], name), "leads out");
        ExpectError(SmallModel.External("w", [4], "loop.bin"), "links");
        Assert.Equal(5, Load(SmallModel.External("w", [4], "inside.bin")).Constants["w"].AsSpan<float>()[0]);
    }

    [Fact]
    public void A_model_behind_a_link_finds_its_data()
    {
        string link = Path.Combine(_folder, "link");
        Directory.CreateSymbolicLink(link, Path.Combine(_folder, "model"));
        Model model = Load(SmallModel.External("w", [4], "data/weights.bin"), link);
        Assert.Equal(5, model.Constants["w"].AsSpan<float>()[0]);
    }

    [Theory]
    [InlineData("8", null, "outside")]
    [InlineData("20", "16", "outside")]
    [InlineData("9223372036854775807", "16", "outside")]
    [InlineData("-4", "16", "not a number")]
    [InlineData("4", "12", "12 bytes")]
    [InlineData("4", "x", "not a number")]
    [InlineData("99999999999999999999999", null, "not a number")]
    public void Offset_and_length_must_fit(string offset, string? length, string problem) =>
        ExpectError(SmallModel.External("w", [4], "weights.bin", offset, length), problem);

    [Fact]
    public void Huge_dims_fail_before_memory_is_allocated()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ExpectError(SmallModel.External("w", [1 << 28], "weights.bin"), "outside");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10 << 20);
    }

    [Fact]
    public void A_stream_has_no_external_data()
    {
        byte[] file = Model(SmallModel.External("w", [4], "weights.bin")).ToByteArray();
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ModelLoader.Load(file));
        Assert.Contains("not from a stream", error.Message, StringComparison.Ordinal);
    }

    private void ExpectError(TensorProto tensor, string problem)
    {
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => Load(tensor));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("model.onnx", error.Message, StringComparison.Ordinal);
        Assert.Contains("'w'", error.Message, StringComparison.Ordinal);
    }

    private Model Load(TensorProto tensor, string? folder = null)
    {
        string path = Path.Combine(folder ?? Path.Combine(_folder, "model"), "model.onnx");
        File.WriteAllBytes(path, Model(tensor).ToByteArray());
        return ModelLoader.Load(path);
    }

    private static ModelProto Model(TensorProto tensor)
    {
        ModelProto model = SmallModel.Empty();
        model.Graph.Initializer.Add(tensor);
        model.Graph.Input.Add(SmallModel.Value("x", OnnxTypes.Float, 4));
        model.Graph.Node.Add(SmallModel.Node("Add", "add", ["x", "w"], ["y"]));
        model.Graph.Output.Add(SmallModel.Value("y", OnnxTypes.Float, 4));
        return model;
    }

    private static byte[] Bytes(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
