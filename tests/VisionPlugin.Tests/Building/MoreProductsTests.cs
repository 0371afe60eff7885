using VisionPlugin.Building;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Building;

public class MoreProductsTests
{
    [Fact]
    public void A_true_convolution_flips_the_kernel_as_polynomials_multiply()
    {
        // (1 + 2t + 3t^2) * (4 + 5t) = 4 + 13t + 22t^2 + 15t^3
        Tensor<float> x = Floats([1, 1, 1, 3], 1, 2, 3), kernel = Floats([1, 1, 1, 2], 4, 5);
        var net = new ModelBuilder("true", new NamedWeights(new Dictionary<string, Tensor> { ["conv1.weight"] = kernel }));
        Layer y = net.Input(x.Shape).TrueConv2d(1, (1, 2), padding: Padding.Sides(0, 1, 0, 1), bias: false);
        TensorAssert.Equal(Floats([1, 1, 1, 4], 4, 13, 22, 15), Run(net.Build(y), x), 1e-6, 1e-6);
    }

    [Fact]
    public void A_true_convolution_is_one_with_a_kernel_that_was_turned_around()
    {
        Tensor<float> x = RandomTensor.Uniform([2, 4, 9, 8], 1);
        var net = new ModelBuilder("true");
        Model model = net.Build(net.Input(x.Shape).TrueConv2d(6, (3, 2), 2, 1, groups: 2));
        Tensor<float> w = ((Tensor<float>)model.Constants["conv1.weight"]).ReadbackAndClone(), bias = (Tensor<float>)model.Constants["conv1.bias"];
        for (int kernel = 0; kernel < w.Shape[0] * w.Shape[1]; kernel++)
            w.AsSpan().Slice(kernel * 6, 6).Reverse();
        var expected = new Conv(new Window([3, 2], [2, 2], [], [1, 1, 1, 1]), 2);
        TensorAssert.Equal(OperatorsOutput(expected, x, w, bias), Run(model, x), 1e-5, 1e-5);
    }

    [Fact]
    public void A_column_and_a_row_make_a_kernel()
    {
        // Sobel's: (1, 2, 1)' * (1, 0, -1).
        Tensor<float> x = RandomTensor.Uniform([1, 1, 7, 8], 1);
        var weights = new Dictionary<string, Tensor>
        {
            ["conv1.column.weight"] = Floats([1, 1, 3, 1], 1, 2, 1),
            ["conv1.row.weight"] = Floats([1, 1, 1, 3], 1, 0, -1),
        };
        var net = new ModelBuilder("sobel", new NamedWeights(weights));
        Layer y = net.Input(x.Shape).SpatiallySeparableConv2d(1, 3, 2, Padding.Sides(1, 0, 0, 1), bias: false);
        Tensor<float> kernel = Floats([1, 1, 3, 3], 1, 0, -1, 2, 0, -2, 1, 0, -1);
        var conv = new Conv(new Window([3, 3], [2, 2], [], [1, 0, 0, 1]));
        TensorAssert.Equal(OperatorsOutput(conv, x, kernel), Run(net.Build(y), x), 1e-5, 1e-5);
    }

    [Fact]
    public void A_deformable_convolution_computes_its_own_offsets()
    {
        Tensor<float> x = RandomTensor.Uniform([2, 4, 8, 7], 1);
        var net = new ModelBuilder("deform", new SeededWeights(1, 0.5f));
        Model model = net.Build(net.Input(x.Shape).DeformConv2d(6, 3, 2, 1, offsetGroups: 2));
        Tensor Weight(string name) => model.Constants[name];
        var conv = new Conv(Window.Square(3, 2, 1));
        Tensor offsets = OperatorsOutput(conv, x, Weight("conv1.offset.weight"), Weight("conv1.offset.bias"));
        Tensor mask = OperatorsOutput(conv, x, Weight("conv1.mask.weight"), Weight("conv1.mask.bias"));
        mask = OperatorsOutput(new Unary(new Activation(UnaryFunction.Sigmoid)), mask);
        Tensor expected = OperatorsOutput(
            new DeformConv(Window.Square(3, 2, 1), 1, 2), x, Weight("conv1.weight"), offsets, Weight("conv1.bias"), mask);
        TensorAssert.Equal(expected, Run(model, x), 1e-4, 1e-4);
        Assert.Equal([2, 6, 4, 4], expected.Shape);
    }

    [Fact]
    public void Columns_are_those_of_the_window()
    {
        Tensor<float> x = Range([1, 1, 2, 3]);
        var net = new ModelBuilder("columns");
        TensorAssert.Equal(Floats([1, 4, 2], 0, 1, 1, 2, 3, 4, 4, 5), Run(net.Build(net.Input(x.Shape).Im2Col(2)), x));
    }

    private static Tensor OperatorsOutput(Operator op, params Tensor?[] inputs) => Operators.OperatorRun.Run(op, inputs)[0];

    // On the CPU, optimised.
    private static Tensor Run(Model model, Tensor x)
    {
        using var backend = new CpuBackend(2);
        using var worker = new Worker(model, backend, WorkerOptions.Default);
        worker.SetInput(0, x);
        worker.Schedule();
        return worker.PeekOutput(0).ReadbackAndClone();
    }
}
