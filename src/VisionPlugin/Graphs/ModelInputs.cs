using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>Describes the inputs of a model without tensors at hand.</summary>
public static class ModelInputs
{
    /// <summary>
    /// Type and shape of each input, for <see cref="GraphCompiler.Compile"/>: the declared shape, with 1 for symbolic
    /// sizes, unless a shape is given.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="shapes">Shapes of inputs by name, where the declared one does not say enough.</param>
    /// <exception cref="ShapeMismatchException">
    /// An input's rank is not declared and no shape is given for it.
    /// </exception>
    public static IReadOnlyDictionary<string, TensorInfo> Describe(
        Model model, IReadOnlyDictionary<string, TensorShape>? shapes = null) =>
        model.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(i.DataType, ShapeOf(model, i, shapes)));

    private static TensorShape ShapeOf(Model model, ValueInfo input, IReadOnlyDictionary<string, TensorShape>? shapes)
    {
        if (shapes is not null && shapes.TryGetValue(input.Name, out TensorShape shape))
            return shape;
        if (input.Dimensions.IsDefault)
        {
            throw new ShapeMismatchException(
                $"{model.Name} does not declare the rank of input '{input.Name}'; give its shape.");
        }

        return new TensorShape([.. input.Dimensions.Select(d => d.Size ?? 1)]);
    }
}
