using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Zoo;

namespace VisionPlugin.Tests.Components;

public class FeatureLayersTests
{
    private static readonly TestPicture Coffee =
        TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "coffee.png"));

    [Theory]
    [InlineData("lenet5", "Tanh", "[1, 84]")]
    [InlineData("nin", "GlobalAveragePool", "[1, 10, 1, 1]")]
    [InlineData("squeezenet1.1", "GlobalAveragePool", "[1, 1000, 1, 1]")]
    [InlineData("mobilenetv2", "Dropout", "[1, 1280]")]
    [InlineData("resnet18", "Flatten", "[1, 512]")]
    [InlineData("googlenet", null, "[1, 1024]")]
    public void Without_a_name_it_is_what_stands_before_the_classifier(string network, string? wanted, string shape)
    {
        VisionModel model = VisionModel.Recognize(ModelZoo.Create(network));
        string name = FeatureLayers.FindDefault(model)!;
        ActivationLayer layer = FeatureLayers.List(model).Single(l => l.Name == name);
        Assert.Equal(shape, layer.Shape.ToString());
        Assert.Equal(wanted ?? layer.Operator, layer.Operator);
    }

    [Fact]
    public void Squeeze_and_excitation_is_no_end_of_a_network()
    {
        VisionModel detector = Shipped("centernet");
        Assert.Contains(FeatureLayers.List(detector), l => l.Operator == "GlobalAveragePool");
        Assert.Null(FeatureLayers.FindDefault(detector));
        string message = Assert.Throws<ModelFormatException>(() => FeatureLayers.Select(detector)).Message;
        Assert.Contains("name a layer", message, StringComparison.Ordinal);
        Assert.Contains("globalaveragepool_4, conv_45", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_is_named_by_its_value_or_its_node_and_gives_what_the_whole_network_computes()
    {
        VisionModel model = Shipped("face_expression");
        string layer = FeatureLayers.FindDefault(model)!;
        Node node = model.Model.Nodes.Single(n => n.Outputs[0] == layer);
        model = model with { Model = model.Model with { Nodes = model.Model.Nodes.Replace(node, node with { Name = "head" }) } };
        using var backend = new CpuBackend();
        using FeatureEmbedder byValue = new(FeatureLayers.Select(model, layer), backend), byNode = new(FeatureLayers.Select(model, "head"), backend);
        Assert.Equal((VisionTask.Embed, layer), (byNode.Card.Task, Assert.Single(byNode.Card.Decoder.Outputs)));
        Assert.Equal(256, byNode.Length);
        Assert.Equal(byValue.Process(Coffee.Frame).ToArray(), byNode.Process(Coffee.Frame).ToArray());
        // The network as a whole goes on from there to its classes.
        using var worker = new Worker(model.Model with { Outputs = [layer, .. model.Model.Outputs] }, backend);
        var input = new Tensor<float>(model.Card.Input.Shape);
        new FrameToTensor(model.Card.Input).Convert(Coffee.Frame, input);
        worker.Schedule(input);
        TensorAssert.Equal(worker.PeekOutput(layer), new Tensor<float>([1, 256], byNode.Process(Coffee.Frame).ToArray()), 1e-5, 1e-5, layer);
    }

    [Theory]
    [InlineData(FeaturePooling.Average)]
    [InlineData(FeaturePooling.Max)]
    public void Maps_are_pooled_to_one_number_each(FeaturePooling pooling)
    {
        VisionModel model = Shipped("face_expression");
        ActivationLayer layer = FeatureLayers.List(model).First(l => l.Shape is { Rank: 4 } s && s[2] > 4);
        using var backend = new CpuBackend();
        using FeatureEmbedder all = new(FeatureLayers.Select(model, layer.Name), backend), pooled = new(FeatureLayers.Select(model, layer.Name, pooling), backend);
        float[] maps = all.Process(Coffee.Frame).ToArray(), found = pooled.Process(Coffee.Frame).ToArray();
        Assert.Equal((layer.Shape.Length, layer.Shape[1]), (maps.Length, found.Length));
        int plane = maps.Length / found.Length;
        for (int c = 0; c < found.Length; c++)
        {
            float[] map = maps[(c * plane)..((c + 1) * plane)];
            Assert.Equal(pooling == FeaturePooling.Max ? map.Max() : map.Average(), found[c], 1e-4f);
        }

        Assert.Contains("no maps", Assert.Throws<ArgumentException>(() => FeatureLayers.Select(model, null, pooling)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_for_embedding_is_itself_and_an_unknown_layer_is_told()
    {
        VisionModel faces = Shipped("face_recognition");
        Assert.Same(faces, FeatureLayers.Select(faces));
        string message = Assert.Throws<ArgumentException>(() => FeatureLayers.Select(faces, "nothing")).Message;
        Assert.Contains("no layer 'nothing'", message, StringComparison.Ordinal);
        Assert.Contains("descriptor", message, StringComparison.Ordinal);
    }

    private static VisionModel Shipped(string name) =>
        VisionModel.Load(Path.Combine(TestData.Repository, "models", name, name + ".onnx"));
}
