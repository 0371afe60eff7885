using System.Collections.Immutable;
using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Live.Synthetic;

/// <summary>
/// A detector for <see cref="SyntheticScene"/> whose weights are thought out rather than learnt, so that what each
/// layer does can be read in the activation view: masks of the six colours; how much of a shape lies left less right,
/// and above less below, of each cell; and the cells where both are nothing, which are the shapes' centres.
/// </summary>
internal static class SyntheticNetwork
{
    private const int Classes = SyntheticScene.Count, Reach = 12, Window = (2 * Reach) + 1;

    // How much a cell beside the centre counts less.
    private const float Slope = 0.15f;

    /// <summary>Builds it.</summary>
    public static VisionModel Create()
    {
        var g = new Builder();
        var clip = new Activation(UnaryFunction.Clip, 0, 1);
        var size = new Unary(new Activation(UnaryFunction.Abs));
        string colors = g.Add("colors", new Conv(Operators.Window.Square(1), 1, clip), "frame",
            g.Constant("color_weights", [Classes, 3, 1, 1], ColorWeights()),
            g.Constant("color_bias", [Classes], ColorBias()));
        string masks = g.Add("masks", new AveragePool(Operators.Window.Square(2, stride: 2)), colors);
        string across = g.Sweep("across", masks, horizontal: true, signed: false);
        string down = g.Sweep("down", masks, horizontal: false, signed: false);
        string beside = g.Sweep("beside", masks, horizontal: true, signed: true);
        string above = g.Sweep("above", masks, horizontal: false, signed: true);

        string lopsided = g.Add("lopsided", new Binary(BinaryFunction.Add),
            g.Add("beside_size", size, beside), g.Add("above_size", size, above));
        string penalty = g.Add("penalty", new Binary(BinaryFunction.Mul), lopsided, g.Constant("slope", [1], [Slope]));
        string centres = g.Add("centres", new Binary(BinaryFunction.Sub, Activation.Relu), masks, penalty);

        // Sizes and offsets of all classes share a map: only those of the class that has a centre there may get in.
        string gate = g.Add("gate", new Binary(BinaryFunction.Mul, clip), centres, g.Constant("steepness", [1], [10]));
        string sizes = g.Merge("sizes", gate, across, down, 1, 0);
        string offsets = g.Merge("offsets", gate, beside, above, 0.5f, 0.5f);
        return new VisionModel(g.Build("synthetic", [centres, sizes, offsets]), new ModelCard
        {
            Name = "synthetic",
            Task = VisionTask.Detect,
            Input = new FrameToTensorOptions
            {
                Width = SyntheticScene.Width / 2,
                Height = SyntheticScene.Height / 2,
                Scale = [1 / 255f],
            },
            Decoder = new CenterNetDecoder { Boxes = CenterNetBoxes.SizeAndOffset },
            Options = new DetectionOptions { Conf = 0.4f },
            Labels = [.. SyntheticScene.Labels],
        });
    }

    // 1 for the colour itself and 0 or less for the others and for grey, with l the low channel's value:
    // (r - g - b) / (1 - 2l) for red, (r + g - 2b - 1) / (1 - 2l) for yellow.
    private static float[] ColorWeights() => [.. SyntheticScene.Colors.SelectMany(color =>
    {
        byte[] channels = [color.R, color.G, color.B];
        bool isPrimary = channels.Count(c => c == 255) == 1;
        return channels.Select(c => (c == 255 ? 1 : isPrimary ? -1 : -2) / Contrast);
    })];

    private static float[] ColorBias() =>
        [.. SyntheticScene.Colors.Select(color => color.R + color.G + color.B > 450 ? -1 / Contrast : 0)];

    private static float Contrast => 1 - (2 * SyntheticScene.Low / 255f);

    private sealed class Builder
    {
        private readonly List<Node> _nodes = [];
        private readonly Dictionary<string, Tensor> _constants = [];

        public string Add(string name, Operator op, params ImmutableArray<string> inputs)
        {
            _nodes.Add(new Node(name, op, inputs, [name]));
            return name;
        }

        public string Constant(string name, TensorShape shape, float[] values)
        {
            _constants[name] = new Tensor<float>(shape, values);
            return name;
        }

        // What lies in reach of each cell along an axis: all of it, or what comes after less what comes before.
        public string Sweep(string name, string input, bool horizontal, bool signed)
        {
            float[] row = [.. Enumerable.Range(-Reach, Window).Select(i => signed ? Math.Sign(i) : 1f)];
            float[] weights = [.. Enumerable.Range(0, Classes).SelectMany(_ => row)];
            TensorShape shape = horizontal ? [Classes, 1, 1, Window] : [Classes, 1, Window, 1];
            var window = horizontal
                ? new Window([1, Window], [], [], [0, Reach, 0, Reach])
                : new Window([Window, 1], [], [], [Reach, 0, Reach, 0]);
            return Add(name, new Conv(window, Classes), input, Constant(name + "_weights", shape, weights));
        }

        // (1, 2, H, W) of two maps a class: their sums over the classes behind the gate, times a factor, plus a bias.
        public string Merge(string name, string gate, string first, string second, float factor, float bias)
        {
            string both = Add(name + "_all", new Concat(1),
                Add(name + "_x", new Binary(BinaryFunction.Mul), gate, first),
                Add(name + "_y", new Binary(BinaryFunction.Mul), gate, second));
            float[] weights =
            [
                .. Enumerable.Range(0, 4 * Classes)
                    .Select(i => i / (2 * Classes) == i / Classes % 2 ? factor : 0),
            ];
            return Add(name, new Conv(Operators.Window.Square(1)), both,
                Constant(name + "_weights", [2, 2 * Classes, 1, 1], weights),
                Constant(name + "_bias", [2], [bias, bias]));
        }

        public Model Build(string name, ImmutableArray<string> outputs) => new()
        {
            Name = name,
            Inputs =
            [
                new ValueInfo("frame", DataType.Float32,
                    [new(1), new(3), new(SyntheticScene.Height / 2), new(SyntheticScene.Width / 2)]),
            ],
            Outputs = outputs,
            Nodes = [.. _nodes],
            Constants = _constants.ToImmutableDictionary(),
        };
    }
}
