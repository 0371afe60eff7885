using System.Collections.Immutable;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>A network of five nodes for tests of what is around networks.</summary>
internal static class SmallNetwork
{
    /// <summary>The shape of its input.</summary>
    public static readonly TensorShape Input = [1, 6, 12, 10];

    /// <summary>The shape of its output.</summary>
    public static readonly TensorShape Output = [1, 9, 6, 5];

    /// <summary>Convolution, pool, element-wise, reshape and back: several layouts and kernels.</summary>
    public static Model Create(int seed = 7) => new()
    {
        Name = "network",
        Inputs = [new ValueInfo("x", DataType.Float32, default)],
        Outputs = ["y"],
        Nodes =
        [
            new Node("conv", new Conv(Window.Square(3, pad: 1), 1, Activation.Relu), ["x", "w"], ["a"]),
            new Node("pool", new MaxPool(Window.Square(2, stride: 2)), ["a"], ["b"]),
            new Node("flat", new Reshape(), ["b", "flat"], ["c"]),
            new Node("double", new Binary(BinaryFunction.Add), ["c", "c"], ["d"]),
            new Node("back", new Reshape(), ["d", "back"], ["y"]),
        ],
        Constants = ImmutableDictionary<string, Tensor>.Empty
            .Add("w", RandomTensor.Uniform([9, 6, 3, 3], seed))
            .Add("flat", new Tensor<long>([2], [1, -1]))
            .Add("back", new Tensor<long>([4], [1, 9, 6, 5])),
    };

    /// <summary>One node: y = -x.</summary>
    public static Model Negation() => new()
    {
        Name = "negation",
        Inputs = [new ValueInfo("x", DataType.Float32, default)],
        Outputs = ["y"],
        Nodes = [new Node("neg", new Unary(new Activation(UnaryFunction.Neg)), ["x"], ["y"])],
        Constants = ImmutableDictionary<string, Tensor>.Empty,
    };

    /// <summary>One node that the GPU runs, and one that only the CPU has.</summary>
    public static Model WithLongs() => new()
    {
        Name = "longs",
        Inputs = [new ValueInfo("x", DataType.Float32, default)],
        Outputs = ["y"],
        Nodes =
        [
            new Node("neg", new Unary(new Activation(UnaryFunction.Neg)), ["x"], ["a"]),
            new Node("long", new Cast(DataType.Int64), ["a"], ["b"]),
            new Node("single", new Cast(DataType.Float32), ["b"], ["y"]),
        ],
        Constants = ImmutableDictionary<string, Tensor>.Empty,
    };

    /// <summary>What the reference computes from an input.</summary>
    public static Tensor Expected(Tensor input, int seed = 7)
    {
        using var reference = new ReferenceBackend();
        using var oracle = new Worker(Create(seed), reference);
        oracle.Schedule(input);
        return oracle.PeekOutput().ReadbackAndClone();
    }

    /// <summary>Fails unless a worker computes from a random input what the reference computes.</summary>
    public static void AssertRuns(Worker worker, string when, int input = 1, int seed = 7)
    {
        Tensor<float> tensor = RandomTensor.Uniform(Input, input);
        worker.Schedule(tensor);
        AssertOutput(worker, tensor, when, seed);
    }

    /// <summary>Fails unless a worker's output is what the reference computes.</summary>
    public static void AssertOutput(Worker worker, Tensor input, string when, int seed = 7) =>
        TensorAssert.Equal(Expected(input, seed), worker.PeekOutput().ReadbackAndClone(), 1e-4, 1e-4, when);
}
