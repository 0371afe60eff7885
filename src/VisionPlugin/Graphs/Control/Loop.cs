using System.Globalization;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Control;

/// <summary>
/// A body that is repeated, written out iteration by iteration: an expansion is one copy of the body and the loop that
/// remains. Inputs: number of iterations (may be absent), condition (may be absent), carried values, captures of the
/// body. The body gets iteration, condition and carried values and gives condition, carried values and values to stack.
/// </summary>
/// <param name="Body">The body.</param>
/// <param name="Carried">Number of carried values.</param>
/// <param name="Iteration">Iterations that are written out already.</param>
/// <param name="Stacks">What they gave to be stacked.</param>
internal sealed record Loop(GraphBody Body, int Carried, long Iteration = 0, Collected? Stacks = null) : ControlFlow
{
    private const int FirstCarried = 2;

    /// <inheritdoc/>
    public override string Name => "Loop";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input < FirstCarried;

    /// <inheritdoc/>
    public override string? Expand(Node node, ReadOnlySpan<TensorInfo> inputs, BodyWriter writer)
    {
        Verify<long>(inputs[0], DataType.Int64, "number of iterations");
        Verify<bool>(inputs[1], DataType.Bool, "condition");
        if (inputs[0].IsPresent && !inputs[0].IsConstant)
            return $"its number of iterations '{node.Inputs[0]}' is computed from data, so it is not known before the run";
        if (inputs[1].IsPresent && !inputs[1].IsConstant)
            return $"its condition '{node.Inputs[1]}' is computed from data, so it is not known before the run";
        bool goesOn = (inputs[0].Value is not { } count || count.AsSpan<long>()[0] > Iteration)
            && (inputs[1].Value is not { } condition || condition.AsSpan<bool>()[0]);
        if (goesOn)
            Repeat(node, writer);
        else
            End(node, writer);
        return null;
    }

    private void Repeat(Node node, BodyWriter writer)
    {
        string[] results = CopyBody(node, Iteration.ToString(CultureInfo.InvariantCulture), writer);
        writer.Add(node with
        {
            Operator = this with
            {
                Iteration = Iteration + 1,
                Stacks = new Collected(results[(1 + Carried)..], Stacks),
            },
            Inputs = [node.Inputs[0], .. results[..(1 + Carried)], .. node.Inputs.AsSpan()[(FirstCarried + Carried)..]],
        });
    }

    private void End(Node node, BodyWriter writer)
    {
        VerifyOutputs(node, Body.Outputs.Length - 1);
        string[]? example = null;
        for (int i = 0; i < node.Outputs.Length; i++)
        {
            if (i < Carried)
            {
                writer.Define(node.Outputs[i], node.Inputs[FirstCarried + i]);
            }
            else if (Stacks is not null)
            {
                writer.DefineStack(node.Outputs[i], Stacks.Of(i - Carried), axis: 0);
            }
            else if (node.Outputs[i].Length > 0)
            {
                // Without iterations nothing is stacked, but what: only the body tells the shape.
                example ??= CopyBody(node, "none", writer);
                writer.DefineNone(node.Outputs[i], example[1 + i]);
            }
        }
    }

    private string[] CopyBody(Node node, string name, BodyWriter writer)
    {
        string prefix = $"{node.Name}/{name}";
        string iteration = writer.AddConstant($"{prefix}/iteration", new Tensor<long>([], [Iteration]));
        string condition = writer.AddConstant($"{prefix}/condition", new Tensor<bool>([], [true]));
        return writer.Copy(Body, prefix, [iteration, condition, .. node.Inputs.AsSpan()[FirstCarried..]]);
    }

    private static void Verify<T>(TensorInfo input, DataType type, string what)
        where T : unmanaged
    {
        if (input.IsPresent && (input.DataType != type || input.Shape.Length != 1))
            throw new ShapeMismatchException($"Its {what} is {input}, not one {typeof(T).Name}.");
    }
}
