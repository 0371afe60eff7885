using System.Collections.Immutable;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Graphs.Control;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Fuzz.Tests.Trials;

/// <summary>
/// Compares outputs of models that no one meant: numbers may be huge, cancel, or lie on the edge of a rounding. An element
/// counts as wrong only if it stays so although the reference itself is allowed to waver as rounding makes it.
/// </summary>
internal static class Agreement
{
    private const int Wavers = 6;
    private const double Tolerance = 1e-3;

    /// <summary>Fails where an output differs by more than rounding explains.</summary>
    public static void Check(
        Model model, Tensor[] inputs, int output, Tensor expected, Tensor actual, BackendType backend)
    {
        string name = $"output '{model.Outputs[output]}' on {backend}";
        Assert.True(expected.DataType == actual.DataType && expected.Shape == actual.Shape,
            $"{name}: expected {expected}, found {actual}.");
        double largest = 1;
        for (int i = 0; i < expected.Shape.Length; i++)
        {
            double value = Math.Abs(TensorAssert.At(expected, i));
            largest = double.IsFinite(value) ? Math.Max(largest, value) : largest;
        }

        int[] wrong = [.. Enumerable.Range(0, expected.Shape.Length).Where(i =>
            Difference(TensorAssert.At(expected, i), TensorAssert.At(actual, i)) > Tolerance * largest)];
        if (wrong.Length == 0)
            return;
        double[] allowance = Allowance(model, inputs, output, expected);
        foreach (int i in wrong)
        {
            double e = TensorAssert.At(expected, i), a = TensorAssert.At(actual, i);
            Assert.True(Difference(e, a) <= (Tolerance * largest) + (100 * allowance[i]),
                $"{name}: element {i} of {expected}: expected {e:R}, found {a:R}; {wrong.Length} are wrong,"
                + $" the largest is {largest:R}, the reference wavers by {allowance[i]:R} there. First operators:"
                + $" {string.Join(", ", model.Nodes.Take(5).Select(n => n.Operator))}.");
        }
    }

    // By how much each element of the reference changes when inputs, weights or results of nodes change in their last digits.
    private static double[] Allowance(Model model, Tensor[] inputs, int output, Tensor expected)
    {
        double[] most = new double[expected.Shape.Length];
        if (Overflows(model, inputs))
            most.AsSpan().Fill(double.PositiveInfinity);
        using var reference = new ReferenceBackend();
        for (int seed = 0; seed < Wavers; seed++)
        {
            var random = new Random(seed);
            Model wavering = (seed % 3) switch
            {
                0 => model,
                1 => model with { Constants = model.Constants.ToImmutableDictionary(c => c.Key, c => Waver(c.Value, random)) },
                _ => model with { Nodes = [.. model.Nodes.Select((node, i) => Noise(node, seed + (i * 7919)))] },
            };
            try
            {
                Tensor[] changed = [.. inputs.Select(input => Waver(input, random))];
                Tensor other = ModelTrial.Compute(wavering, changed, reference, optimize: false)[output];
                for (int i = 0; i < most.Length && other.Shape == expected.Shape; i++)
                    most[i] = Math.Max(most[i], Difference(TensorAssert.At(expected, i), TensorAssert.At(other, i)));
            }
            catch (VisionException)
            {
                // Scales or bounds that no longer fit.
            }
        }

        return most;
    }

    // Operators that the compiler knows by their type stay what they are.
    private static Node Noise(Node node, int seed) => node.Operator is Shape or Size or ControlFlow
        ? node : node with { Operator = new Noisy(node.Operator, seed) };

    // Single precision overflows on the way where another order of the sum would not.
    private static bool Overflows(Model model, Tensor[] inputs)
    {
        // A weight that is no number counts beside padding, or does not. One in a picture must show where it is looked at.
        if (inputs.Skip(1).Concat(model.Constants.Values).Any(IsHuge))
            return true;
        if (inputs.Length > 0 && IsHuge(inputs[0]))
            return model.Nodes.Length > 1 || IsHuge(inputs[0], onlyFinite: true);
        using var reference = new ReferenceBackend();
        Model open = model with { Outputs = [.. model.Nodes.SelectMany(n => n.Outputs).Where(o => o.Length > 0)] };
        return ModelTrial.Compute(open, inputs, reference, optimize: false).Any(IsHuge);
    }

    private static bool IsHuge(Tensor tensor) => IsHuge(tensor, onlyFinite: false);

    private static bool IsHuge(Tensor tensor, bool onlyFinite)
    {
        for (int i = 0; i < tensor.Shape.Length; i++)
        {
            double value = TensorAssert.At(tensor, i);
            if (DataTypes.IsFloat(tensor.DataType) && !(Math.Abs(value) < 1e15) && (double.IsFinite(value) || !onlyFinite))
                return true;
        }

        return false;
    }

    private static Tensor Waver(Tensor tensor, Random random)
    {
        if (tensor is not Tensor<float> floats)
            return tensor;
        var changed = new Tensor<float>(tensor.Shape, floats.AsSpan());
        foreach (ref float value in changed.AsSpan())
            value = (float)(value * (1 + ((random.NextDouble() - 0.5) * 4e-6))) + (float)((random.NextDouble() - 0.5) * 1e-7);
        return changed;
    }

    private static double Difference(double expected, double actual)
    {
        if (expected.Equals(actual))
            return 0;
        double difference = Math.Abs(expected - actual);
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }
}
