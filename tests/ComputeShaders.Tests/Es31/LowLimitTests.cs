using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests.Es31;

/// <summary>
/// Drivers with limits below the usual: few work groups split a dispatch, small storage blocks refuse what does not fit, and
/// less than the standard promises is no GPU.
/// </summary>
public class LowLimitTests
{
    private const int FewGroups = 60;
    private const long SmallBlock = 4096;

    public static TheoryData<string> Operators => Es31Tests.Operators;

    [SkippableTheory]
    [MemberData(nameof(Operators))]
    public void Few_work_groups_split_every_dispatch(string name)
    {
        using var driver = new Es31Driver(groups: FewGroups);
        Assert.Equal((FewGroups, FewGroups), (driver.Device.Limits.GroupCount.X, driver.Device.Limits.GroupCount.Y));
        Check(driver, name, mayRefuse: false);
    }

    [SkippableTheory]
    [MemberData(nameof(Operators))]
    public void Small_storage_blocks_refuse_what_does_not_fit_and_compute_the_rest(string name)
    {
        using var driver = new Es31Driver(storageBytes: SmallBlock);
        Check(driver, name, mayRefuse: true);
    }

    [SkippableFact]
    public void More_work_groups_than_a_grid_holds_are_a_typed_error()
    {
        using var driver = new Es31Driver(groups: 3);
        using var backend = new GpuBackend(driver.Device);
        var test = new OperatorCase("large", new Unary(new Activation(UnaryFunction.Relu)),
            RandomTensor.Uniform([1, 64, 32, 32], 1));
        var error = Assert.Throws<GpuOutOfMemoryException>(() => test.Run(backend, out _));
        Assert.Contains("3 x 3", error.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(0x90EB, 64, "64 invocations")]
    [InlineData(0x8262, 8192, "8192 bytes of shared memory")]
    [InlineData(0x90DB, 2, "2 storage blocks")]
    public void Less_than_the_standard_promises_is_no_GPU(int limit, int value, string said)
    {
        Gpu.OpenContext(GlProfile.Es).Dispose();
        var error = Assert.Throws<GpuUnavailableException>(() => new Es31Driver(other: [(limit, value)]));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Small_storage_blocks_run_a_model_with_the_CPU_for_what_is_too_large()
    {
        using var driver = new Es31Driver(storageBytes: 64 << 10);
        using var backend = new GpuBackend(driver.Device);
        using var reference = new ReferenceBackend();
        string path = Path.Combine(TestData.Repository, "models", "face_expression", "face_expression.onnx");
        Model model = ModelLoader.Load(path);
        Tensor<float> input = RandomTensor.Uniform(model.Inputs[0].FixedShape!.Value, 1);
        using var worker = new Worker(model, backend, new WorkerOptions { Fallback = FallbackMode.Cpu });
        using var oracle = new Worker(model, reference);
        worker.Schedule(input);
        oracle.Schedule(input);
        Assert.NotEmpty(worker.Coverage!.OnFallback);
        Assert.Empty(driver.Violations);
        for (int i = 0; i < model.Outputs.Length; i++)
            TensorAssert.Equal(oracle.PeekOutput(i), worker.PeekOutput(i).ReadbackAndClone(), 1e-3, 1e-3, model.Outputs[i]);
    }

    private static void Check(Es31Driver driver, string name, bool mayRefuse)
    {
        using var reference = new ReferenceBackend();
        using var backend = new GpuBackend(driver.Device);
        foreach (OperatorCase test in Es31Tests.CasesOf(name))
        {
            Tensor[] expected = test.Run(reference, out _)!;
            Tensor[]? actual = null;
            try
            {
                actual = test.Run(backend, out _);
            }
            catch (GpuOutOfMemoryException error) when (mayRefuse)
            {
                Assert.Contains($"{SmallBlock:N0}", error.Message, StringComparison.Ordinal);
            }

            Assert.Empty(driver.Violations);
            for (int i = 0; actual is not null && i < expected.Length; i++)
                TensorAssert.Equal(expected[i], actual[i], test.Atol, test.Rtol, $"{test}, output {i}");
        }
    }
}
