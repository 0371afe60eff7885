using VisionPlugin.Analysis;
using VisionPlugin.Building;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Tests.Zoo;
using VisionPlugin.Zoo;

namespace VisionPlugin.Tests.Analysis;

public class ReceptiveFieldTests
{
    // Sizes and steps as in the table of Araujo et al.; ResNets there step at the end of a stage, ours at its beginning.
    [Theory]
    [InlineData("alexnet", "pool3", 195, 32)]
    [InlineData("vgg16", "pool5", 212, 32)]
    [InlineData("vgg16", "conv1_2", 5, 1)]
    [InlineData("resnet50", "layer4.2.conv3", 427, 32)]
    [InlineData("lenet5", "s4", 16, 4)]
    [InlineData("mnist1d-conv", "conv3", 15, 8)]
    [InlineData("googlenet", "inception_3a.output", 59, 8)]
    public void Known_networks_see_what_is_known(string network, string value, double size, double step)
    {
        AxisField axis = Fields(ModelZoo.Create(network, new BlankWeights()))[value].Axes[^1];
        Assert.Equal((size, step), (axis.Size, axis.Step));
    }

    // The ResNets of that article step in the last unit of a stage, as TensorFlow's do: its figures need a network of that form.
    [Theory]
    [InlineData(new[] { 3, 4, 6, 3 }, 483)]
    [InlineData(new[] { 3, 4, 23, 3 }, 1027)]
    [InlineData(new[] { 3, 8, 36, 3 }, 1507)]
    public void ResNets_that_step_late_see_what_the_article_says(int[] units, double size)
    {
        var net = new ModelBuilder("resnet", new BlankWeights());
        Layer x = net.Input([1, 1, 224, 224]).Conv2d(1, 7, stride: 2, padding: 3).MaxPool(3, 2, 1);
        for (int stage = 0; stage < units.Length; stage++)
        {
            for (int unit = 0; unit < units[stage]; unit++)
            {
                int stride = unit == units[stage] - 1 && stage < 3 ? 2 : 1;
                x = x.Residual(y => y.Conv2d(1, 1).Conv2d(1, 3, stride, 1).Conv2d(1, 1), y => stride == 1 ? y : y.MaxPool(1, 2)).Relu();
            }
        }

        AxisField axis = Fields(net.Build(x))[x.Name].Axes[0];
        Assert.Equal((size, 32), (axis.Size, axis.Step));
    }

    // A window of integers is a window: same network, same fields.
    [Fact]
    public void Quantised_convolutions_and_unpooling_see_through_their_window()
    {
        var net = new ModelBuilder("quantised", new BlankWeights());
        Layer x = net.Input([1, 1, 16, 16]), scale = net.Constant(new Tensor<float>([], [0.1f]), "scale"), zero = net.Constant(new Tensor<byte>([], [3]), "zero");
        Layer q = net.Add("q", new QuantizeLinear(), x, scale, zero), w = net.Constant(new Tensor<byte>([1, 1, 3, 3]), "w");
        Layer y = net.Add("conv", new QLinearConv(Window.Square(3, 1, 1)), q, scale, zero, w, scale, zero, scale, zero);
        Assert.Equal("3x3 /1 +0", Fields(net.Build(y))["conv"].ToString());

        var undo = new ModelBuilder("unpool", new BlankWeights());
        (Layer pooled, Layer places) = undo.Input([1, 1, 16, 16]).MaxPoolWithIndices(2, 2);
        Layer back = pooled.MaxUnpool(places, 2, 2);
        // Element 0 of the output comes from the pool's element 0, which saw places 0 and 1; element 1 too.
        AxisField field = Fields(undo.Build(back))[back.Name].Axes[0];
        Assert.Equal((3, 1), (field.Size, field.Step));
    }

    [Fact]
    public void Fully_connected_layers_and_global_pools_see_all()
    {
        IReadOnlyDictionary<string, ReceptiveField> fields = Fields(ModelZoo.Create("resnet18", new BlankWeights()));
        Assert.True(fields["fc"].IsAll);
        Assert.Equal("all", fields["avgpool"].ToString());
        Assert.Equal("7x7 /2 +0", fields["conv1"].ToString());
    }

    [Fact]
    public void Channels_that_are_picked_keep_their_places()
    {
        IReadOnlyDictionary<string, ReceptiveField> fields = Fields(ModelZoo.Create("lenet5-original", new BlankWeights()));
        Assert.Equal("14x14 /2 +6.5", fields["c3"].ToString());
        Assert.Equal("32x32 /4 +15.5", fields["c5"].ToString());
    }

    // Whether an element changes with a pixel is tried: the field must hold every pixel that it changes with, and the first and last.
    [Fact]
    public void An_output_changes_with_the_pixels_in_its_field_and_no_others()
    {
        var net = new ModelBuilder("field", new SeededWeights(1, 0.1f));
        Layer x = net.Input([1, 1, 40, 33]).Conv2d(2, (3, 5), stride: 2, padding: Padding.Sides(0, 2, 1, 1), dilation: 2);
        x = x.AveragePool(3, 1, 1).Plus(x).ConvTranspose2d(2, 4, stride: 2, padding: 1).Upsample(2, Interpolation.Linear).Tanh();
        Model model = net.Build(x);
        ReceptiveField field = Fields(model)[x.Name];
        using var backend = new ReferenceBackend();
        using var worker = new Worker(model, backend);
        using Tensor<float> picture = RandomTensor.Uniform([1, 1, 40, 33], 1);
        (int row, int column) = (x.Shape[2] / 2, x.Shape[3] / 2);
        float before = At(worker, picture, row, column);
        var seen = new List<(int Y, int X)>();
        for (int i = 0; i < picture.Shape.Length; i++)
        {
            float old = picture.AsSpan()[i];
            picture.AsSpan()[i] = old + 1;
            if (At(worker, picture, row, column) != before)
                seen.Add((i / 33, i % 33));
            picture.AsSpan()[i] = old;
        }

        Check(field.Axes[0], row, seen.Min(s => s.Y), seen.Max(s => s.Y));
        Check(field.Axes[1], column, seen.Min(s => s.X), seen.Max(s => s.X));
    }

    private static void Check(AxisField axis, int element, int first, int last)
    {
        // Elements of an interpolated map see more or less by a step of the coarse one.
        double begin = axis.First + (element * axis.Step), end = axis.Last + (element * axis.Step);
        Assert.InRange(first, begin - 0.5, begin + 2.5);
        Assert.InRange(last, end - 2.5, end + 0.5);
    }

    private static float At(Worker worker, Tensor input, int row, int column)
    {
        worker.SetInput(0, input);
        worker.Schedule();
        Tensor output = worker.PeekOutput();
        return output.AsSpan<float>()[(row * output.Shape[3]) + column];
    }

    private static IReadOnlyDictionary<string, ReceptiveField> Fields(Model model) =>
        ReceptiveFields.Of(GraphCompiler.Compile(model, new Dictionary<string, TensorInfo>
        {
            [model.Inputs[0].Name] = new(DataType.Float32, ZooModels.InputShape(model)),
        }));
}
