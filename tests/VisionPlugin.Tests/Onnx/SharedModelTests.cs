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

    [SkippableTheory]
    [InlineData("light_inception_v1")]
    [InlineData("light_resnet50")]
    [InlineData("light_squeezenet")]
    public void Light_models_compile(string name)
    {
        Model model = ModelLoader.Load(TestData.Require("onnx-tests", "light", name + ".onnx"));
        var inputs = model.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(i.DataType, i.FixedShape!.Value));
        CompiledGraph graph = GraphCompiler.Compile(model, inputs);
        Tensor expected = OnnxTestCase.ReadTensor(TestData.Require("onnx-tests", "light", name + "_output_0.pb"));
        Assert.Equal(expected.Shape, graph.Values[model.Outputs[0]].Shape);
    }
}
