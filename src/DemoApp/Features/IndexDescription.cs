using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VisionPlugin.Cards;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Features;

/// <summary>What the vectors of a saved index are made by, and of which files.</summary>
/// <param name="Model">The model as the user named it.</param>
/// <param name="Weights">SHA-256 of its nodes and weights.</param>
/// <param name="Layer">The layer, with what became of its maps.</param>
/// <param name="Input">How pictures became its input.</param>
/// <param name="Precision">How the network's numbers were stored.</param>
/// <param name="Files">The pictures, by name, in the order of the vectors.</param>
internal sealed record IndexDescription(
    string Model, string Weights, string Layer, string Input, string Precision, IReadOnlyList<IndexedFile> Files)
{
    /// <summary>What a model, as <see cref="FeatureOptions.Load"/> gives it, makes; of no files.</summary>
    public static IndexDescription Of(string name, VisionModel model, WorkerOptions worker) =>
        new(name, Hash(model.Model), FeatureOptions.LayerOf(model), Describe(model.Card.Input), worker.Precision.ToString(), []);

    /// <summary>Why vectors of this description cannot be used for another one; null if they can.</summary>
    public string? WhyNot(IndexDescription wanted) =>
        Model != wanted.Model && Weights != wanted.Weights ? $"of the model {Model}"
        : Layer != wanted.Layer ? $"of layer {Layer}"
        : Weights != wanted.Weights ? $"of {Model} before it changed"
        : Input != wanted.Input ? $"of pictures that became the input in another way ({Input})"
        : Precision != wanted.Precision ? $"computed in precision {Precision}" : null;

    private static string Describe(FrameToTensorOptions input) => string.Create(CultureInfo.InvariantCulture,
        $"{input.Width}x{input.Height} {input.Channels} {input.Resize} {input.Coordinates} pad {input.PadValue}")
        + $" mean {Join(input.Mean)} scale {Join(input.Scale)}";

    private static string Join(IEnumerable<float> values) =>
        string.Join(' ', values.Select(v => v.ToString(CultureInfo.InvariantCulture)));

    private static string Hash(Model model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Node node in model.Nodes)
        {
            string line = $"{node.Operator} {string.Join(' ', node.Inputs)} > {string.Join(' ', node.Outputs)}\n";
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }

        foreach ((string name, Tensor constant) in model.Constants.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {constant.DataType} {constant.Shape}\n"));
            hash.AppendData(constant.AsBytes());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
