using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Tests.Device;
using VisionPlugin.Execution;
using VisionPlugin.Tensors;
using VisionPlugin.Testing.Control;

namespace VisionPlugin.ComputeShaders.Tests;

public class GpuDynamicShapeTests
{
    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Every_shape_gives_its_own_result_to_and_fro(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        DynamicNetwork.Check(backend);
    }

    [SkippableFact]
    public void Shapes_that_come_and_go_leave_no_objects_in_the_context()
    {
        using HeadlessContext context = Gpu.OpenContext(GlProfile.Core);
        var driver = new GlInterposer();
        using var backend = new GpuBackend(driver.Gl);
        using var worker = new Worker(DynamicNetwork.Load(), backend, new WorkerOptions { CachedPlans = 2 });
        void Cycle()
        {
            foreach (TensorShape shape in new TensorShape[] { [1, 3, 8, 8], [2, 3, 6, 10], [1, 3, 5, 5] })
                worker.Schedule(new Tensor<float>(shape));
        }

        Cycle();
        Cycle();
        string objects = driver.Describe();
        for (int i = 0; i < 10; i++)
            Cycle();
        Assert.Equal(objects, driver.Describe());
    }

    [SkippableFact]
    public void Runs_by_turns_on_two_known_shapes_allocate_nothing()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        device.ChecksErrors = false;
        using var backend = new GpuBackend(device);
        using var worker = new Worker(DynamicNetwork.Load(), backend);
        Tensor<float>[] inputs = DynamicNetwork.TwoInputs();
        long allocated = 0;
        for (int run = 0; run < 40; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            worker.Schedule(inputs[run % 2]);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }
}
