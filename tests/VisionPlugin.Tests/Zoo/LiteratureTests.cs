using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Zoo;

namespace VisionPlugin.Tests.Zoo;

/// <summary>The networks are those of the papers: parameters, operations, and the output of every stage.</summary>
public class LiteratureTests
{
    public static TheoryData<string> Names => [.. ModelZoo.Entries.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_and_operations_are_those_stated(string name)
    {
        ZooEntry entry = ModelZoo.Find(name);
        var weights = new BlankWeights();
        ModelStatistics statistics = ModelStatistics.Of(Compile(entry.Build(weights)));
        Assert.Equal(entry.Parameters, weights.Trained);
        Assert.Equal(entry.Macs, statistics.Macs);
        // What is not trained: codes and factors of the original LeNet-5.
        long constants = name == "lenet5-original" ? 840 + 12 : 0;
        Assert.Equal(entry.Parameters, statistics.Parameters - constants);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void Every_stage_has_the_size_that_the_paper_gives(string name, string stages)
    {
        CompiledGraph graph = Compile(ModelZoo.Create(name, new BlankWeights()));
        foreach (string stage in stages.Split("; "))
        {
            string[] parts = stage.Split(' ');
            Assert.Equal($"{stage}", $"{parts[0]} {string.Join('x', graph.Values[parts[0]].Shape.Sizes[1..].ToArray())}");
        }
    }

    public static TheoryData<string, string> Stages => new()
    {
        { "lenet5", "c1 6x28x28; s2 6x14x14; c3 16x10x10; s4 16x5x5; c5 120x1x1; f6 84; prob 10" },
        { "lenet5-original", "c1 6x28x28; s2 6x14x14; c3.threes 6x10x10; c3.fours 9x10x10; c3 16x10x10; s4 16x5x5; c5 120x1x1; f6 84; distances 10" },
        { "alexnet", "conv1 96x55x55; pool1 96x27x27; conv2 256x27x27; pool2 256x13x13; conv3 384x13x13; conv5 256x13x13; pool3 256x6x6; fc6 4096; prob 1000" },
        { "nin", "cccp2 96x32x32; pool1 96x16x16; cccp4 192x16x16; pool2 192x8x8; cccp6 10x8x8; prob 10" },
        { "vgg16", "conv1_2 64x224x224; pool1 64x112x112; pool2 128x56x56; conv3_3 256x56x56; pool3 256x28x28; pool4 512x14x14; pool5 512x7x7; fc8 1000" },
        { "vgg19", "pool1 64x112x112; pool2 128x56x56; conv3_4 256x56x56; conv4_4 512x28x28; conv5_4 512x14x14; pool5 512x7x7; fc8 1000" },
        {
            "googlenet-aux", "conv1 64x112x112; pool1 64x56x56; conv2 192x56x56; pool2 192x28x28; inception_3a.output 256x28x28; inception_3b.output 480x28x28; "
            + "inception_4a.output 512x14x14; inception_4d.output 528x14x14; inception_4e.output 832x14x14; inception_5a.output 832x7x7; "
            + "inception_5b.output 1024x7x7; aux1.conv 128x4x4; aux2.fc1 1024; prob 1000"
        },
        {
            "googlenet", "conv1 64x112x112; pool1 64x56x56; conv2 192x56x56; pool2 192x28x28; inception_3a.output 256x28x28; inception_3b.output 480x28x28; "
            + "inception_4a.output 512x14x14; inception_4b.output 512x14x14; inception_4c.output 512x14x14; inception_4d.output 528x14x14; "
            + "inception_4e.output 832x14x14; inception_5a.output 832x7x7; inception_5b.output 1024x7x7; fc 1000; prob 1000"
        },
        { "resnet18", "conv1 64x112x112; pool1 64x56x56; layer1.1.conv2 64x56x56; layer2.1.conv2 128x28x28; layer3.1.conv2 256x14x14; layer4.1.conv2 512x7x7; fc 1000" },
        { "resnet34", "conv1 64x112x112; pool1 64x56x56; layer1.2.conv2 64x56x56; layer2.3.conv2 128x28x28; layer3.5.conv2 256x14x14; layer4.2.conv2 512x7x7; fc 1000" },
        { "plain34", "layer1.2.conv2 64x56x56; layer2.3.conv2 128x28x28; layer3.5.conv2 256x14x14; layer4.2.conv2 512x7x7" },
        { "resnet50", "layer1.2.conv3 256x56x56; layer2.3.conv3 512x28x28; layer3.5.conv3 1024x14x14; layer4.2.conv3 2048x7x7; avgpool 2048x1x1; fc 1000" },
        { "resnet101", "layer1.2.conv3 256x56x56; layer2.3.conv3 512x28x28; layer3.22.conv3 1024x14x14; layer4.2.conv3 2048x7x7; avgpool 2048x1x1; fc 1000" },
        { "resnet152", "layer1.2.conv3 256x56x56; layer2.7.conv3 512x28x28; layer3.35.conv3 1024x14x14; layer4.2.conv3 2048x7x7; avgpool 2048x1x1" },
        { "yolov1", "conv1 64x224x224; conv2 192x112x112; conv6 512x56x56; conv16 1024x28x28; conv20 1024x14x14; conv22 1024x7x7; conv24 1024x7x7; output 1470" },
        { "tiny-yolov2", "pool1 16x208x208; pool5 256x13x13; pool6 512x13x13; conv8 1024x13x13; output 125x13x13" },
        { "fcn-vgg16", "fc7 4096x7x7; upscore2 21x14x14; upscore_pool4 21x28x28; upscore8 21x224x224" },
        { "deconvnet", "pool5 512x7x7; fc7 4096x1x1; fc6_deconv 512x7x7; unpool5 512x14x14; unpool4 512x28x28; deconv4_3 256x28x28; unpool1 64x224x224; seg_score 21x224x224" },
        { "unet", "down0.conv2 64x568x568; down1.conv2 128x280x280; down4.conv2 1024x28x28; upconv3 512x56x56; up3.conv2 512x52x52; up0.conv2 64x388x388; output 2x388x388" },
        { "hourglass", "r1.conv3 128x128x128; r5.conv3 256x64x64; hourglass0.bottom.conv3 256x4x4; stack1.heatmaps 16x64x64" },
        { "squeezenet1.1", "conv1 64x111x111; fire3.concat 128x55x55; fire5.concat 256x27x27; fire9.concat 512x13x13; conv10 1000x13x13" },
        { "mobilenetv2", "conv_first 32x112x112; block1.conv_project 16x112x112; block3.conv_project 24x56x56; block6.conv_project 32x28x28; block13.conv_project 96x14x14; block17.conv_project 320x7x7; conv_last 1280x7x7" },
        { "mnist1d-conv", "conv1 15x19; conv2 15x9; conv3 15x4; fc1 10" },
        { "mnist1d-fc", "fc1 285; fc2 135; fc3 60; fc4 10" },
        { "mnist1d-fc-25", "fc1 475; fc2 225; fc3 100; fc4 10" },
    };

    [Fact]
    public void Every_network_has_its_stages_asserted() =>
        Assert.Equal(ModelZoo.Entries.Select(e => e.Name).Order(), Stages.Select(row => (string)row[0]).Order());

    [Fact]
    public void GoogLeNet_has_one_output_or_three()
    {
        Assert.Equal("prob", Assert.Single(ModelZoo.Create("googlenet", new BlankWeights()).Outputs));
        Assert.Equal(["prob", "aux1.prob", "aux2.prob"], ModelZoo.Create("googlenet-aux", new BlankWeights()).Outputs.ToArray());
    }

    [Fact]
    public void The_convolutions_on_MNIST_1D_have_60_690_690_and_610_parameters()
    {
        Model model = ModelZoo.Create("mnist1d-conv", new BlankWeights());
        long[] counts = [.. ((string[])["conv1", "conv2", "conv3", "fc1"]).Select(layer =>
            model.Constants.Where(c => c.Key.StartsWith(layer + ".", StringComparison.Ordinal)).Sum(c => (long)c.Value.Shape.Length))];
        Assert.Equal([60, 690, 690, 610], counts);
    }

    private static CompiledGraph Compile(Model model) => GraphCompiler.Compile(model, new Dictionary<string, TensorInfo>
    {
        [model.Inputs[0].Name] = new(DataType.Float32, ZooModels.InputShape(model)),
    });
}
