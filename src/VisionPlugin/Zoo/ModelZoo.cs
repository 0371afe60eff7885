using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>The classic networks by name: the history of convolutional networks, ready to inspect, run and export.</summary>
public static class ModelZoo
{
    /// <summary>How a network of the zoo is named where a model file could be: <c>zoo:resnet50</c>.</summary>
    public const string Prefix = "zoo:";

    /// <summary>All networks, in the order of their publication.</summary>
    public static IReadOnlyList<ZooEntry> Entries { get; } =
    [
        new("lenet5", "LeNet-5, 1998: digits; tanh, average pooling", 61_706, 416_520, LeNet5.Create),
        new("lenet5-original", "LeNet-5 as published: connection table, trained subsampling, distances", 60_000, 325_680, LeNet5.CreateOriginal),
        new("alexnet", "AlexNet, 2012: ReLU, local response normalisation, groups", 60_965_224, 724_406_816, AlexNet.Create),
        new("nin", "Network in Network, 2013: 1x1 convolutions, global average pooling", 966_986, 222_486_528, NetworkInNetwork.Create),
        new("vgg16", "VGG-16, 2014: 3x3 convolutions only", 138_357_544, 15_470_264_320, Vgg.Create16),
        new("vgg19", "VGG-19, 2014", 143_667_240, 19_632_062_464, Vgg.Create19),
        new("googlenet", "GoogLeNet, 2014: inception modules", 6_998_552, 1_582_671_872, w => GoogLeNet.Create(w)),
        new("googlenet-aux", "GoogLeNet with its auxiliary heads", 13_378_280, 1_591_044_096, w => GoogLeNet.Create(w, auxiliary: true)),
        new("fcn-vgg16", "FCN-8s, 2015: segmentation; heads as convolutions", 134_489_759, 21_304_752_336, FullyConvolutional.Create),
        new("unet", "U-Net, 2015: encoder, decoder, skips", 31_030_658, 150_428_424_448, UNet.Create),
        new("deconvnet", "Deconvolution network, 2015: max-unpooling, transposed convolutions", 251_805_653, 32_745_979_904, DeconvolutionNetwork.Create),
        new("yolov1", "YOLO v1, 2015: 7x7 grid, 2 boxes, 20 classes", 271_703_550, 20_285_153_280, Yolo.CreateV1),
        new("resnet18", "ResNet-18, 2015: residual units", 11_689_512, 1_814_073_344, w => ResNet.Create(18, w)),
        new("resnet34", "ResNet-34", 21_797_672, 3_663_761_408, w => ResNet.Create(34, w)),
        new("plain34", "ResNet-34 without shortcuts", 21_623_848, 3_644_493_824, ResNet.CreatePlain34),
        new("resnet50", "ResNet-50: bottlenecks", 25_557_032, 4_089_184_256, w => ResNet.Create(50, w)),
        new("resnet101", "ResNet-101", 44_549_160, 7_801_405_440, w => ResNet.Create(101, w)),
        new("resnet152", "ResNet-152", 60_192_808, 11_513_626_624, w => ResNet.Create(152, w)),
        new("squeezenet1.1", "SqueezeNet 1.1, 2016: fire modules", 1_235_496, 349_151_936, SqueezeNet.Create),
        new("hourglass", "Two stacked hourglasses, 2016: joints of people", 6_570_400, 8_334_606_336, w => Hourglass.Create(w)),
        new("tiny-yolov2", "Tiny YOLO v2, 2016: 5 anchors, 20 classes", 15_861_773, 3_485_520_896, Yolo.CreateTinyV2),
        new("mobilenetv2", "MobileNetV2, 2018: depthwise convolutions, inverted residuals", 3_504_872, 300_774_272, MobileNetV2.Create),
        new("mnist1d-conv", "MNIST-1D, 2023: three 1-D convolutions", 2_050, 10_230, Mnist1D.CreateConv),
        new("mnist1d-fc", "MNIST-1D: as many units fully connected", 59_065, 58_575, w => Mnist1D.CreateFullyConnected(w)),
        new("mnist1d-fc-25", "MNIST-1D: as 25 channels, fully connected", 150_185, 149_375, w => Mnist1D.CreateFullyConnected(w, 25)),
    ];

    /// <summary>The entry of a name, with or without <c>zoo:</c>.</summary>
    /// <exception cref="ArgumentException">There is none; lists those there are.</exception>
    public static ZooEntry Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string wanted = name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? name[Prefix.Length..] : name;
        return Entries.FirstOrDefault(e => e.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"The zoo has no '{wanted}'. It has {string.Join(", ", Entries.Select(e => e.Name))}.", nameof(name));
    }

    /// <summary>Builds the network of a name.</summary>
    /// <param name="name">With or without <c>zoo:</c>.</param>
    /// <param name="weights">Where the weights come from; null for seeded ones.</param>
    /// <exception cref="ArgumentException">There is none of the name.</exception>
    /// <exception cref="WeightsException">The source lacks a weight, or has it in another shape.</exception>
    public static Model Create(string name, IWeightSource? weights = null) => Find(name).Build(weights);
}
