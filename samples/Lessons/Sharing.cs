using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Zoo;

namespace VisionPlugin.Samples.Lessons;

/// <summary>The networks of Prince, Understanding Deep Learning (2023), 10.2.5, on signals of 40 numbers.</summary>
internal static class Sharing
{
    public static void Give(Classroom room)
    {
        TensorShape signal = [1, 1, 40];
        room.Say("A signal of 40 numbers, three hidden layers of 285, 135 and 60 units, 10 classes. Parameters:");
        foreach (string name in (string[])["mnist1d-conv", "mnist1d-fc"])
        {
            Model model = ModelZoo.Create(name);
            room.Show($"{name}, all layers", Nets.Costs(model, signal).Parameters, "#,0");
            foreach ((int layer, long count) in Parameters(model, signal).Index())
                room.Show($"{name}, layer {layer + 1}", count, "#,0");
            room.Show($"{name}, multiply-accumulates", Nets.Costs(model, signal).Macs, "#,0");
        }

        room.Say();
        room.Say("Why: the first convolution (40 numbers to 15 channels of 19) as a fully connected layer.");
        Tensor<float> kernels = Maps.Random([15, 1, 3]), matrix = AsMatrix(kernels, 40, 19);
        Model convolution = Nets.Of(signal, x => x.Conv1d(15, 3, stride: 2, bias: false), Nets.Weights(("conv1.weight", kernels)));
        Model connected = Nets.Of(signal, x => x.Flatten().Linear(15 * 19, bias: false), Nets.Weights(("fc1.weight", matrix)));
        Tensor<float> x = Maps.Random(signal, 2);
        room.Show("largest difference to the convolution", Maps.Difference(room.Run(convolution, x).Reshaped([1, 285]), room.Run(connected, x)));
        float[] weights = matrix.AsSpan().ToArray();
        room.Show("weights of the matrix", weights.Length, "#,0");
        room.Show("of them not 0: each unit sees 3 neighbours only", weights.Count(w => w != 0), "#,0");
        room.Show("of those different: all places share them", weights.Where(w => w != 0).Distinct().Count(), "#,0");

        // The parts of the matrix that make the first channels: a row for each place, a column for each number.
        room.Draw(7, [.. Enumerable.Range(0, 3).Select(c => new Map(weights[(c * 19 * 40)..((c + 1) * 19 * 40)], 40))]);
    }

    // Of each layer with weights: kernel and bias.
    private static long[] Parameters(Model model, TensorShape input) =>
    [
        .. Nets.Compile(model, input).Model.Nodes.Where(n => n.Inputs.Length > 1 && model.Constants.ContainsKey(n.Inputs[1]))
            .Select(n => n.Inputs.Skip(1).Sum(name => (long)model.Constants[name].Shape.Length)),
    ];

    // Unit (channel, place) is connected with numbers 2 * place to 2 * place + 2.
    private static Tensor<float> AsMatrix(Tensor<float> kernels, int inputs, int places)
    {
        var matrix = new Tensor<float>([15 * places, inputs]);
        for (int unit = 0; unit < 15 * places; unit++)
        {
            int channel = unit / places, place = unit % places;
            for (int k = 0; k < 3; k++)
                matrix.AsSpan()[(unit * inputs) + (2 * place) + k] = kernels.AsSpan()[(channel * 3) + k];
        }

        return matrix;
    }
}
