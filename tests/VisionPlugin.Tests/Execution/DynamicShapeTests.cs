using Google.Protobuf;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Tensors;
using VisionPlugin.Testing.Control;
using static VisionPlugin.Testing.Control.Onnx;

namespace VisionPlugin.Tests.Execution;

/// <summary>Batch, height and width that change from run to run.</summary>
public class DynamicShapeTests
{
    [Fact]
    public void Every_shape_gives_its_own_result_to_and_fro()
    {
        using var reference = new ReferenceBackend();
        DynamicNetwork.Check(reference);
        using var cpu = new CpuBackend(2);
        DynamicNetwork.Check(cpu);
    }

    [Fact]
    public void Plans_are_made_once_a_shape_and_kept_up_to_the_bound()
    {
        using var backend = new CountingBackend();
        using var worker = new Worker(DynamicNetwork.Load(), backend, new WorkerOptions { CachedPlans = 2 });
        int most = 0;
        foreach (int height in new[] { 4, 5, 4, 5, 6, 6, 5, 4 })
        {
            worker.Schedule(new Tensor<float>([1, 3, height, 4]));
            most = Math.Max(most, backend.Alive);
        }

        // 4, 5, 6, and 4 again, which 6 had pushed out.
        Assert.Equal((4, 2), (backend.Prepared, most));
    }

    [Fact]
    public void Runs_by_turns_on_two_known_shapes_allocate_nothing()
    {
        using var worker = new Worker(DynamicNetwork.Load(), BackendType.Cpu);
        Tensor<float>[] inputs = DynamicNetwork.TwoInputs();
        Tensor<float>[] copies = [new([1, 4, 16, 16]), new([2, 4, 12, 20])];
        long allocated = 0;
        for (int run = 0; run < 40; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            worker.Schedule(inputs[run % 2]);
            worker.CopyOutput("large", copies[run % 2]);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void A_symbol_has_one_size_in_all_inputs()
    {
        ModelProto proto = Model(13, Graph("a b", "y", Node("Concat", "a b", "y", Int("axis", 0))), OnnxTypes.Float, OnnxTypes.Float);
        proto.Graph.Input[0].Type.TensorType.Shape = DynamicNetwork.Declared("n", "width");
        proto.Graph.Input[1].Type.TensorType.Shape = DynamicNetwork.Declared("m", "width");
        using var worker = new Worker(ModelLoader.Load(proto.ToByteArray()), BackendType.Cpu);
        worker.SetInput("b", new Tensor<float>([3, 4]));
        worker.Schedule(new Tensor<float>([2, 4]));
        Assert.Equal([5, 4], worker.PeekOutput().Shape.Sizes.ToArray());
        var error = Assert.Throws<ShapeMismatchException>(() => worker.Schedule(new Tensor<float>([2, 5])));
        Assert.All(["'width'", "'a'", "'b'", "4", "5"], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));

        proto.Graph.Input[0].Type.TensorType.Shape = DynamicNetwork.Declared("n", "?");
        proto.Graph.Input[1].Type.TensorType.Shape = DynamicNetwork.Declared("?", "?");
        ModelLoader.Load(proto.ToByteArray());
        GraphCompiler.Compile(ModelLoader.Load(proto.ToByteArray()), new Dictionary<string, TensorInfo>
        {
            ["a"] = new(DataType.Float32, [2, 4]),
            ["b"] = new(DataType.Float32, [3, 4]),
        });
    }
}
