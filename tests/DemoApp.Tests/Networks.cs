using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Tests;

/// <summary>Small networks, written to files.</summary>
internal static class Networks
{
    /// <summary>A chain of convolutions of padded kernels that keep the size; writes it, and a card, and gives its path.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="channels">Channels of the picture.</param>
    /// <param name="size">Rows and columns of the picture.</param>
    /// <param name="layers">Name and kernels of each layer, (M, C, K, K).</param>
    public static string Write(TempFolder folder, int channels, int size, params (string Name, Tensor<float> Weights)[] layers)
    {
        var constants = ImmutableDictionary.CreateBuilder<string, Tensor>();
        var nodes = ImmutableArray.CreateBuilder<Node>();
        string previous = "picture";
        for (int i = 0; i < layers.Length; i++)
        {
            (string name, Tensor<float> weights) = layers[i];
            constants.Add($"w{i}", weights);
            int kernel = weights.Shape[3], pad = kernel / 2;
            var window = new Window([weights.Shape[2], kernel], [], [], [weights.Shape[2] / 2, pad, weights.Shape[2] / 2, pad]);
            nodes.Add(new Node(name, new Conv(window), [previous, $"w{i}"], [name]));
            previous = name;
        }

        var model = new Model
        {
            Name = "chain",
            Inputs = [new ValueInfo("picture", DataType.Float32, [new(1), new(channels), new(size), new(size)])],
            Outputs = [previous],
            Nodes = nodes.ToImmutable(),
            Constants = constants.ToImmutable(),
        };
        string file = folder["chain.onnx"];
        model.Save(file);
        return file;
    }
}
