using System.Collections.Immutable;
using VisionPlugin.Analysis;
using VisionPlugin.Graphs.Heads;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>
/// Turns classifiers of one picture size into networks that look at every place of a larger picture in one pass: Sermanet et
/// al., OverFeat (2013), section 3.5; Long, Shelhamer and Darrell, Fully Convolutional Networks (2015), section 3.1.
/// </summary>
public static class ConvolutionalHead
{
    private static readonly string[][] AxisNames = [["length"], ["height", "width"], ["depth", "height", "width"]];

    /// <summary>
    /// The same network with convolutions in place of its head. The first fully connected layer over maps (N, C, H, W) becomes
    /// a convolution with a kernel of H x W, those behind it 1 x 1 convolutions, and a global average or maximum a window of
    /// H x W with stride 1. What lies between (flattening, reshapes, transpositions, dropout) vanishes; softmax goes over the
    /// channels. Inputs take larger spatial sizes, and an output (N, K) becomes (N, K, H', W'), of 1 x 1 for
    /// the present size.
    /// <para>
    /// Element (i, j) is what the network says of the part of the picture that starts at (i, j) times the product of all strides
    /// (<see cref="AxisField.Step"/> of the output): exactly, but for rounding, if nothing before the head is padded
    /// or normalised over places. Padding sees zeros around a part that was cut out, and the neighbouring pixels here; squeeze-and-excitation
    /// gates see the mean of the whole input.
    /// </para>
    /// </summary>
    /// <param name="model">
    /// The network, which stays as it is. The result shares its weights; kernels whose order is another in memory (matrices that
    /// are stored transposed, maps with channels last) are written anew.
    /// </param>
    /// <param name="shapes">
    /// Shapes of inputs by name for which the head was made, where the model leaves spatial sizes open.
    /// </param>
    /// <exception cref="ConvolutionalHeadException">
    /// There is no such head, a node of it has no form on maps, or something before it fixes the input's size; names the node.
    /// </exception>
    /// <exception cref="ShapeMismatchException">The model cannot be compiled for its shapes.</exception>
    /// <exception cref="UnsupportedOperatorException">A branch or loop depends on what only a run computes.</exception>
    public static Model WithConvolutionalHead(this Model model, IReadOnlyDictionary<string, TensorShape>? shapes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        IReadOnlyDictionary<string, TensorInfo> inputs = ModelInputs.Describe(model, shapes);
        CompiledGraph graph = GraphCompiler.Compile(model, inputs);
        HeadNodes head = HeadFinder.Find(model, graph);
        Model converted = HeadRewriter.Rewrite(model, graph, head) with { Inputs = [.. model.Inputs.Select(i => Open(model, i))] };
        VerifyLarger(converted, inputs);
        return converted;
    }

    private static ValueInfo Open(Model model, ValueInfo input)
    {
        if (input.Dimensions.IsDefault || SpatialAxes(model, input.Name, input.Dimensions.Length) is not { Length: > 0 } axes)
            return input;
        string prefix = model.Inputs.Length > 1 ? input.Name + "_" : "";
        ImmutableArray<Dimension> dimensions = input.Dimensions;
        foreach ((int i, int axis) in axes.Index())
        {
            if (dimensions[axis].Size is not null)
                dimensions = dimensions.SetItem(axis, new Dimension(null, prefix + AxisNames[axes.Length - 1][i]));
        }

        return input with { Dimensions = dimensions };
    }

    // Behind batch and channels, or where a transposition to that order finds them: TensorFlow's pictures have channels last.
    private static int[] SpatialAxes(Model model, string input, int rank)
    {
        if (rank is < 3 or > 5)
            return [];
        Node[] readers = [.. model.Nodes.Where(n => n.Inputs.Contains(input) && n.Operator is not Shape)];
        return readers is [{ Operator: Transpose { Permutation: [0, ..] order } }] && order.Length == rank
            ? [.. order[2..]]
            : [.. Enumerable.Range(2, rank - 2)];
    }

    // Some networks take every size, others every so many pixels only: halves of odd sizes that meet again, for example.
    private static void VerifyLarger(Model model, IReadOnlyDictionary<string, TensorInfo> inputs)
    {
        int step = StepOf(model, inputs);
        if (TryCompile(model, Larger(model, inputs, size => size + step)) is null)
            return;
        if (TryCompile(model, Larger(model, inputs, size => 2 * size)) is { } error)
        {
            throw new ConvolutionalHeadException(
                $"{model.Name}: what lies before its head does not take larger inputs. {error.Message}", error);
        }
    }

    // Pixels from one result to the next.
    private static int StepOf(Model model, IReadOnlyDictionary<string, TensorInfo> inputs)
    {
        IReadOnlyDictionary<string, ReceptiveField> fields = ReceptiveFields.Of(GraphCompiler.Compile(model, inputs));
        return model.Outputs.Where(fields.ContainsKey).Where(o => !fields[o].IsAll)
            .Select(o => (int)Math.Ceiling(fields[o].Axes.Max(a => a.Step))).DefaultIfEmpty(1).Max();
    }

    private static Dictionary<string, TensorInfo> Larger(Model model, IReadOnlyDictionary<string, TensorInfo> inputs, Func<int, int> size)
    {
        var larger = new Dictionary<string, TensorInfo>(inputs);
        foreach (ValueInfo input in model.Inputs.Where(i => !i.Dimensions.IsDefault))
        {
            TensorShape shape = inputs[input.Name].Shape;
            foreach (int axis in SpatialAxes(model, input.Name, input.Dimensions.Length))
                shape = shape.With(axis, size(shape[axis]));
            larger[input.Name] = inputs[input.Name] with { Shape = shape };
        }

        return larger;
    }

    private static ShapeMismatchException? TryCompile(Model model, IReadOnlyDictionary<string, TensorInfo> inputs)
    {
        try
        {
            GraphCompiler.Compile(model, inputs);
            return null;
        }
        catch (ShapeMismatchException error)
        {
            return error;
        }
    }
}
