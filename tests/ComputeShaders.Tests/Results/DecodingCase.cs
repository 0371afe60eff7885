using VisionPlugin.Decoding;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Tests.Results;

/// <summary>A decoder with the shapes of its outputs.</summary>
internal sealed record DecodingCase(string Name, DetectionDecoder Decoder, params TensorShape[] Outputs)
{
    private static readonly DecodingCase[] All =
    [
        new("yolov2", new YoloV2Decoder { Anchors = [new(1, 1.5f), new(2, 0.75f), new(0.5f, 3)] }, [1, 3 * 9, 7, 9]),
        new("yolov2 of one class", new YoloV2Decoder { Anchors = [new(1, 1.5f), new(2, 3)] }, [1, 2 * 5, 5, 3]),
        new("yolov3", new YoloV3Decoder { Anchors = [[new(10, 14), new(23, 27)], [new(37, 20)]], ScaleXY = [1.2f, 1] },
            [1, 2 * 12, 3, 5], [1, 12, 6, 10]),
        new("yolov3 of four outputs",
            new YoloV3Decoder { Anchors = [[new(60, 60)], [new(30, 30)], [new(15, 15)], [new(8, 8)]] },
            [1, 7, 1, 2], [1, 7, 2, 3], [1, 7, 4, 6], [1, 7, 8, 12]),
        new("yolov1", new YoloV1Decoder { Grid = 5, Boxes = 2, Classes = 3 }, [1, 5 * 5 * 13]),
        new("yolov1 of planes",
            new YoloV1Decoder
            {
                Grid = 7,
                Boxes = 3,
                Classes = 2,
                Layout = YoloV1Layout.Planes,
                SquareRootSize = false,
            }, [1, 7 * 7 * 17]),
        new("centernet", new CenterNetDecoder { Top = 40 }, [1, 5, 9, 13], [1, 4, 9, 13]),
        new("centernet of sizes and logits",
            new CenterNetDecoder { Boxes = CenterNetBoxes.SizeAndOffset, Sigmoid = true },
            [1, 131, 6, 5], [1, 2, 6, 5], [1, 2, 6, 5]),
        new("yolov5", new YoloDecoder { Objectness = true }, [1, 131, 9]),
        new("yolov8", new YoloDecoder { Layout = PredictionLayout.Columns, Extra = 3 }, [1, 4 + 6 + 3, 131]),
        new("yolov8 of several labels and corners on 0..1",
            new YoloDecoder { Form = BoxForm.Corners, Normalized = true, MultiLabel = true }, [1, 77, 4 + 6]),
        new("yolox", new YoloDecoder { Objectness = true, Strides = [8, 16, 32] }, [1, 126, 9]),
        new("yolov5-grid", new YoloV5GridDecoder { Anchors = [[new(10, 14), new(23, 27)], [new(37, 20)]] },
            [1, 2, 3, 5, 9], [1, 9, 6, 10]),
        new("nanodet", new NanoDetDecoder { Strides = [8, 16, 32], Offset = 0.5f, RegMax = 5 }, [1, 126, 3 + 24]),
        new("nanodet of several labels", new NanoDetDecoder { Strides = [16, 32, 64], MultiLabel = true }, [1, 32, 130 + 32]),
        new("blazeface", new SsdDecoder
        {
            Anchors = new SsdAnchors { Strides = [16, 32, 32], FixedSize = true },
            Scores = ScoreFunction.Sigmoid,
            Parts = 2,
        }, [1, 48, 16], [1, 24, 16], [1, 48, 1], [1, 24, 1]),
        new("ssd", new SsdDecoder
        {
            Anchors = new SsdAnchors { Strides = [16, 32], AspectRatios = [1, 2, 0.5f], ReduceLowestLayer = true },
            Scale = [10, 10, 5, 5],
            Exponential = true,
            YFirst = true,
            Background = true,
            Scores = ScoreFunction.Softmax,
        }, [1, 96, 4], [1, 96, 5]),
        new("ssd of decoded boxes", new SsdDecoder
        {
            Form = BoxForm.Corners,
            Normalized = true,
            YFirst = true,
            Layout = PredictionLayout.Columns,
        }, [1, 90, 4], [1, 6, 90]),
    ];

    public static IEnumerable<string> Names => All.Select(c => c.Name);

    public static DecodingCase Find(string name) => All.Single(c => c.Name == name);

    /// <summary>
    /// Outputs with many equal values, so that scores tie. A softmax would make scores of them that are equal but for
    /// their rounding, which no two backends share; there two cells at a time have the same numbers instead.
    /// </summary>
    public Tensor<float>[] Random(int seed)
    {
        var random = new Random(seed);
        bool inPairs = Decoder is YoloV2Decoder or SsdDecoder { Scores: ScoreFunction.Softmax };
        return [.. Outputs.Select(shape =>
        {
            var tensor = new Tensor<float>(shape);
            Span<float> values = tensor.AsSpan();
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = !inPairs ? 0.11f + (0.23f * random.Next(-6, 7))
                    : i % shape[^1] % 2 == 1 ? values[i - 1] : (3 * random.NextSingle()) - 1.5f;
            }

            return tensor;
        })];
    }
}
