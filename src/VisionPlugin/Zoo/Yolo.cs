using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>The first detectors that look once: a grid of cells, each of which proposes boxes and classes.</summary>
public static class Yolo
{
    /// <summary>
    /// YOLO v1: Redmon, Divvala, Girshick and Farhadi, You Only Look Once (2015), figure 3: 24 convolutions and two fully
    /// connected layers. Input (N, 3, 448, 448), output (N, 1470): a 7x7 grid of 20 classes, 2 confidences and 2 boxes.
    /// </summary>
    public static Model CreateV1(IWeightSource? weights = null)
    {
        var net = new ModelBuilder("yolov1", weights);
        Layer x = Conv(net.Input([1, 3, 448, 448]), 64, 7, 2).MaxPool(2, 2);
        x = Conv(x, 192, 3).MaxPool(2, 2);
        x = Conv(Conv(Conv(Conv(x, 128, 1), 256, 3), 256, 1), 512, 3).MaxPool(2, 2);
        for (int i = 0; i < 4; i++)
            x = Conv(Conv(x, 256, 1), 512, 3);
        x = Conv(Conv(x, 512, 1), 1024, 3).MaxPool(2, 2);
        for (int i = 0; i < 2; i++)
            x = Conv(Conv(x, 512, 1), 1024, 3);
        x = Conv(Conv(Conv(Conv(x, 1024, 3), 1024, 3, 2), 1024, 3), 1024, 3);
        return net.Build(x.Flatten().Linear(4096).LeakyRelu().Dropout().Linear(7 * 7 * (20 + (2 * 5)), name: "output"));
    }

    /// <summary>
    /// Tiny YOLO v2 for the 20 classes of PASCAL VOC: Redmon and Farhadi, YOLO9000 (2016), and the authors' definition of the
    /// small network. Input (N, 3, 416, 416), output (N, 125, 13, 13): 5 anchors of 4 coordinates, objectness, 20 classes.
    /// </summary>
    public static Model CreateTinyV2(IWeightSource? weights = null)
    {
        var net = new ModelBuilder("tiny-yolov2", weights);
        Layer x = net.Input([1, 3, 416, 416]);
        for (int channels = 16; channels <= 256; channels *= 2)
            x = Normed(x, channels).MaxPool(2, 2);
        // The sixth pool keeps the size: its window reaches one row and column beyond the map.
        x = Normed(x, 512).MaxPool(2, 1, Padding.Sides(0, 0, 1, 1));
        return net.Build(Normed(Normed(x, 1024), 1024).Conv2d(125, 1, name: "output"));
    }

    private static Layer Conv(Layer x, int channels, int kernel, int stride = 1) =>
        x.Conv2d(channels, kernel, stride, kernel / 2).LeakyRelu();

    private static Layer Normed(Layer x, int channels) => x.Conv2d(channels, 3, padding: 1, bias: false).BatchNorm().LeakyRelu();
}
