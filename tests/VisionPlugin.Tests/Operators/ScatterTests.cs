using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

/// <summary>
/// GatherElements, GatherND, ScatterElements and ScatterND; most examples are those of the ONNX specification.
/// </summary>
public class ScatterTests
{
    [Fact]
    public void Single_elements_are_gathered_along_an_axis()
    {
        Gives(Floats([2, 2], 1, 1, 4, 3), new GatherElements(1), Range([2, 2], 1), Indices([2, 2], 0, 0, 1, 0));
        Gives(Floats([2, 3], 7, 2, 3, 4, 8, 3), new GatherElements(), Range([3, 3], 1),
            Indices([2, 3], -1, -3, 0, 1, 2, 0));
        Gives(Floats([1, 1], 4), new GatherElements(0), Range([3, 3], 1), Indices([1, 1], 1));
    }

    [Fact]
    public void Slices_are_gathered_by_vectors()
    {
        Gives(Floats([2], 0, 3), new GatherND(), Range([2, 2]), Indices([2, 2], 0, 0, 1, 1));
        Gives(Floats([2, 2], 2, 3, 0, 1), new GatherND(), Range([2, 2]), Indices([2, 1], -1, 0));
        Gives(Floats([2, 1, 2], 2, 3, 4, 5), new GatherND(), Range([2, 2, 2]), Indices([2, 1, 2], 0, 1, 1, 0));
        Gives(Floats([2, 2], 2, 3, 4, 5), new GatherND(1), Range([2, 2, 2]), Indices([2, 1], 1, 0));
    }

    [Fact]
    public void Single_elements_are_scattered_along_an_axis()
    {
        Tensor data = Floats([1, 5], 1, 2, 3, 4, 5), updates = Floats([1, 2], 1.1f, 2.1f);
        Gives(Floats([1, 5], 1, 1.1f, 3, 2.1f, 5), new ScatterElements(1), data, Indices([1, 2], 1, 3), updates);
        Gives(Floats([1, 5], 1, 2.1f, 3, 4, 5), new ScatterElements(1), data, Indices([1, 2], 1, -4), updates);
        Gives(Floats([1, 5], 1, 5.2f, 3, 4, 5), new ScatterElements(1, ScatterReduction.Add), data,
            Indices([1, 2], 1, 1), updates);
        Gives(Floats([1, 5], 1, 2.1f, 3, 4, 5), new ScatterElements(1, ScatterReduction.Max), data,
            Indices([1, 2], 1, 1), updates);
        Gives(Floats([1, 5], 1, 1.1f, 3, 4, 5), new ScatterElements(1, ScatterReduction.Min), data,
            Indices([1, 2], 1, 1), updates);
        Gives(Floats([3, 3], 2, 1.1f, 0, 1, 0, 2.2f, 0, 2.1f, 1.2f), new ScatterElements(),
            Floats([3, 3], new float[9]), Indices([2, 3], 1, 0, 2, 0, 2, 1),
            Floats([2, 3], 1, 1.1f, 1.2f, 2, 2.1f, 2.2f));
    }

    [Fact]
    public void Slices_are_scattered_by_vectors()
    {
        Gives(Floats([8], 1, 11, 3, 10, 9, 6, 7, 12), new ScatterND(),
            Range([8], 1), Indices([4, 1], 4, 3, 1, 7), Floats([4], 9, 10, 11, 12));
        Gives(Floats([2, 2], 0, 10, 22, 33), new ScatterND(ScatterReduction.Mul),
            Floats([2, 2], 0, 10, 2, 3), Indices([1, 1], -1), Floats([1, 2], 11, 11));
        Gives(Floats([2, 2], 0, 1, 2, 8), new ScatterND(ScatterReduction.Add),
            Range([2, 2]), Indices([2, 2], 1, 1, 1, 1), Floats([2], 2, 3));
    }

    [Fact]
    public void Computed_indices_are_clamped()
    {
        Tensor y = Floats([3], 9, 9, 9);
        new ScatterElements().Run([Range([3]), Indices([2], long.MinValue, 7), Floats([2], 5, 6)], [y]);
        Assert.Equal([5, 1, 6], y.AsSpan<float>().ToArray());
        new ScatterND().Run([Range([3]), Indices([2, 1], -9, long.MaxValue), Floats([2], 7, 8)], [y]);
        Assert.Equal([7, 1, 8], y.AsSpan<float>().ToArray());
        new GatherND().Run([Range([3]), Indices([3, 1], -9, 9, 1)], [y]);
        Assert.Equal([0, 2, 1], y.AsSpan<float>().ToArray());
    }

    [Fact]
    public void Misfits_are_named()
    {
        Tensor data = Range([2, 3]);
        Assert.Equal("Indices [3, 1] do not fit data [2, 3] along axis 1.",
            Fault(new GatherElements(1), data, Indices([3, 1], 0, 0, 0)));
        Assert.Contains("do not fit", Fault(new GatherElements(), data, Indices([2], 0, 0)));
        Assert.Contains("Index 3 is out of range for an axis of size 3",
            Fault(new GatherND(), data, Indices([1, 2], 1, 3)));
        Assert.Contains("Vectors of 3 indices", Fault(new GatherND(), data, Indices([1, 3], 0, 0, 0)));
        Assert.Contains("Vectors of 0 indices", Fault(new GatherND(), data, Indices([1, 0])));
        Assert.Contains("do not share 1 batch axes", Fault(new GatherND(1), data, Indices([3, 1], 0, 0, 0)));
        Assert.Contains("do not share -1", Fault(new GatherND(-1), data, Indices([1, 1], 0)));
        Assert.Contains("must have the indices' shape",
            Fault(new ScatterElements(), data, Indices([1, 1], 0), Floats([1], 0)));
        Assert.Contains("The updates must be [1, 3], not [3].",
            Fault(new ScatterND(), data, Indices([1, 1], 0), Range([3])));
        Assert.Contains("must be Float32 as the data are",
            Fault(new ScatterND(), data, Indices([1, 1], 0), Indices([1, 3], 0, 0, 0)));
    }

    private static Tensor<long> Indices(TensorShape shape, params long[] values) => new(shape, values);

    private static string Fault(Operator op, params Tensor[] inputs) =>
        Assert.Throws<ShapeMismatchException>(() => Run(op, inputs)).Message;
}
