using VisionPlugin.Execution;
using VisionPlugin.Execution.Conformance;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Onnx;

/// <summary>The models that the project is tried with load, and their shapes are those their READMEs give.</summary>
public class SharedModelTests
{
    [SkippableTheory]
    [InlineData("centernet/model.onnx", "[1, 80, 128, 128]", "[1, 4, 128, 128]")]
    [InlineData("face_expression/model.onnx", "[1, 7]", "[1, 7]")]
    [InlineData("face_expression/model_u8w.onnx", "[1, 7]", "[1, 7]")]
    [InlineData("face_recognition/model.onnx", "[1, 128]")]
    [InlineData("face_recognition/model_u8w.onnx", "[1, 128]")]
    [InlineData("mnist/model.onnx", "[1, 10]")]
    [InlineData("selfie/model.onnx", "[1, 1, 256, 256]")]
    [InlineData("squeezenet1.1/model.onnx", "[1, 1000, 1, 1]", "[1, 1000, 1, 1]")]
    [InlineData("squeezenet1.1/model_fp16_original.onnx", "[1, 1000, 1, 1]")]
    [InlineData("tiny_face_detector/model.onnx", "[1, 25, 13, 13]")]
    [InlineData("tiny_face_detector/model_u8w.onnx", "[1, 25, 13, 13]")]
    [InlineData("yolo_fastest_1.1/model.onnx", "[1, 255, 10, 10]", "[1, 255, 20, 20]")]
    public void Loads_with_the_documented_outputs(string file, params string[] outputs)
    {
        Model model = ModelLoader.Load(TestData.Require("models", file));
        var inputs = model.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(i.DataType, i.FixedShape!.Value));
        CompiledGraph graph = GraphCompiler.Compile(model, inputs);
        Assert.Equal(outputs, model.Outputs.Select(o => graph.Values[o].Shape.ToString()));
    }

    // Nothing but convolutions, with what follows them fused, and what no convolution can take over.
    [SkippableTheory]
    [InlineData("centernet/model.onnx", 89, "Add:0 Clip:0 HardSwish:0 Sigmoid:0 Relu:3 Mul:9")]
    [InlineData("face_expression/model_u8w.onnx", 31, "BatchNormalization:0 Relu:0 DequantizeLinear:0 MatMul:0 Gemm:1")]
    [InlineData("face_recognition/model.onnx", 29, "BatchNormalization:0 Relu:0 Pad:5 Add:2")]
    [InlineData("mnist/model.onnx", 2, "Add:0 Relu:0 Reshape:1 Gemm:1")]
    [InlineData("selfie/model.onnx", 54, "Clip:0 HardSwish:0 Relu:0 Sigmoid:0 Mul:10")]
    [InlineData("squeezenet1.1/model_fp16_original.onnx", 26, "Relu:0 Dropout:0 Cast:2")]
    [InlineData("tiny_face_detector/model_u8w.onnx", 12, "LeakyRelu:0 DequantizeLinear:0 MaxPool:6")]
    [InlineData("yolo_fastest_1.1/model.onnx", 84, "BatchNormalization:0 LeakyRelu:0 Add:0")]
    public void Optimises_to_fused_convolutions(string file, int convolutions, string others)
    {
        Model model = ModelLoader.Load(TestData.Require("models", file));
        var inputs = model.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(i.DataType, i.FixedShape!.Value));
        CompiledGraph graph = GraphOptimizer.Optimize(GraphCompiler.Compile(model, inputs));
        Assert.Equal(convolutions, graph.Model.Nodes.Count(n => n.Operator.Name == "Conv"));
        foreach (string[] other in others.Split(' ').Select(o => o.Split(':')))
        {
            int count = graph.Model.Nodes.Count(n => n.Operator.Name == other[0]);
            Assert.Equal((other[0], int.Parse(other[1])), (other[0], count));
        }
    }

    [SkippableTheory]
    [InlineData("face_expression/model_u8w.onnx")]
    [InlineData("mnist/model.onnx")]
    [InlineData("selfie/model.onnx")]
    [InlineData("squeezenet1.1/model_fp16_original.onnx")]
    [InlineData("yolo_fastest_1.1/model.onnx")]
    public void Gives_the_same_outputs_optimised(string file)
    {
        Model model = ModelLoader.Load(TestData.Require("models", file));
        Tensor input = RandomTensor.Uniform(model.Inputs[0].FixedShape!.Value, 1, 0, 1);
        input = RecordedSet.As(model.Inputs[0].DataType, input);
        using var plain = new Worker(model, BackendType.Reference, new WorkerOptions { Optimize = false });
        using var optimized = new Worker(model, BackendType.Reference);
        plain.Schedule(input);
        optimized.Schedule(input);
        foreach (string output in model.Outputs)
            TensorAssert.Equal(plain.PeekOutput(output), optimized.PeekOutput(output), 1e-4, 1e-4, output);
    }
}
