using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Building;

/// <summary>
/// Builds a network layer by layer. Shapes are known at once, so that a layer that does not fit its input fails where it is
/// written, and channel counts need not be repeated.
/// <code>
/// var net = new ModelBuilder("small", new SeededWeights(1));
/// Layer x = net.Input([1, 3, 32, 32]);
/// x = x.Conv2d(16, 3, padding: Padding.Same, bias: false).BatchNorm().Relu().MaxPool(2, 2);
/// Model model = net.Build(x.Flatten().Linear(10).Softmax());
/// </code>
/// Not thread-safe; a builder makes one model, whose tensors the model owns.
/// </summary>
/// <param name="name">The model's name.</param>
/// <param name="weights">Where parameters come from; null for <see cref="SeededWeights"/> of seed 0.</param>
public sealed class ModelBuilder(string name, IWeightSource? weights = null)
{
    private readonly IWeightSource _weights = weights ?? new SeededWeights();
    private readonly List<ValueInfo> _inputs = [];
    private readonly List<Node> _nodes = [];
    private readonly ImmutableDictionary<string, Tensor>.Builder _constants = ImmutableDictionary.CreateBuilder<string, Tensor>();
    private readonly UniqueNames _names = new();
    private string _scope = "";

    /// <summary>The model's name.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// Trained numbers so far: elements of the parameters, but for the running statistics of batch normalisations.
    /// </summary>
    public long ParameterCount { get; private set; }

    /// <summary>Declares an input of single precision, whose first axis may have any size in later runs.</summary>
    /// <param name="shape">Shape, the batch first: (N, C, H, W), (N, C, L), (N, F).</param>
    /// <param name="name">Name of the input.</param>
    /// <param name="anySize">
    /// The spatial axes may have other sizes too. Of use to fully convolutional networks; layers that fix sizes, such as
    /// <see cref="LayerProducts.Linear"/> after a flattening, fail when such a model is compiled for another size.
    /// </param>
    public Layer Input(TensorShape shape, string name = "input", bool anySize = false)
    {
        string[] symbols = ["batch", "channels", .. shape.Rank switch { 3 => ["length"], 4 => ["height", "width"], _ => Numbered(shape.Rank) }];
        var dimensions = ImmutableArray.CreateBuilder<Dimension>(shape.Rank);
        for (int axis = 0; axis < shape.Rank; axis++)
            dimensions.Add(axis == 0 || (anySize && axis > 1) ? new Dimension(null, symbols[axis]) : new Dimension(shape[axis]));
        string unique = _names.Make(name);
        _inputs.Add(new ValueInfo(unique, DataType.Float32, dimensions.ToImmutable()));
        return new Layer(this, unique, new TensorInfo(DataType.Float32, shape));
    }

    /// <summary>A trained tensor: asked of the weight source by its full name, <c>layer1.0.conv1.weight</c>.</summary>
    /// <param name="name">Name within the current scope.</param>
    /// <param name="shape">Shape that the layer needs.</param>
    /// <param name="role">What it is used for, which decides how it is initialised.</param>
    /// <param name="fanIn">How many products are summed up for one output, for a kernel's initialisation.</param>
    /// <exception cref="WeightsException">The source has no such tensor of this shape.</exception>
    public Layer Parameter(string name, TensorShape shape, WeightRole role, int fanIn = 1)
    {
        string full = _scope + name;
        if (role is not (WeightRole.Mean or WeightRole.Variance))
            ParameterCount += shape.Length;
        Tensor tensor = _weights.Get(new WeightRequest(full, shape, role, fanIn));
        return tensor.Shape == shape && tensor.DataType == DataType.Float32
            ? Constant(tensor, name)
            : throw new WeightsException($"{Name}: weights '{full}' are {tensor}; the layer needs Float32{shape}.");
    }

    /// <summary>A constant that is no parameter: axes, scales, a fixed kernel. The model owns the tensor from now on.</summary>
    public Layer Constant(Tensor value, string name = "constant")
    {
        string unique = _names.Make(_scope + name);
        _constants.Add(unique, value);
        return new Layer(this, unique, TensorInfo.Of(value));
    }

    /// <summary>Appends any operator with one output.</summary>
    /// <param name="name">Name of the node and its output within the current scope; numbered if it is taken.</param>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">Its inputs; null for an absent one.</param>
    /// <exception cref="ShapeMismatchException">The inputs do not fit; names the layer and the shapes.</exception>
    public Layer Add(string name, Operator op, params ReadOnlySpan<Layer?> inputs) => AddMany(name, op, 1, inputs)[0];

    /// <summary>Appends any operator; as <see cref="Add"/>, with several outputs.</summary>
    public Layer[] AddMany(string name, Operator op, int outputs, params ReadOnlySpan<Layer?> inputs)
    {
        string unique = _names.Make(_scope + name);
        var infos = new TensorInfo[inputs.Length];
        var names = ImmutableArray.CreateBuilder<string>(inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is { } layer && layer.Builder != this)
                throw new ArgumentException($"'{layer.Name}' belongs to another builder, of '{layer.Builder.Name}'.", nameof(inputs));
            infos[i] = inputs[i]?.Info ?? default;
            names.Add(inputs[i]?.Name ?? "");
        }

        TensorInfo[] results = InferShapes(unique, op, infos);
        var layers = new Layer[outputs];
        for (int i = 0; i < outputs; i++)
            layers[i] = new Layer(this, i == 0 ? unique : _names.Make(unique + "_out" + (i + 1)), results[i]);
        _nodes.Add(new Node(unique, op, names.ToImmutable(), [.. layers.Select(l => l.Name)]));
        return layers;
    }

    /// <summary>The model of everything so far.</summary>
    /// <param name="outputs">What a run returns, under the layers' names.</param>
    /// <exception cref="ArgumentException">There is no output.</exception>
    public Model Build(params ReadOnlySpan<Layer> outputs)
    {
        if (outputs.IsEmpty)
            throw new ArgumentException("A model needs an output.", nameof(outputs));
        var names = ImmutableArray.CreateBuilder<string>(outputs.Length);
        foreach (Layer output in outputs)
            names.Add(output.Name);
        return new Model
        {
            Name = Name,
            Inputs = [.. _inputs],
            Outputs = names.ToImmutable(),
            Nodes = [.. _nodes],
            Constants = _constants.ToImmutable(),
        };
    }

    /// <summary>Runs <paramref name="body"/> with a prefix before every name: <c>layer1.0.</c></summary>
    internal Layer InScope(string scope, Func<Layer> body)
    {
        string outer = _scope;
        _scope = $"{outer}{scope}.";
        try
        {
            return body();
        }
        finally
        {
            _scope = outer;
        }
    }

    // A name for a layer that was given none: conv1, conv2, ... within the scope.
    internal string NameOf(string? wanted, string kind) => wanted ?? kind + Count(_scope + kind);

    private readonly Dictionary<string, int> _counts = [];

    private int Count(string key) => _counts[key] = _counts.GetValueOrDefault(key) + 1;

    private TensorInfo[] InferShapes(string layer, Operator op, TensorInfo[] inputs)
    {
        try
        {
            return op.InferShapes(inputs);
        }
        catch (Exception error) when (error is ShapeMismatchException or ArithmeticException or ArgumentException)
        {
            string found = string.Join(", ", inputs.Select(i => i.ToString()));
            throw new ShapeMismatchException($"{Name}, layer {layer} ({op.Name}), inputs {found}: {error.Message}", error);
        }
    }

    private static string[] Numbered(int rank) => [.. Enumerable.Range(2, Math.Max(0, rank - 2)).Select(axis => $"size{axis}")];
}
