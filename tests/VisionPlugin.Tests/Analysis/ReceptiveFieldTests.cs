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

    [Fact]
    public void Fully_connected_layers_and_global_pools_see_all()
    {
        IReadOnlyDictionary<string, ReceptiveField> fields = Fields(ModelZoo.Create("resnet18", new BlankWeights()));
        Assert.True(fields["fc"].IsAll);
        Assert.Equal("all", fields["avgpool"].ToString());
        Assert.Equal("7x7 /2 +0", fields["conv1"].ToString());
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
