using System.Collections.Immutable;
using VisionPlugin.Cards;
using VisionPlugin.Components.Activations;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Components;

/// <summary>
/// Shows what a layer of a network makes of a frame: its feature maps as a grid of grey or coloured pictures. Only the
/// part of the network up to that layer is run. Not thread-safe; on a GPU it belongs to the thread of the backend's
/// context.
/// </summary>
public sealed class ActivationView : IFrameComponent<float>, IDisposable
{
    private readonly VisionModel _model;
    private readonly WorkerOptions? _options;
    private FrameNetwork _network;
    private float[] _values = [];
    private float[] _difference = [];
    private TensorShape _shape;

    /// <summary>Prepares a view; <paramref name="backend"/> stays the caller's.</summary>
    /// <param name="model">A model of any task.</param>
    /// <param name="backend">What it runs on.</param>
    /// <param name="layer">Name of the layer to show; left out, the first of <see cref="Layers"/>.</param>
    /// <param name="options">How the model is prepared and run; left out, the defaults.</param>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    /// <exception cref="ModelFormatException">The card does not fit the model, or no layer can be shown.</exception>
    /// <exception cref="ShapeMismatchException">The card's input does not fit the model.</exception>
    /// <exception cref="UnsupportedOperatorException">The backend cannot run the model.</exception>
    public ActivationView(VisionModel model, IBackend backend, string? layer = null, WorkerOptions? options = null)
        : this(model, backend, layer, options, null)
    {
    }

