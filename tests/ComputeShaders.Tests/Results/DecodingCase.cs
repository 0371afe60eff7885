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
        bool inPairs = Decoder is YoloV2Decoder;
        return [.. Outputs.Select(shape =>
        {
            var tensor = new Tensor<float>(shape);
            Span<float> values = tensor.AsSpan();
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = !inPairs ? 0.11f + (0.23f * random.Next(-6, 7))
                    : i % shape[3] % 2 == 1 ? values[i - 1] : (3 * random.NextSingle()) - 1.5f;
            }

            return tensor;
        })];
    }
}
