using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>Elements that are not of single precision live in 32-bit words and come back as they were.</summary>
public class GpuWordsTests
{
    private const long Large = 1L << 40;

    public static TheoryData<DataType> WithWords =>
        [.. Enum.GetValues<DataType>().Where(t => t is not (DataType.None or DataType.Float32)
            && GpuWords.WhyNot(new TensorInfo(t, [])) is null)];

    [Theory]
    [MemberData(nameof(WithWords))]
    public void Come_back_as_they_were(DataType type)
    {
        // All of a small type, and the ends of a large one; truth values are 0 and 1.
        double[] values = type switch
        {
            DataType.Bool => [0, 1],
            DataType.Float16 => [0, -0.0, 1.5, -65504, 6e-8, double.NaN, double.NegativeInfinity],
            DataType.Int64 => [0, int.MinValue, int.MaxValue],
            DataType.UInt32 => [0, uint.MaxValue, 1],
            DataType.Int32 => [int.MinValue, int.MaxValue, -1],
            _ => [.. Enumerable.Range(-32768, 98304).Select(v => (double)v)],
        };
        var tensor = Tensor.Create(type, [values.Length]);
        ElementValues.FromDouble(values, tensor);
        int[] words = new int[values.Length];
        var back = Tensor.Create(type, tensor.Shape);

        GpuWords.Narrow(tensor, words, isIndices: false);
        GpuWords.Widen(words, type, back.AsBytes());

        Assert.Equal(tensor.AsBytes(), back.AsBytes());
    }

    [Fact]
    public void A_truth_value_is_0_or_1_whatever_byte_stands_for_it()
    {
        var flags = new Tensor<bool>([3]);
        new byte[] { 0, 1, 0x80 }.CopyTo(flags.AsBytes());
        int[] words = new int[3];
        GpuWords.Narrow(flags, words, isIndices: false);
        Assert.Equal([0, 1, 1], words);
    }

    [Fact]
    public void Types_without_words_and_large_constants_have_a_reason()
    {
        Assert.NotNull(GpuWords.WhyNot(new TensorInfo(DataType.Float64, [])));
        Assert.NotNull(GpuWords.WhyNot(new TensorInfo(DataType.UInt64, [])));
        Assert.Contains($"{-Large}", GpuWords.WhyNot(TensorInfo.Of(new Tensor<long>([2], [1, -Large]))));
        Assert.Null(GpuWords.WhyNot(TensorInfo.Of(new Tensor<long>([2], [int.MinValue, int.MaxValue]))));
    }

    [SkippableFact]
    public void An_input_that_does_not_fit_is_refused_where_its_value_counts()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        using var backend = new GpuBackend(device);
        Model model = ModelOf(new Compare(CompareFunction.Less), DataType.Int64);
        using var worker = new Worker(model, backend);
        worker.SetInput("a", new Tensor<long>([2], [1, 5]));
        worker.SetInput("b", new Tensor<long>([2], [2, 4]));
        worker.Schedule();
        Assert.Equal([true, false], worker.PeekOutput().ReadbackAndClone().AsSpan<bool>());

        worker.SetInput("b", new Tensor<long>([2], [2, Large]));
        var error = Assert.Throws<ShapeMismatchException>(worker.Schedule);
        Assert.Contains($"{Large}", error.Message);
        Assert.Contains("CPU", error.Message);
    }

    [SkippableFact]
    public void An_index_that_does_not_fit_is_beyond_the_axis_as_on_other_backends()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        using var backend = new GpuBackend(device);
        using var reference = new ReferenceBackend();
        Assert.Equal(Gather(reference), Gather(backend));

        static float[] Gather(IBackend backend)
        {
            using var worker = new Worker(ModelOf(new Gather(0), DataType.Float32), backend);
            worker.SetInput("a", new Tensor<float>([3], [10, 20, 30]));
            worker.SetInput("b", new Tensor<long>([4], [1, -1, Large, -Large]));
            worker.Schedule();
            return worker.PeekOutput().ReadbackAndClone().AsSpan<float>().ToArray();
        }
    }

    private static Model ModelOf(Operator op, DataType first) => new()
    {
        Name = op.Name,
        Inputs = [new ValueInfo("a", first, default), new ValueInfo("b", DataType.Int64, default)],
        Outputs = ["y"],
        Nodes = [new Node("node", op, ["a", "b"], ["y"])],
        Constants = ImmutableDictionary<string, Tensor>.Empty,
    };
}
