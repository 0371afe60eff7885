using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Components;

/// <summary>
/// The kernels of a convolution of a model, to be looked at: as they are stored, not merged with what follows, and in
/// one order whatever the operator. An <see cref="ActivationScale"/> draws them.
/// </summary>
public sealed class ConvolutionKernels
{
    private readonly Node _node;
    private readonly Func<Tensor<float>> _read;

    private ConvolutionKernels(Node node, int groups, TensorShape shape, bool readsInput, Func<Tensor<float>> read) =>
        (_node, Groups, Shape, ReadsInput, _read) = (node, groups, shape, readsInput, read);

    /// <summary>The node's name.</summary>
    public string Node => _node.Name;

    /// <summary>Its operator.</summary>
    public string Operator => _node.Operator.Name;

    /// <summary>Name of the value that it computes.</summary>
    public string Output => _node.Outputs[0];

    /// <summary>
    /// Shape of the kernels: (M, C / Groups, kernel...), M being the channels of the output and C those of the input,
    /// also for a transposed convolution, which stores them the other way round.
    /// </summary>
    public TensorShape Shape { get; }

    /// <summary>Channel groups: output m reads the C / Groups channels of group m * Groups / M.</summary>
    public int Groups { get; }

    /// <summary>True if no other layer with weights lies between the network's input and this one.</summary>
    public bool ReadsInput { get; }

    /// <summary>The kernels in single precision, whatever they are stored in; the caller's.</summary>
    public Tensor<float> Read() => _read();

    /// <summary>
    /// The convolutions of a model whose kernels are stored in it, in the order in which they are computed: plain,
    /// transposed, deformable and quantised ones. The size of its inputs does not matter.
    /// </summary>
    /// <exception cref="ShapeMismatchException">What the model computes of its constants does not fit.</exception>
    public static ImmutableArray<ConvolutionKernels> List(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ImmutableDictionary<string, TensorInfo> values = Constants(model);
        var found = ImmutableArray.CreateBuilder<ConvolutionKernels>();
        HashSet<string> raw = [.. model.Inputs.Select(i => i.Name)];
        foreach (Node node in model.Nodes)
        {
            bool readsInput = node.Inputs.Any(raw.Contains);
            if (Of(values, node, readsInput) is { } kernels)
                found.Add(kernels);
            bool hasWeights = node.Operator is Conv or ConvTranspose or DeformConv or ConvInteger or QLinearConv
                or Gemm or MatMul or MatMulInteger or QLinearMatMul;
            if (readsInput && !hasWeights)
                raw.UnionWith(node.Outputs);
        }

        return found.ToImmutable();
    }

    // Weights may be computed of others: from bytes and scales, or half precision.
    private static ImmutableDictionary<string, TensorInfo> Constants(Model model)
    {
        HashSet<string> known = [.. model.Constants.Keys, ""];
        var nodes = ImmutableArray.CreateBuilder<Node>();
        foreach (Node node in model.Nodes.Where(n => n.Inputs.All(known.Contains)))
        {
            nodes.Add(node);
            known.UnionWith(node.Outputs);
        }

        Model fixedPart = model with
        {
            Inputs = [],
            Outputs = [.. nodes.SelectMany(n => n.Outputs).Where(name => name.Length > 0)],
            Nodes = nodes.ToImmutable(),
        };
        return GraphCompiler.Compile(fixedPart, new Dictionary<string, TensorInfo>()).Values;
    }

    private static ConvolutionKernels? Of(
        ImmutableDictionary<string, TensorInfo> values, Node node, bool readsInput)
    {
        Tensor? Constant(int index) => index < node.Inputs.Length && node.Inputs[index].Length > 0
            ? values.GetValueOrDefault(node.Inputs[index]).Value : null;
        (int groups, int weights) = node.Operator switch
        {
            Conv conv => (conv.Groups, 1),
            ConvTranspose conv => (conv.Groups, 1),
            DeformConv conv => (conv.Groups, 1),
            ConvInteger conv => (conv.Groups, 1),
            QLinearConv conv => (conv.Groups, 3),
            _ => (0, 0),
        };
        if (groups == 0 || Constant(weights) is not { } stored || stored.Shape.Length == 0)
            return null;
        return node.Operator switch
        {
            ConvTranspose =>
                new(node, groups, SwappedShape(stored.Shape, groups), readsInput, () => Swapped(stored, groups)),
            ConvInteger => new(node, groups, stored.Shape, readsInput, () => Decoded(stored, null, Constant(3))),
            QLinearConv => new(node, groups, stored.Shape, readsInput, () => Decoded(stored, Constant(4), Constant(5))),
            _ => new(node, groups, stored.Shape, readsInput, () => Decoded(stored, null, null)),
        };
    }

    // (w - zero point) * scale, each one number or one an output.
    private static Tensor<float> Decoded(Tensor stored, Tensor? scale, Tensor? zero)
    {
        if (stored is Tensor<float> single && scale is null && zero is null)
            return single.ReadbackAndClone();
        double[] values = ElementValues.ToDouble(stored);
        double[] scales = scale is null ? [1] : ElementValues.ToDouble(scale);
        double[] zeros = zero is null ? [0] : ElementValues.ToDouble(zero);
        int length = values.Length / stored.Shape[0];
        var decoded = new Tensor<float>(stored.Shape);
        Span<float> to = decoded.AsSpan();
        for (int i = 0; i < to.Length; i++)
            to[i] = (float)((values[i] - zeros[i / length % zeros.Length]) * scales[i / length % scales.Length]);
        return decoded;
    }

    private static TensorShape SwappedShape(TensorShape stored, int groups) =>
        new([stored[1] * groups, stored[0] / groups, .. stored.Sizes[2..]]);

    // From (C, M / Groups, kernel...).
    private static Tensor<float> Swapped(Tensor stored, int groups)
    {
        using Tensor<float> plain = Decoded(stored, null, null);
        var swapped = new Tensor<float>(SwappedShape(stored.Shape, groups));
        int length = stored.Shape.LengthOf(2, stored.Shape.Rank);
        int perGroup = stored.Shape[1], inputs = stored.Shape[0] / groups;
        for (int m = 0; m < perGroup * groups; m++)
        {
            for (int c = 0; c < inputs; c++)
            {
                int from = (((m / perGroup * inputs) + c) * perGroup) + (m % perGroup);
                plain.AsSpan().Slice(from * length, length).CopyTo(swapped.AsSpan()[(((m * inputs) + c) * length)..]);
            }
        }

        return swapped;
    }
}
