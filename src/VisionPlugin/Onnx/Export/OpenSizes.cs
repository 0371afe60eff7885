using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>A choice of sizes for the axes that a model's inputs leave open. Axes with one symbol have one size.</summary>
internal sealed class OpenSizes
{
    // Of pictures that networks are made for, and of lists; the first that goes through is taken.
    private static readonly int[] Usual = [224, 640, 256, 320, 416, 512, 1024, 128, 64, 40, 32, 28, 16, 8, 4, 2, 1];

    private static readonly int?[] UsualChannels = [null, 3, 1, 4, 2];

    private readonly Model _model;
    private readonly IReadOnlyDictionary<string, TensorShape> _shapes;
    private readonly ImmutableDictionary<string, int> _sizes;

    /// <summary>Finds the open axes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="shapes">Shapes of inputs by name, where the caller gives them.</param>
    /// <exception cref="ModelSaveException">A given shape does not fit its input.</exception>
    public OpenSizes(Model model, IReadOnlyDictionary<string, TensorShape>? shapes)
    {
        (_model, _shapes) = (model, shapes ?? ImmutableDictionary<string, TensorShape>.Empty);
        var sizes = ImmutableDictionary.CreateBuilder<string, int>();
        foreach (ValueInfo input in model.Inputs)
        {
            bool isGiven = _shapes.TryGetValue(input.Name, out TensorShape given);
            if (isGiven && !input.Dimensions.IsDefault && given.Rank != input.Dimensions.Length)
                throw new ModelSaveException($"{model.Name}: the shape {given} does not fit the input {input}.");
            for (int axis = 0; !input.Dimensions.IsDefault && axis < input.Dimensions.Length; axis++)
            {
                if (input.Dimensions[axis].Size is not null)
                    continue;
                string key = KeyOf(input, axis);
                sizes[key] = isGiven ? given[axis] : axis == 0 ? 1 : sizes.GetValueOrDefault(key);
            }
        }

        _sizes = sizes.ToImmutable();
    }

    private OpenSizes(OpenSizes from, ImmutableDictionary<string, int> sizes) =>
        (_model, _shapes, _sizes) = (from._model, from._shapes, sizes);

    /// <summary>The open sizes: symbols, and a made-up name for each size without one.</summary>
    public IReadOnlyCollection<string> Symbols => [.. _sizes.Keys.Order(StringComparer.Ordinal)];

    /// <summary>True if the shape of every input is known but for open sizes.</summary>
    public bool AreRanksKnown => _model.Inputs.All(HasRank);

    /// <summary>
    /// How an input is declared: what the model says, or the given shape where it says nothing; <c>default</c> if neither
    /// does.
    /// </summary>
    public ImmutableArray<Dimension> Declared(ValueInfo input) => !HasRank(input) ? default
        : !input.Dimensions.IsDefault ? input.Dimensions : [.. _shapes[input.Name].Sizes.ToArray().Select(size => new Dimension(size))];

    /// <summary>Choices of the sizes that are not known, likely ones first.</summary>
    public IEnumerable<OpenSizes> Choices()
    {
        if (_sizes.Values.All(size => size > 0))
            return [this];
        HashSet<string> channels = [.. _model.Inputs.Where(i => i.Dimensions is { IsDefault: false, Length: > 2 })
            .Select(i => KeyOf(i, 1))];
        bool hasChannels = channels.Any(c => _sizes.GetValueOrDefault(c, 1) == 0);
        return from channel in hasChannels ? UsualChannels : [null]
               from size in Usual
               select new OpenSizes(this, _sizes.ToImmutableDictionary(s => s.Key, s =>
                   s.Value > 0 ? s.Value : channel is { } c && channels.Contains(s.Key) ? c : size));
    }

    /// <summary>The same with one size doubled.</summary>
    public OpenSizes Doubled(string symbol) => new(this, _sizes.SetItem(symbol, 2 * _sizes[symbol]));

    /// <summary>The inputs of these sizes, for the compiler; without those of unknown rank.</summary>
    public IReadOnlyDictionary<string, TensorInfo> Inputs() =>
        _model.Inputs.Where(HasRank).ToDictionary(i => i.Name, i => new TensorInfo(i.DataType, ShapeOf(i)));

    /// <summary>
    /// The name of a size that changed with a symbol: the symbol's, if it is that size and nothing else; null if it is
    /// some other number.
    /// </summary>
    public string? NameFor(string symbol, int before, int after, Dimension found) =>
        found.Size is not null && before == _sizes[symbol] && after == 2 * before && !symbol.StartsWith('\0')
            ? symbol : null;

    private bool HasRank(ValueInfo input) => !input.Dimensions.IsDefault || _shapes.ContainsKey(input.Name);

    private TensorShape ShapeOf(ValueInfo input) => input.Dimensions.IsDefault ? _shapes[input.Name]
        : [.. input.Dimensions.Select((d, axis) => d.Size ?? _sizes[KeyOf(input, axis)])];

    // Exporters write "?" for a size of which they know nothing.
    private static string KeyOf(ValueInfo input, int axis) =>
        input.Dimensions[axis].Symbol is { Length: > 0 } symbol && symbol != "?"
        ? symbol : $"\0{input.Name}\0{axis}";
}