    internal ActivationView(
        VisionModel model, IBackend backend, string? layer, WorkerOptions? options, Worker? worker)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_model, _options) = (model, options);
        Backend = backend;
        Layers = FindLayers(model);
        Layer = Find(model, Layers, layer ?? Layers[0].Name);
        _network = Open(Layer, worker);
    }

    /// <summary>What can be shown, in the order in which it is computed.</summary>
    public ImmutableArray<ActivationLayer> Layers { get; }

    /// <summary>What is shown.</summary>
    public ActivationLayer Layer { get; private set; }

    /// <summary>What it runs on.</summary>
    public IBackend Backend { get; }

    /// <summary>How numbers become colours.</summary>
    public ActivationColors Colors { get; set; } = ActivationColors.Heat;

    /// <summary>Which numbers share a scale.</summary>
    public ActivationRange Range { get; set; } = ActivationRange.Channel;

    /// <summary>Where the time of the last frame went.</summary>
    public FrameTimings Timings { get; private set; }

    FrameNetwork IFrameComponent<float>.Network => _network;

    ReadOnlySpan<float> IFrameComponent<float>.Latest => _values.AsSpan(0, _shape.Rank == 0 ? 0 : _shape.Length);

    /// <summary>Chooses another layer, which is prepared at once. What was shown stays until the next frame.</summary>
    /// <param name="name">A name from <see cref="Layers"/>.</param>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public void Select(string name)
    {
        ActivationLayer layer = Find(name);
        if (layer != Layer)
            Show(layer, Open(layer, null));
    }

    /// <summary>Runs the network on a frame as far as the layer; blocks until its values are there.</summary>
    /// <returns>
    /// The values, in <see cref="Layer"/>'s shape. Belong to the view; the next call overwrites them.
    /// </returns>
    public ReadOnlySpan<float> Process(Frame frame)
    {
        _network.Run(frame);
        Decode();
        Timings = _network.Finish();
        return _values.AsSpan(0, _shape.Length);
    }

    /// <summary>
    /// Runs the network on a texture or framebuffer as far as the layer; blocks until its values are there.
    /// </summary>
    /// <returns>
    /// The values, in <see cref="Layer"/>'s shape. Belong to the view; the next call overwrites them.
    /// </returns>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public ReadOnlySpan<float> Process(GpuFrame frame)
    {
        _network.Run(frame);
        Decode();
        Timings = _network.Finish();
        return _values.AsSpan(0, _shape.Length);
    }

    /// <summary>
    /// Draws the maps of the last frame side by side, as large as they fit. What is no finite number is magenta.
    /// Allocates nothing.
    /// </summary>
    /// <param name="rgba">Receives four bytes a pixel, top row first; every pixel is written.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="stride">Bytes from one row to the next; 0 if the rows follow each other without a gap.</param>
    /// <exception cref="InvalidOperationException">There was no frame yet.</exception>
    /// <exception cref="ArgumentException">
    /// The buffer is too small, or the picture has not a pixel for each map.
    /// </exception>
    public void Draw(Span<byte> rgba, int width, int height, int stride = 0)
    {
        if (_shape.Rank == 0)
            throw new InvalidOperationException("Process a frame before drawing.");
        // Checks size, stride and length.
        var target = new Frame(rgba, width, height, PixelFormat.Rgba32, stride);
        ActivationPainter.Draw(
            _values.AsSpan(0, _shape.Length), _shape, rgba, (width, height, target.Stride), Colors, Range);
    }

    /// <summary>
    /// Draws how far the maps of the last frame are from those of another view, which shows the same layer of the same
    /// model on another backend: absolute differences, on one scale from 0 to the greatest. Allocates only to grow.
    /// </summary>
    /// <param name="other">The other view, which has processed the same frame.</param>
    /// <param name="rgba">Receives four bytes a pixel, top row first; every pixel is written.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="stride">Bytes from one row to the next; 0 if the rows follow each other without a gap.</param>
    /// <returns>The greatest difference, and what to judge it by.</returns>
    /// <exception cref="InvalidOperationException">One of the two has had no frame yet.</exception>
    /// <exception cref="ArgumentException">
    /// The other shows a layer of another shape, the buffer is too small, or the picture has not a pixel for each map.
    /// </exception>
    public ActivationDifference DrawDifference(ActivationView other, Span<byte> rgba, int width, int height, int stride = 0)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_shape.Rank == 0 || other._shape.Rank == 0)
            throw new InvalidOperationException("Both views must process a frame before drawing.");
        if (_shape != other._shape)
            throw new ArgumentException($"This view has maps of shape {_shape}, the other of {other._shape}.", nameof(other));
        var target = new Frame(rgba, width, height, PixelFormat.Rgba32, stride);
        int length = _shape.Length;
        if (_difference.Length < length)
            _difference = new float[length];
        float greatest = 0, greatestValue = 0;
        for (int i = 0; i < length; i++)
        {
            // Math.Max passes NaN on.
            _difference[i] = Math.Abs(_values[i] - other._values[i]);
            greatest = Math.Max(greatest, _difference[i]);
            greatestValue = Math.Max(greatestValue, Math.Abs(_values[i]));
        }

        ActivationPainter.Draw(_difference.AsSpan(0, length), _shape, rgba, (width, height, target.Stride), Colors,
            ActivationRange.Layer, fromZero: true);
        return new ActivationDifference(greatest, greatestValue);
    }

    /// <summary>Releases memory and kernels.</summary>
    public void Dispose() => _network.Dispose();

    /// <summary>The layer of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal ActivationLayer Find(string name) => Find(_model, Layers, name);

    /// <summary>A worker for the part of the network that ends with a layer, to be warmed up.</summary>
    internal Worker CreateWorker(ActivationLayer layer) =>
        FrameNetwork.CreateWorker(UpTo(_model, layer), Backend, _options);

    /// <summary>The part of the network that ends with a layer; a worker is the network's from then on.</summary>
    internal FrameNetwork Open(ActivationLayer layer, Worker? worker) =>
        new(UpTo(_model, layer), Backend, _options, [layer.Name], worker);

    /// <summary>Shows a layer from the next frame on. The network is the view's from now on.</summary>
    internal void Show(ActivationLayer layer, FrameNetwork network)
    {
        _network.Dispose();
        (_network, Layer) = (network, layer);
    }

    /// <summary>The part of a model that is run to show a layer; null for the first that can be shown.</summary>
    internal static VisionModel UpTo(VisionModel model, string? layer)
    {
        ImmutableArray<ActivationLayer> layers = FindLayers(model);
        return UpTo(model, Find(model, layers, layer ?? layers[0].Name));
    }

    void IFrameComponent<float>.Decode(FrameTransform transform) => Decode();

    // A copy, since the network's memory holds the next frame's activations before that frame's layer is known.
    private void Decode()
    {
        Tensor<float> output = _network.Outputs[0];
        if (_values.Length < output.Shape.Length)
            _values = new float[output.Shape.Length];
        output.AsSpan().CopyTo(_values);
        _shape = output.Shape;
    }

    private static ActivationLayer Find(VisionModel model, ImmutableArray<ActivationLayer> layers, string name)
    {
        foreach (ActivationLayer layer in layers)
        {
            if (layer.Name == name)
                return layer;
        }

        throw new ArgumentException(
            $"{model.Card.Name} has no layer '{name}' to show, but {string.Join(", ", layers.Select(l => l.Name))}.",
            nameof(name));
    }

    // As an output of the model the layer keeps its name, whatever the graph compiler does.
    private static VisionModel UpTo(VisionModel model, ActivationLayer layer) =>
        model with { Model = model.Model with { Outputs = [layer.Name] } };

    private static ImmutableArray<ActivationLayer> FindLayers(VisionModel model)
    {
        ImmutableArray<ActivationLayer> layers = ListLayers(model);
        return !layers.IsEmpty ? layers : throw new ModelFormatException(
            $"{model.Card.Name} has no layer with maps of floating-point numbers.");
    }

    private static ImmutableArray<ActivationLayer> ListLayers(VisionModel model)
    {
        ValueInfo input = FrameNetwork.InputOf(model);
        CompiledGraph graph = GraphCompiler.Compile(model.Model,
            new Dictionary<string, TensorInfo> { [input.Name] = new(input.DataType, model.Card.Input.Shape) });
        return ActivationTrace.ListLayers(graph);
    }
}
