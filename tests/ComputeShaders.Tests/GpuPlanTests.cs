using System.Collections.Immutable;
using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>Running plans: memory, read-back, state. Runs alone: what others allocate would be counted.</summary>
[Collection(nameof(GpuPlanTests))]
[CollectionDefinition(nameof(GpuPlanTests), DisableParallelization = true)]
public class GpuPlanTests
{
    private static readonly TensorShape Shape = SmallNetwork.Input;

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void A_frame_allocates_nothing(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        device.ChecksErrors = false;
        using var backend = new GpuBackend(device);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        Tensor<float> input = RandomTensor.Uniform(Shape, 1);
        var output = new Tensor<float>([1, 9, 6, 5]);
        worker.SetInput(input);

        Assert.Equal(0, BytesOf(() =>
        {
            worker.Schedule();
            Tensor result = worker.PeekOutput();
            result.ReadbackRequest();
            while (!result.IsReadbackRequestDone())
            {
            }

            result.CopyTo(output.AsBytes());
        }));
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Read_backs_of_several_frames_are_under_way_at_once(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        using var reference = new ReferenceBackend();
        using var oracle = new Worker(SmallNetwork.Create(), reference);
        Tensor<float>[] inputs = [.. Enumerable.Range(1, GpuOutput.Depth).Select(seed
            => RandomTensor.Uniform(Shape, seed))];
        var results = new List<Tensor>();
        foreach (Tensor<float> input in inputs)
        {
            worker.Schedule(input);
            results.Add(worker.PeekOutput());
            results[^1].ReadbackRequest();
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            oracle.Schedule(inputs[i]);
            TensorAssert.Equal(oracle.PeekOutput(), results[i].ReadbackAndClone(), 1e-4, 1e-4, $"frame {i}");
            Assert.True(results[i].IsReadbackRequestDone());
        }
    }

    [SkippableFact]
    public void An_output_that_was_not_asked_for_in_time_is_gone()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        Tensor<float> input = RandomTensor.Uniform(Shape, 1);
        worker.Schedule(input);
        Tensor first = worker.PeekOutput();
        worker.Schedule(input);

        Assert.Throws<InvalidOperationException>(() => first.ReadbackAndClone());
        Assert.Throws<InvalidOperationException>(first.ReadbackRequest);
    }

