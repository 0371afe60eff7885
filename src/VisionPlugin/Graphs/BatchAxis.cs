using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>
/// Makes the first size of a model's input free where the file fixes it at 1, as exporters do, so that several pictures
/// can go through at once. Whether the network then keeps them apart must be seen by running it.
/// </summary>
internal static class BatchAxis
{
    private static readonly Dimension Free = new(null, "batch");

    /// <summary>
    /// The model with the first size of its first input free; null if that is fixed at another size than 1.
    /// </summary>
    public static Model? TryFree(Model model)
    {
        ValueInfo input = model.Inputs[0];
        bool isOpen = input.Dimensions.IsDefault;
        if (!isOpen && (input.Dimensions.IsEmpty || input.Dimensions[0].Size is not (null or 1)))
            return null;
        return FreeTargets(model) is not { } freed ? null : freed with
        {
            Inputs = isOpen ? model.Inputs
                : model.Inputs.SetItem(0, input with { Dimensions = input.Dimensions.SetItem(0, Free) }),
        };
    }

    // A shape that starts with 1 means the batch; 0 copies it from what is reshaped.
    private static Model? FreeTargets(Model model)
    {
        var constants = model.Constants.ToBuilder();
        var nodes = model.Nodes.ToBuilder();
        for (int i = 0; i < nodes.Count; i++)
        {
            Node node = nodes[i];
            if (node.Operator is not Operators.Reshape { AllowZero: false } || Target(model, node) is not [1, ..] target)
                continue;
            string name = $"{node.Name}/batch";
            if (constants.ContainsKey(name))
                return null;
            target[0] = 0;
            constants[name] = new Tensor<long>([target.Length], target);
            nodes[i] = node with { Inputs = node.Inputs.SetItem(1, name) };
        }

        return model with { Constants = constants.ToImmutable(), Nodes = nodes.ToImmutable() };
    }

    /// <summary>The model with another first size of all inputs of two or more axes, which is now 1 or open.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The size: fixed, or open under a name.</param>
    /// <exception cref="ModelSaveException">An input is fixed at another size.</exception>
    public static Model Declare(Model model, Dimension batch)
    {
        if (model.Inputs.FirstOrDefault(i => IsBatched(i) && i.Dimensions[0].Size is > 1 && i.Dimensions[0] != batch) is { } input)
            throw new ModelSaveException($"{model.Name}: the batch of input {input} is fixed, it cannot become {batch}.");
        Model freed = (batch.Size == 1 ? model : FreeTargets(model))
            ?? throw new ModelSaveException($"{model.Name}: the names of its constants leave no room for another batch.");
        return freed with
        {
            Inputs = [.. freed.Inputs.Select(i => IsBatched(i) ? i with { Dimensions = i.Dimensions.SetItem(0, batch) } : i)],
        };
    }

    private static bool IsBatched(ValueInfo input) => input.Dimensions is { IsDefault: false, Length: >= 2 };

    private static long[]? Target(Model model, Node node) =>
        model.Constants.TryGetValue(node.Inputs[1], out Tensor? shape) && shape is Tensor<long> sizes
            ? sizes.AsSpan().ToArray()
            : null;
}
