using System.Collections.Immutable;
using System.Globalization;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Control;

/// <summary>
/// A body that goes through the slices of its inputs, written out slice by slice. Inputs: states, what is sliced,
/// captures of the body. The body gets states and slices and gives states and values to stack.
/// </summary>
/// <param name="Body">The body.</param>
/// <param name="States">Number of states.</param>
/// <param name="Inputs">How each of the other inputs is sliced.</param>
/// <param name="Outputs">How the values of each output that is not a state are stacked.</param>
/// <param name="IsBatched">True if axis 0 of all inputs and outputs is a batch, as in operator set 8.</param>
internal sealed record Scan(
    GraphBody Body, int States, ImmutableArray<ScanAxis> Inputs, ImmutableArray<ScanAxis> Outputs, bool IsBatched)
    : ControlFlow
{
    /// <inheritdoc/>
    public override string Name => "Scan";

    /// <inheritdoc/>
    public override string? Expand(Node node, ReadOnlySpan<TensorInfo> inputs, BodyWriter writer)
    {
        VerifyOutputs(node, States + Outputs.Length);
        int length = LengthOf(inputs);
        if (length == 0 && Outputs.Length > 0)
            return "it goes through no slices here, so that the shapes of its outputs are not known";
        string[] values = [.. node.Inputs.Take(States + Inputs.Length)];
        if (!IsBatched)
        {
            WriteOne(node.Name, values, node.Outputs, node, length, writer);
            return null;
        }

        int batch = inputs[0].Shape.Rank > 0 ? inputs[0].Shape[0] : 0;
        if (batch == 0)
            return "its batch is empty here, so that the shapes of its outputs are not known";
        var results = new List<string>[node.Outputs.Length];
        for (int b = 0; b < batch; b++)
        {
            string prefix = string.Create(CultureInfo.InvariantCulture, $"{node.Name}/{b}");
            string index = writer.AddConstant($"{prefix}/index", new Tensor<long>([], [b]));
            string[] parts = [.. values.Select(v => writer.Add($"{prefix}/{v}", new Gather(), v, index))];
            string[] names = [.. node.Outputs.Select(o => o.Length == 0 ? "" : writer.MakeName($"{prefix}/{o}"))];
            WriteOne(prefix, parts, names, node, length, writer);
            for (int i = 0; i < names.Length; i++)
                (results[i] ??= []).Add(names[i]);
        }

        for (int i = 0; i < node.Outputs.Length; i++)
            writer.DefineStack(node.Outputs[i], results[i], axis: 0);
        return null;
    }

    private int LengthOf(ReadOnlySpan<TensorInfo> inputs)
    {
        int length = -1;
        for (int i = 0; i < Inputs.Length; i++)
        {
            TensorShape shape = inputs[States + i].Shape;
            int rank = shape.Rank - (IsBatched ? 1 : 0), axis = Inputs[i].Axis;
            if (axis < -rank || axis >= rank)
                throw new ShapeMismatchException($"Its input {States + i} of shape {shape} has no axis {axis} to go along.");
            int size = shape[(axis < 0 ? axis + rank : axis) + shape.Rank - rank];
            if (length >= 0 && size != length)
                throw new ShapeMismatchException($"It goes along axes of {length} and {size} elements.");
            length = size;
        }

        return length >= 0 ? length : throw new ShapeMismatchException("It has no input to go along.");
    }

    private void WriteOne(
        string prefix, string[] values, IReadOnlyList<string> outputs, Node node, int length, BodyWriter writer)
    {
        string[] captures = [.. node.Inputs.Skip(States + Inputs.Length)], states = values[..States];
        var stacks = new List<string>[Outputs.Length];
        for (int t = 0; t < length; t++)
        {
            string step = string.Create(CultureInfo.InvariantCulture, $"{prefix}/{t}");
            string[] slices = [.. Inputs.Select((input, i) => Slice(step, values[States + i], input,
                input.IsReversed ? length - 1 - t : t, writer))];
            string[] results = writer.Copy(Body, step, [.. states, .. slices, .. captures]);
            states = results[..States];
            for (int i = 0; i < stacks.Length; i++)
                (stacks[i] ??= []).Insert(Outputs[i].IsReversed ? 0 : stacks[i].Count, results[States + i]);
        }

        for (int i = 0; i < outputs.Count; i++)
        {
            if (i < States)
                writer.Define(outputs[i], states[i]);
            else
                writer.DefineStack(outputs[i], stacks[i - States], Outputs[i - States].Axis);
        }
    }

    private static string Slice(string step, string value, ScanAxis input, int index, BodyWriter writer)
    {
        string constant = writer.AddConstant($"{step}/index", new Tensor<long>([], [index]));
        return writer.Add($"{step}/{value}", new Gather(input.Axis), value, constant);
    }
}
