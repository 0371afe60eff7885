using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>
/// Type and shape of every value of a model, and which sizes of its outputs follow from which open sizes of its inputs:
/// found by compiling it for one choice of sizes, and once more for each with that one doubled. Where no choice goes
/// through the network, element types are known, and shapes as far as they do not depend on data.
/// </summary>
internal sealed class ValueTypes
{
    private readonly IReadOnlyDictionary<string, ValueType> _values;
    private readonly Dictionary<string, ImmutableArray<Dimension>> _declared;

    private ValueTypes(IReadOnlyDictionary<string, ValueType> values, Dictionary<string, ImmutableArray<Dimension>> declared) =>
        (_values, _declared) = (values, declared);

    /// <summary>Type and, for the sizes that were tried, the shape of a value.</summary>
    public ValueType this[string value] => _values[value];

    /// <summary>The types of a graph, whose sizes are all fixed.</summary>
    public static ValueTypes Of(CompiledGraph graph) => new(Types(graph), []);

    /// <summary>Finds the types of a model.</summary>
    /// <exception cref="ModelSaveException">A given shape does not fit its input.</exception>
    public static ValueTypes Infer(Model model, ModelSaveOptions options)
    {
        var sizes = new OpenSizes(model, options.InputShapes);
        var declared = model.Inputs.ToDictionary(i => i.Name, sizes.Declared);
        if (Compile(model, sizes) is not ({ } chosen, { } graph))
            return new ValueTypes(TypeFlow.Infer(model, sizes.Choices().First().Inputs()), declared);
        Dictionary<string, Dimension[]> outputs = model.Outputs.Distinct()
            .Where(o => !declared.ContainsKey(o)).ToDictionary(o => o, o => Fixed(graph.Values[o].Shape));
        foreach (string symbol in chosen.Symbols)
        {
            // A network that takes one size only has the outputs of that size.
            if (TryCompile(model, chosen.Doubled(symbol)) is { } doubled)
                Mark(outputs, graph, doubled, symbol, chosen);
        }

        foreach ((string name, Dimension[] dimensions) in outputs)
            declared.Add(name, [.. dimensions]);
        return new ValueTypes(Types(graph), declared);
    }

    /// <summary>Compiles a model for the first sizes that go through it.</summary>
    /// <exception cref="ModelSaveException">None do.</exception>
    /// <exception cref="UnsupportedOperatorException">A branch or a loop depends on data.</exception>
    public static CompiledGraph Compile(Model model, ModelSaveOptions options) =>
        Compile(model, new OpenSizes(model, options.InputShapes)).Graph ?? throw new ModelSaveException(
            $"{model.Name} has branches or loops, and none of the usual sizes goes through it;"
            + $" give shapes that do as {nameof(ModelSaveOptions.InputShapes)}.");

    /// <summary>The message that declares an input.</summary>
    public ValueInfoProto Declare(ValueInfo input) => Declare(input.Name, input.DataType);

    /// <summary>The message that declares an output.</summary>
    public ValueInfoProto DeclareOutput(string name) => Declare(name, _values[name].DataType);

    /// <summary>True if the first size of an output is as open as the batch, or a multiple of it.</summary>
    public bool FollowsBatch(string output, Dimension batch) =>
        _declared.TryGetValue(output, out ImmutableArray<Dimension> sizes) && sizes is [var first, ..]
            && (batch.Size is { } size ? first.Size % size == 0 : first.Size is null);

    private ValueInfoProto Declare(string name, DataType type)
    {
        TensorShapeProto? shape = null;
        ImmutableArray<Dimension> sizes = _declared.TryGetValue(name, out ImmutableArray<Dimension> known) ? known
            : _values[name].Shape is { } found ? [.. Fixed(found)] : default;
        if (!sizes.IsDefault)
        {
            shape = new TensorShapeProto();
            shape.Dim.Add(sizes.Select(Size));
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new() { ElemType = OnnxTypes.NumberOf(type), Shape = shape } },
        };
    }

    private static TensorShapeProto.Types.Dimension Size(Dimension dimension)
    {
        var size = new TensorShapeProto.Types.Dimension();
        if (dimension.Size is { } number)
            size.DimValue = number;
        else if (dimension.Symbol is { Length: > 0 } symbol)
            size.DimParam = symbol;
        return size;
    }

    // With the first sizes that go through; nothing where none do, or shapes depend on data.
    private static (OpenSizes? Sizes, CompiledGraph? Graph) Compile(Model model, OpenSizes sizes)
    {
        if (sizes.AreRanksKnown)
        {
            foreach (OpenSizes tried in sizes.Choices())
            {
                if (TryCompile(model, tried) is { } graph)
                    return (tried, graph);
            }
        }

        return default;
    }

    private static CompiledGraph? TryCompile(Model model, OpenSizes sizes)
    {
        try
        {
            return GraphCompiler.Compile(model, sizes.Inputs());
        }
        catch (ShapeMismatchException)
        {
            return null;
        }
    }

    // Sizes that changed follow the symbol; they are the symbol itself where they are equal to it both times.
    private static void Mark(
        Dictionary<string, Dimension[]> outputs, CompiledGraph graph, CompiledGraph doubled, string symbol, OpenSizes sizes)
    {
        foreach ((string name, Dimension[] dimensions) in outputs)
        {
            TensorShape before = graph.Values[name].Shape, after = doubled.Values[name].Shape;
            for (int axis = 0; axis < dimensions.Length; axis++)
            {
                if (after.Rank != before.Rank)
                    dimensions[axis] = new Dimension(null);
                else if (after[axis] != before[axis])
                    dimensions[axis] = new Dimension(null, sizes.NameFor(symbol, before[axis], after[axis], dimensions[axis]));
            }
        }
    }

    private static Dictionary<string, ValueType> Types(CompiledGraph graph) =>
        graph.Values.ToDictionary(v => v.Key, v => ValueType.Of(v.Value));

    private static Dimension[] Fixed(TensorShape shape) => [.. shape.Sizes.ToArray().Select(size => new Dimension(size))];
}