    [SkippableFact]
    public void A_tensor_of_the_device_is_an_input_without_a_detour()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var first = new Worker(SmallNetwork.Create(), backend);
        using var second = new Worker(Negation(), backend);
        first.Schedule(RandomTensor.Uniform(Shape, 1));
        Tensor between = first.PeekOutput();
        second.Schedule(between);
        Tensor<float> expected = ((Tensor<float>)between).ReadbackAndClone();
        foreach (ref float value in expected.AsSpan())
            value = -value;
        TensorAssert.Equal(expected, second.PeekOutput().ReadbackAndClone());
    }

    [SkippableFact]
    public void A_broken_kernel_is_caught()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        OperatorCase test = OperatorCases.Find("Conv 3x3 pad 1");
        CompiledGraph graph = test.ToGraph();
        using var reference = new ReferenceBackend();
        Tensor expected = test.Run(reference, out _)![0];
        using var sound = new GpuPlan(device, graph);
        using var broken = new GpuPlan(device, graph, WithoutPadding);

        TensorAssert.Equal(expected, Run(sound, test), test.Atol, test.Rtol);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => TensorAssert.Equal(expected, Run(broken, test), test.Atol,
            test.Rtol));
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Activations_share_memory_and_offsets_keep_the_alignment(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        const int Layers = 12;
        Model chain = Chain(Layers);
        using var plan = new GpuPlan(device, GraphCompiler.Compile(
            chain, new Dictionary<string, TensorInfo> { ["x"] = new(DataType.Float32, Shape) }));
        long tensor = GpuTensorLayout.Bytes(Shape, GpuLayout.Linear);
        Assert.InRange(plan.ActivationBytes, 2 * tensor, (3 * tensor) + (3 * device.Limits.StorageAlignment));
    }

    [SkippableFact]
    public void A_worker_leaves_the_hosts_bindings_alone()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        GL gl = device.Gl;
        using var backend = new GpuBackend(device);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        uint buffer = gl.GenBuffer(), texture = gl.GenTexture();
        gl.BindBuffer(BufferTargetARB.ShaderStorageBuffer, buffer);
        gl.BufferData(BufferTargetARB.ShaderStorageBuffer, new float[64].AsSpan(), BufferUsageARB.DynamicCopy);
        gl.BindBufferRange(BufferTargetARB.ShaderStorageBuffer, 1, buffer, 0, 128);
        gl.BindBuffer(BufferTargetARB.CopyWriteBuffer, buffer);
        gl.BindTexture(TextureTarget.TextureBuffer, texture);
        gl.TexBuffer(TextureTarget.TextureBuffer, SizedInternalFormat.Rgba32f, buffer);
        gl.BindImageTexture(1, texture, 0, false, 0, BufferAccessARB.ReadOnly, InternalFormat.Rgba32f);

        worker.Schedule(RandomTensor.Uniform(Shape, 1));
        worker.PeekOutput().ReadbackAndClone();

        Assert.Equal((int)buffer, gl.GetInteger(GetPName.ShaderStorageBufferBinding, 1u));
        Assert.Equal((int)buffer, gl.GetInteger((GetPName)BufferTargetARB.CopyWriteBuffer));
        Assert.Equal((int)texture, gl.GetInteger(GetPName.TextureBindingBuffer));
        Assert.Equal((int)texture, gl.GetInteger((GetPName)0x8F3A, 1u));
        Assert.Equal(0, gl.GetInteger(GetPName.CurrentProgram));
    }

    [SkippableFact]
    public void A_dispatch_of_more_groups_than_an_axis_may_have_covers_every_element()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        // More vectors than 65535 groups of 64.
        TensorShape large = [1, 4, 2100, 2100];
        Assert.True((long)large.Length / 4 > 65535L * GpuKernel.DefaultGroupSize);
        using var plan = new GpuPlan(device, GraphCompiler.Compile(
            Chain(1), new Dictionary<string, TensorInfo> { ["x"] = new(DataType.Float32, large) }));
        var input = new Tensor<float>(large);
        input.AsSpan()[^1] = 3;
        input.AsSpan()[^2] = -5;
        plan.SetInput(0, input);
        for (int step = 0; step < plan.StepCount; step++)
            plan.RunStep(step);
        ReadOnlySpan<float> output = ((Tensor<float>)plan.PeekOutput(0)).ReadbackAndClone().AsSpan();
        Assert.Equal(-3, output[^1]);
        Assert.Equal(5, output[^2]);
        // Zero equals minus zero: every other element was computed.
        Assert.Equal(output.Length - 2, output.Count(0f));
    }

    private static GpuKernel WithoutPadding(GpuKernel kernel) => kernel with
    {
        Defines = [.. kernel.Defines.Select(d => d.Name == "PAD_X" ? new ShaderDefine("PAD_X", 0) : d)],
    };

    // The least of several tries, since the runtime's own threads allocate now and then.
    private static long BytesOf(Action action)
    {
        for (int i = 0; i < 5; i++)
            action();
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < 5; i++)
                action();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    private static Tensor Run(GpuPlan plan, OperatorCase test)
    {
        test.SetInputs(plan);
        for (int step = 0; step < plan.StepCount; step++)
            plan.RunStep(step);
        return plan.PeekOutput(0).ReadbackAndClone();
    }

    private static Model Negation() => Chain(1);

    private static Model Chain(int length) => new()
    {
        Name = "chain",
        Inputs = [new ValueInfo("x", DataType.Float32, default)],
        Outputs = [$"v{length - 1}"],
        Nodes =
        [
            .. Enumerable.Range(0, length).Select(i => new Node($"neg{i}", new Unary(new Activation(UnaryFunction.Neg)),
                [i == 0 ? "x" : $"v{i - 1}"], [$"v{i}"])),
        ],
        Constants = ImmutableDictionary<string, Tensor>.Empty,
    };
}
