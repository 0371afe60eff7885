using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Onnx.Export;

/// <summary>Whole models: those that ship, those with recorded outputs, compiled and optimised graphs.</summary>
public class SavedModelTests
{
    public static TheoryData<string> Recorded => OnnxTestCase.Names;

    [Theory]
    [InlineData("centernet")]
    [InlineData("face_expression")]
    [InlineData("selfie")]
    [InlineData("tiny_face_detector")]
    public void A_model_that_ships_gives_the_same_bits_when_it_is_saved_and_loaded(string name)
    {
        Model model = Shipped(name);
        Model loaded = ExportedCase.Reload(model);
        Assert.Equal(model.Inputs.Select(i => i.ToString()), loaded.Inputs.Select(i => i.ToString()));
        Assert.Equal(model.Outputs.AsEnumerable(), loaded.Outputs);
        Assert.Equal(model.Nodes.Select(n => (n.Name, n.Operator.Name)), loaded.Nodes.Select(n => (n.Name, n.Operator.Name)));
        Assert.Equal(Metadata(model), Metadata(loaded));
        foreach ((string constant, Tensor value) in loaded.Constants.Where(c => model.Constants.ContainsKey(c.Key)))
            TensorAssert.Equal(model.Constants[constant], value, context: constant);
        OnnxRules.Check(ExportedCase.Parse(ExportedCase.Save(model)));
    }

    [Theory]
    [InlineData("face_expression")]
    [InlineData("selfie")]
    [InlineData("tiny_face_detector")]
    public void An_optimised_graph_is_saved_with_what_was_fused_written_out(string name)
    {
        Model model = Shipped(name);
        CompiledGraph graph = GraphOptimizer.Optimize(GraphCompiler.Compile(model, ModelInputs.Describe(model)));
        Assert.Contains(graph.Model.Nodes, n => n.Operator is Conv { Activation.IsNone: false });
        using var stream = new MemoryStream();
        graph.Save(stream);
        OnnxRules.Check(ExportedCase.Parse(stream.ToArray()));
        Model loaded = ModelLoader.Load(stream.ToArray());
        var input = RandomTensor.Uniform(model.Inputs[0].FixedShape!.Value, 1);
        var inputs = new Dictionary<string, Tensor> { [model.Inputs[0].Name] = input };
        Dictionary<string, Tensor> expected = RunOptimized(model, inputs), found = RunOptimized(loaded, inputs);
        foreach (string output in model.Outputs)
            TensorAssert.Equal(expected[output], found[output], 1e-4, 1e-4, output);
    }

    [SkippableTheory]
    [MemberData(nameof(Recorded))]
    public void A_saved_model_gives_the_recorded_outputs(string name)
    {
        OnnxTestCase test = OnnxTestCase.Require(name);
        Model model;
        try
        {
            model = test.Load();
        }
        catch (UnsupportedOperatorException)
        {
            // What cannot be loaded is listed where loading is tested.
            return;
        }

        byte[] file;
        try
        {
            file = ExportedCase.Save(model);
        }
        catch (UnsupportedOperatorException error)
        {
            // As when it is run: a branch depends on data.
            Assert.All(error.Nodes, node => Assert.Matches("tf_half_pixel_for_nn|not known", node));
            return;
        }

        OnnxRules.Check(ExportedCase.Parse(file), areShapesKnown: false);
        using var backend = new ReferenceBackend();
        test.Check(ModelLoader.Load(file), backend, new WorkerOptions { Optimize = false });
    }

    private static Model Shipped(string name) =>
        ModelLoader.Load(Path.Combine(TestData.Repository, "models", name, name + ".onnx"));

    private static IEnumerable<KeyValuePair<string, string>> Metadata(Model model) =>
        model.Metadata.Where(m => m.Key != "producer" || m.Value.Length > 0).OrderBy(m => m.Key, StringComparer.Ordinal);

    private static Dictionary<string, Tensor> RunOptimized(Model model, Dictionary<string, Tensor> inputs)
    {
        using var worker = new Worker(model, BackendType.Cpu);
        foreach ((string name, Tensor value) in inputs)
            worker.SetInput(name, value);
        worker.Schedule();
        return model.Outputs.ToDictionary(o => o, o => worker.PeekOutput(o).ReadbackAndClone());
    }
}
