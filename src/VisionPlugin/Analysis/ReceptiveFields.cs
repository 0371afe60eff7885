using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Graphs.Control;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Analysis;

/// <summary>
/// Receptive fields of all values of a network, by the recurrences of Araujo, Norris and Sim, Computing Receptive Fields of
/// Convolutional Neural Networks (Distill, 2019), with both ends of the field instead of size and centre. Padding is counted as
/// seen, as there.
/// </summary>
public static class ReceptiveFields
{
    /// <summary>The field of every value that depends on an input with spatial axes, by name.</summary>
    /// <param name="graph">The network, with or without fused layers.</param>
    public static IReadOnlyDictionary<string, ReceptiveField> Of(CompiledGraph graph)
    {
        var fields = new Dictionary<string, ReceptiveField>(StringComparer.Ordinal);
        foreach (ValueInfo input in graph.Model.Inputs)
        {
            int axes = graph.Values[input.Name].Shape.Rank - 2;
            fields[input.Name] = axes > 0 ? new([.. Enumerable.Repeat(AxisField.Identity, axes)]) : ReceptiveField.All;
        }

        foreach (Node node in graph.Model.Nodes)
        {
            ReceptiveField[] seen = [.. node.Inputs.Where(fields.ContainsKey).Select(name => fields[name])];
            if (seen.Length == 0)
                continue;
            ReceptiveField field = Behind(node.Operator, graph.InputsOf(node), graph.OutputsOf(node), seen);
            foreach (string output in node.Outputs.Where(name => name.Length > 0))
                fields[output] = field;
        }

        return fields;
    }

    private static ReceptiveField Behind(Operator op, TensorInfo[] inputs, TensorInfo[] outputs, ReceptiveField[] seen)
    {
        if (seen.Any(s => s.IsAll))
            return ReceptiveField.All;
        if (LayerWindow.Of(op, inputs) is { } window)
            return Behind(op, window, seen);
        TensorShape x = inputs[0].Shape;
        return op switch
        {
            SpaceToDepth s => Map(seen[0], (a, _) => a.Behind(s.BlockSize - 1, 0, s.BlockSize)),
            DepthToSpace d => Map(seen[0], (a, _) => a.BehindTransposed(d.BlockSize - 1, 0, d.BlockSize)),
            Resize resize => Resized(seen[0], resize, resize.Geometry(inputs)),
            Pad pad => Padded(seen[0], pad.Axes(inputs)),
            CenterCropPad pad => Padded(seen[0], pad.Geometry(inputs)),
            Slice => Sliced(seen[0], Slice.Map(inputs), x),
            InstanceNormalization or GroupNormalization => ReceptiveField.All,
            // A constant may be on the left of a sum or product.
            _ when KeepsPlaces(op, inputs.FirstOrDefault(i => i.IsPresent && !i.IsConstant).Shape, outputs[0].Shape) => Union(seen[0], seen[1..]),
            _ => ReceptiveField.All,
        };
    }

    // True for functions of what lies at the same place of each input: of one element, or of all channels.
    private static bool KeepsPlaces(Operator op, TensorShape x, TensorShape y) => x.Rank == y.Rank && x.Rank > 2
        && op is not (Transpose or Softmax { Axis: not 1 } or Hardmax { Axis: not 1 } or MatMul or MatMulInteger or QLinearMatMul or Einsum
            or Gather { Axis: not 1 } or GatherElements or GatherND or ScatterElements or ScatterND or GridSample or CumSum or ReverseSequence or TopK
            or LayerNormalization or LpNormalization { Axis: not 1 } or ControlFlow)
        && x.Sizes[2..].SequenceEqual(y.Sizes[2..]);

    // Where learned offsets look is not known before the run. The places of an unpooling lie as its input does; a residual is added
    // behind the window.
    private static ReceptiveField Behind(Operator op, LayerWindow window, ReceptiveField[] seen) => window.IsDeformed ? ReceptiveField.All
        : op is MaxUnpool ? Through(window, Union(seen[0], seen[1..]))
        : Union(Through(window, seen[0]), seen[1..]);

    private static ReceptiveField Through(LayerWindow window, ReceptiveField field) => Map(field, (a, i) =>
    {
        WindowAxis axis = window.Geometry.Axes[i];
        return window.IsTransposed ? a.BehindTransposed(Reach(axis), axis.PadBegin, axis.Stride) : a.Behind(Reach(axis), axis.PadBegin, axis.Stride);
    });

    private static double Reach(WindowAxis axis) => (axis.Kernel - 1) * axis.Dilation;

    // Interpolation looks at the nearest element, at one on either side, or at two; a filter against aliasing at more.
    private static ReceptiveField Resized(ReceptiveField field, Resize resize, ImmutableArray<ResizeAxis> axes) => Map(field, (a, i) =>
    {
        ResizeAxis axis = axes[i + 2];
        if (axis.IsIdentity)
            return a;
        double support = resize.Mode switch { Interpolation.Nearest => 0.5, Interpolation.Linear => 1, _ => 2 };
        if (resize.Antialias && axis.Scale < 1)
            support /= axis.Scale;
        double place = axis.Position(0, resize.Coordinates);
        return new AxisField(a.First + (a.Step * Math.Ceiling(place - support)), a.Last + (a.Step * Math.Floor(place + support)), a.Step / axis.Scale);
    });

    private static ReceptiveField Padded(ReceptiveField field, ImmutableArray<PadAxis> axes) =>
        Map(field, (a, i) => a with { First = a.First - (a.Step * axes[i + 2].Begin), Last = a.Last - (a.Step * axes[i + 2].Begin) });

    // The places where a part of a map starts, and its steps, from how it lies in memory.
    private static ReceptiveField Sliced(ReceptiveField field, StridedMap part, TensorShape x)
    {
        ImmutableArray<int> whole = StridedMap.RowMajor(x);
        return Map(field, (a, i) =>
        {
            int length = whole[i + 2], start = part.Offset / length % x[i + 2];
            double step = Math.Abs(part.Strides[i + 2] / length);
            return new AxisField(a.First + (a.Step * start), a.Last + (a.Step * start), a.Step * step);
        });
    }

    private static ReceptiveField Map(ReceptiveField field, Func<AxisField, int, AxisField> change) => new([.. field.Axes.Select(change)]);

    private static ReceptiveField Union(ReceptiveField field, ReceptiveField[] others)
    {
        foreach (ReceptiveField other in others)
        {
            if (other.Axes.Length != field.Axes.Length)
                return ReceptiveField.All;
            field = Map(field, (a, i) => a.Union(other.Axes[i]));
        }

        return field;
    }
}
