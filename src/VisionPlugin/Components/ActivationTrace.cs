using System.Collections.Immutable;
using VisionPlugin.Components.Activations;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Components;

/// <summary>
/// Runs a network once and hands out what its layers compute on the way, by the names that they have in the model.
/// Layers are kept only until they were handed out: the graph runs in parts, and what later parts read is all that
/// stays. To look at one layer of many frames, <see cref="ActivationView"/> is faster.
/// </summary>
public sealed class ActivationTrace
{
    // Of layers that are kept for the caller, in one part.
    private const long PartBytes = 64L << 20;

    private readonly CompiledGraph _graph;
    private readonly Tensor[] _inputs;

    /// <summary>Finds the layers of a model for inputs of these shapes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">A tensor for each of the model's inputs. Stay the caller's and are read by the run.</param>
    /// <param name="limits">Sizes that no value may exceed.</param>
    /// <exception cref="ShapeMismatchException">The inputs do not fit the model.</exception>
    public ActivationTrace(Model model, IReadOnlyList<Tensor> inputs, ModelLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputs.Count, model.Inputs.Length);
        _inputs = [.. inputs];
        // The tensors themselves only where they decide shapes; what is computed of others is no constant.
        _graph = GraphCompiler.Compile(model, ShapeInputs.Describe(model, _inputs, ShapeInputs.Find(model)), limits);
        Layers = ListLayers(_graph);
        Model = model;
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>What can be handed out, in the order in which it is computed.</summary>
    public ImmutableArray<ActivationLayer> Layers { get; }

    /// <summary>Runs the network as far as the layers that are wanted.</summary>
    /// <param name="backend">What it runs on; stays the caller's.</param>
    /// <param name="layers">Those of <see cref="Layers"/> that are wanted.</param>
    /// <param name="receive">
    /// Gets each of them as soon as it is there, in the order in which they are computed. Its values are the trace's
    /// and stay until it returns.
    /// </param>
    /// <param name="options">How it is run; left out, the defaults.</param>
    /// <exception cref="UnsupportedOperatorException">
    /// The backend cannot run some nodes; lists those of a part.
    /// </exception>
    public void Run(IBackend backend, IEnumerable<ActivationLayer> layers,
        Action<ActivationLayer, Tensor<float>> receive, WorkerOptions? options = null) =>
        Run(backend, layers, receive, options, PartBytes);

    internal void Run(IBackend backend, IEnumerable<ActivationLayer> layers,
        Action<ActivationLayer, Tensor<float>> receive, WorkerOptions? options, long partBytes)
    {
        ArgumentNullException.ThrowIfNull(receive);
        Dictionary<string, ActivationLayer> wanted = layers.ToDictionary(layer => layer.Name);
        var alive = new Dictionary<string, Tensor>();
        for (int i = 0; i < _inputs.Length; i++)
            alive[Model.Inputs[i].Name] = _inputs[i];
        foreach (TracePart part in TracePart.Split(_graph, [.. wanted.Keys], partBytes))
        {
            RunPart(part, backend, options, alive, (name, value) =>
            {
                if (wanted.TryGetValue(name, out ActivationLayer layer))
                    Hand(layer, value, receive);
            });
        }
    }

    /// <summary>The layers of a graph that have maps of floating-point numbers.</summary>
    internal static ImmutableArray<ActivationLayer> ListLayers(CompiledGraph graph) =>
    [
        .. graph.Model.Nodes.SelectMany(node => node.Outputs, (node, name) => (node, name))
            .Where(v => v.name.Length > 0 && IsShown(graph.Values[v.name]))
            .Select(v => new ActivationLayer(v.name, v.node.Operator.Name, graph.Values[v.name].Shape, v.node.Name)),
    ];

    private static void RunPart(TracePart part, IBackend backend, WorkerOptions? options,
        Dictionary<string, Tensor> alive, Action<string, Tensor> receive)
    {
        using (var worker = new Worker(part.Model, backend, options))
        {
            foreach (ValueInfo input in part.Model.Inputs)
                worker.SetInput(input.Name, alive[input.Name]);
            worker.Schedule();
            for (int i = 0; i < part.Model.Outputs.Length; i++)
            {
                Tensor output = worker.PeekOutput(i), value = output.IsOnHost ? output : output.ReadbackAndClone();
                string name = part.Model.Outputs[i];
                receive(name, value);
                if (part.ReadLater.Contains(name))
                    alive[name] = value == output ? output.ReadbackAndClone() : value;
                else if (value != output)
                    value.Dispose();
            }
        }

        foreach (string name in alive.Keys.Where(name => !part.ReadLater.Contains(name)).ToArray())
            alive.Remove(name);
    }

    private static void Hand(ActivationLayer layer, Tensor value, Action<ActivationLayer, Tensor<float>> receive)
    {
        if (value is Tensor<float> single)
        {
            receive(layer, single);
            return;
        }

        using var widened = new Tensor<float>(value.Shape);
        ReadOnlySpan<Half> half = value.AsSpan<Half>();
        Span<float> to = widened.AsSpan();
        for (int i = 0; i < to.Length; i++)
            to[i] = (float)half[i];
        receive(layer, widened);
    }

    private static bool IsShown(TensorInfo info) =>
        info.DataType is DataType.Float32 or DataType.Float16
        && ActivationPainter.TryMaps(info.Shape, out _, out _, out _);
}
