using VisionPlugin.Building;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Zoo;

namespace VisionPlugin.Tests.Graphs;

public class ConvolutionalHeadTests
{
    public static TheoryData<string> Names => ConvolutionalHeads.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_place_has_the_scores_of_the_window_there(string name)
    {
        Model model = ConvolutionalHeads.Create(name), dense = model.WithConvolutionalHead();
        Assert.DoesNotContain(dense.Nodes, n => n.Operator is Gemm or MatMul or Reshape or Transpose or GlobalAveragePool or Reduce);
        ConvolutionalHeads.CheckSlidingWindow(model, dense, new ReferenceBackend());
        ConvolutionalHeads.CheckSlidingWindow(model, dense, new CpuBackend());
    }

    [Theory]
    [InlineData("flatten, Gemm")]
    [InlineData("channels last")]
    [InlineData("mean with channels last")]
    [InlineData("scaled by channels")]
    public void Pictures_of_a_batch_stay_apart(string name)
    {
        Model model = ConvolutionalHeads.Create(name);
        ConvolutionalHeads.CheckSlidingWindow(model, model.WithConvolutionalHead(), new CpuBackend(), batch: 3);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Pictures_of_a_fixed_batch_stay_apart(string name)
    {
        // As many as there are units in some layers: an axis is not known by its size.
        const int Batch = 5;
        Model open = ConvolutionalHeads.Create(name), model = open with
        {
            Inputs = [open.Inputs[0] with { Dimensions = open.Inputs[0].Dimensions.SetItem(0, new Dimension(Batch)) }],
        };
        ConvolutionalHeads.CheckSlidingWindow(model, model.WithConvolutionalHead(), new CpuBackend(), Batch);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_the_same_from_a_file_and_to_a_file(string name)
    {
        Model model = ConvolutionalHeads.Create(name);
        Model imported = Through(model).WithConvolutionalHead(), exported = Through(model.WithConvolutionalHead());
        Tensor<float> input = RandomTensor.Uniform(ZooModels.InputShape(model), 3);
        using var backend = new CpuBackend();
        Tensor<float> expected = ConvolutionalHeads.Run(model, backend, input);
        foreach (Model dense in (Model[])[imported, exported])
        {
            Tensor<float> map = ConvolutionalHeads.Run(dense, backend, input);
            Assert.Equal([1, expected.Shape[1], .. Enumerable.Repeat(1, input.Shape.Rank - 2)], map.Shape.Sizes.ToArray());
            TensorAssert.Equal(expected, map.Reshape(expected.Shape), 1e-5, 1e-4, name);
            Assert.All(dense.Inputs[0].Dimensions.Skip(2), d => Assert.Null(d.Size));
        }
    }

    [Fact]
    public void AlexNet_gives_its_classes_for_its_own_size_and_a_map_for_a_larger_one()
    {
        Model model = ModelZoo.Create("alexnet"), dense = model.WithConvolutionalHead();
        Assert.Equal(ModelStatistics.Of(Compiled(model, 227)).Parameters, ModelStatistics.Of(Compiled(dense, 227)).Parameters);
        Assert.Equal([1, 1000, 3, 2], Compiled(dense, 227 + 64, 227 + 32).Values["prob"].Shape.Sizes.ToArray());
        Tensor<float> input = RandomTensor.Uniform([1, 3, 227, 227], 2);
        using var backend = new CpuBackend();
        Tensor<float> expected = ConvolutionalHeads.Run(model, backend, input), map = ConvolutionalHeads.Run(dense, backend, input);
        TensorAssert.Equal(expected, map.Reshape([1, 1000]), 1e-6, 1e-3, "alexnet");
    }

    [Fact]
    public void Weights_are_shared_with_the_network_as_it_was()
    {
        Model model = ModelZoo.Create("lenet5"), dense = model.WithConvolutionalHead();
        Tensor<float> weights = (Tensor<float>)model.Constants["f6.weight"], kernel = (Tensor<float>)dense.Constants["f6.kernel"];
        Assert.Equal([84, 120, 1, 1], kernel.Shape.Sizes.ToArray());
        Assert.True(weights.AsSpan() == kernel.AsSpan());
        Assert.Same(model.Constants["c1.weight"], dense.Constants["c1.weight"]);
        Assert.False(dense.Constants.ContainsKey("f6.weight"));
        Assert.Equal("input: Float32[batch, 1, 32, 32]", model.Inputs[0].ToString());
        Assert.Equal("input: Float32[batch, 1, height, width]", dense.Inputs[0].ToString());
    }

    [Fact]
    public void Sizes_that_are_open_are_given_and_stay_open()
    {
        var net = new ModelBuilder("open", new SeededWeights(1, 0.1f));
        Model model = net.Build(net.Input([1, 3, 9, 9], anySize: true).Conv2d(4, 3).Flatten().Linear(5));
        Assert.Throws<ShapeMismatchException>(() => model.WithConvolutionalHead());
        Model dense = model.WithConvolutionalHead(new Dictionary<string, TensorShape> { ["input"] = [1, 3, 9, 9] });
        Assert.Equal(model.Inputs[0].ToString(), dense.Inputs[0].ToString());
        Assert.Equal([7, 7], dense.Constants["fc1.kernel"].Shape.Sizes[2..].ToArray());
    }

    [Fact]
    public void Pictures_with_channels_last_are_open_along_their_own_axes()
    {
        var net = new ModelBuilder("tf");
        Layer x = net.Add("first", new Transpose([0, 3, 1, 2]), net.Input([1, 9, 11, 3]));
        Model dense = net.Build(x.Conv2d(4, 3).Flatten().Linear(5)).WithConvolutionalHead();
        Assert.Equal("input: Float32[batch, height, width, 3]", dense.Inputs[0].ToString());
        Assert.Equal([2, 5, 6, 10], ConvolutionalHeads.Run(dense, new CpuBackend(), new Tensor<float>([2, 14, 20, 3])).Shape.Sizes.ToArray());
    }

    [Fact]
    public void Results_in_another_precision_stay_so()
    {
        var net = new ModelBuilder("double", new SeededWeights(1));
        Layer x = net.Add("half", new Cast(DataType.Float16), net.Input([1, 3, 9, 9]).Conv2d(4, 3).Flatten().Linear(5));
        CompiledGraph graph = Compiled(net.Build(x).WithConvolutionalHead(), 14);
        Assert.Equal(new TensorInfo(DataType.Float16, [1, 5, 6, 6]), graph.Values["half"]);
    }

    [Theory]
    [InlineData("face_expression", 112, 3)]
    [InlineData("face_recognition", 150, 2)]
    public void Models_that_ship_give_the_same_for_their_own_size(string name, int size, int places)
    {
        Model model = ModelLoader.Load(Path.Combine(TestData.Repository, "models", name, name + ".onnx")), dense = model.WithConvolutionalHead();
        Tensor<float> input = RandomTensor.Uniform([1, 3, size, size], 2), larger = RandomTensor.Uniform([1, 3, size + 64, size + 64], 3);
        using var backend = new CpuBackend();
        Tensor<float> expected = ConvolutionalHeads.Run(model, backend, input), map = ConvolutionalHeads.Run(dense, backend, input);
        TensorAssert.Equal(expected, map.Reshape(expected.Shape), 1e-4, 1e-3, name);
        Assert.Equal([1, expected.Shape[1], places, places], ConvolutionalHeads.Run(dense, backend, larger).Shape.Sizes.ToArray());
    }

    [Fact]
    public void Gates_of_squeeze_and_excitation_stay_global()
    {
        var net = new ModelBuilder("gates", new SeededWeights(1, 0.1f));
        Layer x = net.Input([1, 3, 12, 12]).Conv2d(6, 3);
        Layer gate = x.GlobalAveragePool().Flatten().Linear(3).Relu().Linear(6).Sigmoid().Reshape([-1, 6, 1, 1]);
        Model dense = net.Build(x.Times(gate).GlobalAveragePool().Flatten().Linear(5)).WithConvolutionalHead();
        Assert.Equal(2, dense.Nodes.Count(n => n.Operator is Gemm));
        Assert.Equal([1, 5, 4, 9], ConvolutionalHeads.Run(dense, new CpuBackend(), new Tensor<float>([1, 3, 15, 20])).Shape.Sizes.ToArray());
    }

    private static Model Through(Model model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return ModelLoader.Load(stream.ToArray(), model.Name);
    }

    private static CompiledGraph Compiled(Model model, int height, int width = 0) => GraphCompiler.Compile(
        model, ModelInputs.Describe(model, new Dictionary<string, TensorShape> { ["input"] = [1, 3, height, width > 0 ? width : height] }));
}
