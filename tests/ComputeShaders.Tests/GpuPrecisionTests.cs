using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>Workers that store numbers shorter. Runs alone: what others allocate would be counted.</summary>
[Collection(nameof(GpuPlanTests))]
public class GpuPrecisionTests
{
    private static readonly TensorShape Shape = [1, 16, 40, 40];

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Each_worker_of_a_backend_has_its_own_precision(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        Tensor<float> input = RandomTensor.Uniform(SmallNetwork.Input, 1);
        var expected = (Tensor<float>)SmallNetwork.Expected(input);
        double[] errors = [.. Precision.Names.Select(name =>
        {
            using Worker worker = Open(SmallNetwork.Create(), backend, name);
            worker.Schedule(input);
            return RelativeError(expected, (Tensor<float>)worker.PeekOutput().ReadbackAndClone());
        })];

        // In the order of Precision.Names; what is stored shorter is visibly so.
        Assert.InRange(errors[0], 0, 1e-6);
        Assert.All(errors[1..4], error => Assert.InRange(error, 1e-5, 1e-3));
        Assert.All(errors[4..], error => Assert.InRange(error, 1e-4, 1e-2));
    }

    [SkippableFact]
    public void Half_activations_and_short_weights_take_less_memory()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        (long Activations, long Constants)[] bytes = [.. Precision.Names.Select(name =>
        {
            using Worker worker = Open(Convolutions(1), backend, name);
            worker.Schedule(RandomTensor.Uniform(Shape, 1));
            var plan = (GpuPlan)worker.Plan!;
            return (plan.ActivationBytes, plan.ConstantBytes);
        })];

        // Input and output stay as they are, everything between is halved; weights are halved, or quartered.
        long edges = 2L * Shape.Length * sizeof(float);
        Assert.InRange(bytes[1].Activations, 0, edges + (0.55 * (bytes[0].Activations - edges)));
        Assert.Equal(bytes[0].Activations, bytes[2].Activations);
        Assert.InRange(bytes[1].Constants, 0.4 * bytes[0].Constants, 0.6 * bytes[0].Constants);
        Assert.Equal(bytes[0].Constants, bytes[3].Constants);
        Assert.InRange(bytes[5].Constants, 0.2 * bytes[0].Constants, 0.35 * bytes[0].Constants);
    }

    [SkippableTheory]
    [InlineData("half", 1e5f, true)]
    [InlineData("half", 65504f, false)]
    [InlineData("half-weights", float.PositiveInfinity, true)]
    [InlineData("uint8", 1e5f, false)]
    [InlineData("uint8", float.NaN, true)]
    public void Weights_that_cannot_be_stored_keep_the_layer_in_single_precision(string name, float weight, bool single)
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using Worker worker = Open(Convolutions(weight), backend, name);
        worker.SetInput(new Tensor<float>(Shape));
        worker.Prepare();

        Assert.Equal(single ? ["first"] : [], worker.Coverage!.Unreduced.Select(n => n.Node.Name));
        Assert.Equal(single, worker.Coverage.ToString().EndsWith("1 with weights in single precision", StringComparison.Ordinal));
        if (single)
            Assert.Contains(name.StartsWith("half", StringComparison.Ordinal) ? "Half" : "UInt8", worker.Coverage.Unreduced[0].Reason, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Activations_beyond_the_largest_half_become_infinite_and_no_other_number()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        // The middle weight of the first convolution multiplies its input.
        using Worker worker = Open(Convolutions(60_000), backend, "half");
        var input = new Tensor<float>(Shape);
        input.AsSpan().Fill(2);
        worker.Schedule(input);
        ReadOnlySpan<float> output = ((Tensor<float>)worker.PeekOutput().ReadbackAndClone()).AsSpan();
        foreach (float value in output)
            Assert.True(!float.IsFinite(value) || MathF.Abs(value) <= (float)Half.MaxValue, $"{value}");
        Assert.NotEqual(-1, output.IndexOfAnyExceptInRange(-1e4f, 1e4f));
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void The_drivers_own_halves_do_as_well_as_emulated_ones(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var reference = new ReferenceBackend();
        foreach (string name in (string[])["Conv 3x3 pad 1", "Conv residual and relu", "Relu special values"])
        {
            OperatorCase test = ReducedCase.Of(OperatorCases.Find(name), Precision.Half);
            Tensor expected = (test with { Precision = Precision.Single }).Run(reference, out _)![0];
            using var plan = new GpuPlan(device, test.ToGraph(), WithOwnHalves);
            test.SetInputs(plan);
            for (int step = 0; step < plan.StepCount; step++)
                plan.RunStep(step);
            ReducedCase.AssertEqual(test, expected, plan.PeekOutput(0).ReadbackAndClone(), $"{test}, {device.Info}");
        }
    }

    [SkippableTheory]
    [InlineData("half")]
    [InlineData("uint8")]
    public void A_frame_allocates_nothing_and_a_warm_up_goes_in_pieces(string name)
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        device.ChecksErrors = false;
        using var backend = new GpuBackend(device);
        using Worker worker = Open(SmallNetwork.Create(), backend, name);
        worker.SetInput(RandomTensor.Uniform(SmallNetwork.Input, 1));
        using (WarmUp warmUp = worker.BeginWarmUp())
        {
            while (warmUp.MoveNext(TimeSpan.Zero))
            {
            }
        }

        int compiled = device.Programs.CompiledCount;
        var output = new Tensor<float>(SmallNetwork.Output);
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 8 && least > 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            worker.Schedule();
            worker.PeekOutput().CopyTo(output.AsBytes());
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);
        Assert.Equal(compiled, device.Programs.CompiledCount);
    }

    private static Worker Open(Model model, GpuBackend backend, string precision)
    {
        Assert.True(Precision.TryParse(precision, out Precision stored));
        return new Worker(model, backend, new WorkerOptions { Precision = stored });
    }

    private static GpuKernel WithOwnHalves(GpuKernel kernel) => kernel with
    {
        Defines = [.. kernel.Defines.Select(d => d.Name == "EMULATED_HALVES" ? new ShaderDefine(d.Name, 0) : d)],
    };

    private static double RelativeError(Tensor<float> expected, Tensor<float> actual)
    {
        double error = 0, norm = 0;
        for (int i = 0; i < expected.Shape.Length; i++)
        {
            double e = expected.AsSpan()[i], d = actual.AsSpan()[i] - e;
            (error, norm) = (error + (d * d), norm + (e * e));
        }

        return Math.Sqrt(error / norm);
    }

    // Three convolutions in a row; one weight of the first is given.
    private static Model Convolutions(float weight)
    {
        Tensor<float>[] weights = [.. Enumerable.Range(0, 3).Select(i => RandomTensor.Uniform([16, 16, 3, 3], i))];
        weights[0].AsSpan()[4] = weight;
        return new Model
        {
            Name = "convolutions",
            Inputs = [new ValueInfo("x", DataType.Float32, default)],
            Outputs = ["c"],
            Nodes =
            [
                new Node("first", new Conv(Window.Square(3, pad: 1)), ["x", "w0"], ["a"]),
                new Node("second", new Conv(Window.Square(3, pad: 1)), ["a", "w1"], ["b"]),
                new Node("third", new Conv(Window.Square(3, pad: 1)), ["b", "w2"], ["c"]),
            ],
            Constants = weights.Select((w, i) => (Name: $"w{i}", Weights: (Tensor)w))
                .ToImmutableDictionary(w => w.Name, w => w.Weights),
        };
    }
}
