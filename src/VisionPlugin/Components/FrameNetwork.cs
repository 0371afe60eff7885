using System.Collections.Immutable;
using System.Diagnostics;
using VisionPlugin.Cards;
using VisionPlugin.Cards.Recognition;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Components;

/// <summary>
/// What all components share: a frame becomes the input, the network runs, its outputs come to the host. Everything
/// that can be wrong with a model, its card and the backend shows when it is created.
/// </summary>
internal sealed class FrameNetwork : IDisposable
{
    private readonly Worker _worker;
    private readonly FrameInput _input;
    private readonly int _inputIndex;
    private readonly int[] _outputIndices;
    private readonly HostOutput[] _hostOutputs;
    private readonly Tensor<float>[] _outputs;
    private readonly Tensor[] _deviceOutputs;
    private long _converted;
    private long _afterInfer;
    private TimeSpan _pre;
    private TimeSpan _infer;

    /// <summary>Prepares a network.</summary>
    /// <param name="model">The model with its card.</param>
    /// <param name="backend">What it runs on; stays the caller's.</param>
    /// <param name="options">How it is prepared and run; null for the defaults.</param>
    /// <param name="outputs">
    /// Outputs of the model to bring to the host; null for those that the card's decoder reads.
    /// </param>
    /// <param name="worker">
    /// One of <see cref="CreateWorker"/>, warmed up, which is the network's from now on; null to make the plan here.
    /// </param>
    public FrameNetwork(
        VisionModel model, IBackend backend, WorkerOptions? options, ImmutableArray<string>? outputs = null,
        Worker? worker = null)
    {
        (_worker, Card) = (worker ?? new Worker(model.Model, backend, options), model.Card);
        _inputIndex = model.Model.Inputs.IndexOf(InputOf(model));
        _input = new FrameInput(Card, model.Model.Inputs[_inputIndex].DataType, backend);
        ImmutableArray<string> names = outputs ?? OutputNames(model);
        _outputIndices = [.. names.Select(name => model.Model.Outputs.IndexOf(name))];
        _outputs = new Tensor<float>[names.Length];
        _deviceOutputs = new Tensor[names.Length];
        try
        {
            _worker.SetInput(_inputIndex, _input.Tensor);
            CompiledGraph graph = _worker.Prepare().Graph;
            int? classes = Card.Labels.IsEmpty ? null : Card.Labels.Length;
            if (outputs is null)
            {
                TensorShape[] shapes = [.. names.Select(name => graph.Values[name].Shape)];
                Card.Decoder.Validate(shapes, classes);
                Card.Decoder.ValidateInput(shapes, Card.Input.Width, Card.Input.Height);
            }

            _hostOutputs = [.. names.Select(name => new HostOutput(name, graph.Values[name]))];
        }
        catch (ShapeMismatchException error)
        {
            _worker.Dispose();
            throw new ShapeMismatchException($"{Card.Name}: {error.Message}{CardAdvice.For(model.Model)}", error);
        }
        catch
        {
            _worker.Dispose();
            throw;
        }
    }

    /// <summary>The model's card.</summary>
    public ModelCard Card { get; }

    /// <summary>What it runs on.</summary>
    public IBackend Backend => _worker.Backend;

    /// <summary>What runs on the backend, and what on the fallback.</summary>
    public Coverage Coverage => _worker.Coverage!;

    /// <summary>The outputs that the decoder reads, on the host; valid until the next run.</summary>
    public ReadOnlySpan<Tensor<float>> Outputs => _outputs;

    /// <summary>Number of elements of the first of them.</summary>
    public int OutputLength => _hostOutputs[0].Length;

    /// <summary>
    /// The same outputs where the network leaves them: of the run scheduled last; before the first one, places without
    /// elements. Valid until the next run.
    /// </summary>
    public ReadOnlySpan<Tensor> DeviceOutputs
    {
        get
        {
            for (int i = 0; i < _deviceOutputs.Length; i++)
                _deviceOutputs[i] = _worker.PeekPrepared(_outputIndices[i]);
            return _deviceOutputs;
        }
    }

    /// <summary>True once what <see cref="RequestOutputs"/> asked for has arrived. Never blocks.</summary>
    public bool OutputsArrived
    {
        get
        {
            foreach (int index in _outputIndices)
            {
                if (!_worker.PeekOutput(index).IsReadbackRequestDone())
                    return false;
            }

            return true;
        }
    }

    /// <summary>True if <see cref="TakeInput"/> would not wait for the GPU. Never blocks.</summary>
    public bool InputArrived => _input.IsReady;

    /// <summary>Runs the network on a frame. Blocks until the outputs are there.</summary>
    public FrameTransform Run(Frame frame)
    {
        FrameTransform transform = Submit(frame);
        ReadOutputs();
        return transform;
    }

    /// <summary>Runs the network on a picture in a texture or framebuffer. Blocks until the outputs are there.</summary>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public FrameTransform Run(GpuFrame frame)
    {
        FrameTransform transform = Submit(frame);
        ReadOutputs();
        return transform;
    }

    /// <summary>Runs the network on a frame. On a GPU it is submitted, not awaited.</summary>
    public FrameTransform Submit(Frame frame)
    {
        long start = Stopwatch.GetTimestamp();
        return Schedule(Convert(frame), start);
    }

    /// <summary>Runs the network on a picture in a texture or framebuffer. On a GPU it is submitted, not awaited.</summary>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public FrameTransform Submit(GpuFrame frame)
    {
        long start = Stopwatch.GetTimestamp();
        BeginInput(frame);
        return Schedule(TakeInput(), start);
    }

    /// <summary>What was asked for after <see cref="Submit(Frame)"/> has arrived: what follows is decoding.</summary>
    public void EndInfer()
    {
        _afterInfer = Stopwatch.GetTimestamp();
        _infer = Stopwatch.GetElapsedTime(_converted, _afterInfer);
    }

    /// <summary>The times of the last frame, whose decoding has just ended.</summary>
    public FrameTimings Finish() => new(_pre, _infer, Stopwatch.GetElapsedTime(_afterInfer));

    /// <summary>First of the parts of a run, for one in slices: the frame becomes the input.</summary>
    public FrameTransform Convert(Frame frame)
    {
        FrameTransform transform = _input.Convert(frame);
        _worker.SetInput(_inputIndex, _input.Tensor);
        return transform;
    }

    /// <summary>
    /// Gets ready for pictures in textures and framebuffers, so that the first of them takes no longer than others.
    /// </summary>
    public void PrepareGpuInput() => _input.PrepareGpu();

    /// <summary>
    /// First half of the first part for a picture in a texture or framebuffer: takes it as it is now. Never blocks.
    /// </summary>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public void BeginInput(GpuFrame frame) => _input.Begin(frame);

    /// <summary>Second half: that picture becomes the input. Blocks until it is there.</summary>
    public FrameTransform TakeInput()
    {
        FrameTransform transform = _input.Take();
        _worker.SetInput(_inputIndex, _input.Tensor);
        return transform;
    }

    /// <summary>Second part: begins a run in slices on the input.</summary>
    /// <param name="clock">The clock to time it with.</param>
    /// <param name="within">Time until the run must be done; null for no such time.</param>
    public SlicedRun Start(TimeProvider clock, TimeSpan? within)
    {
        _worker.Clock = clock;
        return _worker.ScheduleIterable(TimeSpan.Zero, within);
    }

    /// <summary>Third part, after the run: starts copying the outputs to the host. Never blocks.</summary>
    public void RequestOutputs()
    {
        foreach (int index in _outputIndices)
            _worker.PeekOutput(index).ReadbackRequest();
    }

    /// <summary>Last part: makes <see cref="Outputs"/> those of this run. Blocks until they have arrived.</summary>
    public void TakeOutputs()
    {
        for (int i = 0; i < _outputs.Length; i++)
            _outputs[i] = _hostOutputs[i].Take(_worker.PeekOutput(_outputIndices[i]));
    }

    public void Dispose()
    {
        _worker.Dispose();
        _input.Dispose();
        foreach (HostOutput output in _hostOutputs)
            output.Dispose();
    }

    /// <summary>A worker for a model with an input of the size that its card says, to be warmed up.</summary>
    /// <exception cref="ModelFormatException">The card does not fit the model.</exception>
    /// <exception cref="ShapeMismatchException">The card makes an input of another shape.</exception>
    public static Worker CreateWorker(VisionModel model, IBackend backend, WorkerOptions? options)
    {
        ValueInfo input = InputOf(model);
        var worker = new Worker(model.Model, backend, options);
        worker.SetInput(input.Name, Tensor.Create(input.DataType, model.Card.Input.Shape));
        return worker;
    }

    /// <summary>The error of a model whose card names another task than the component's.</summary>
    public static ModelFormatException WrongTask(ModelCard card, VisionTask wanted) =>
        new($"{card.Name} is a model to {card.Task.ToString().ToLowerInvariant()}, not to {wanted.ToString().ToLowerInvariant()}.");

    /// <summary>The input that takes the picture.</summary>
    /// <exception cref="ModelFormatException">The model has no such input, or others besides.</exception>
    /// <exception cref="ShapeMismatchException">The card makes an input of another shape.</exception>
    public static ValueInfo InputOf(VisionModel model)
    {
        ImmutableArray<ValueInfo> inputs = model.Model.Inputs;
        string have = string.Join("; ", inputs.Select(i => i.ToString()));
        ValueInfo[] found = [.. inputs.Where(i => model.Card.InputName is not { } name || i.Name == name)];
        if (found.Length != 1 || inputs.Length != 1)
        {
            throw new ModelFormatException(
                $"{model.Card.Name}: {(model.Card.InputName is { } name ? $"the card's input '{name}'" : "one picture")} must be the model's only input;"
                + $" it has {inputs.Length}: {have}.");
        }

        ValueInfo input = found[0];
        if (input.DataType is not (DataType.Float32 or DataType.Float16))
            throw new ModelFormatException($"{model.Card.Name}: the input must be Float32 or Float16; the model has {have}.");
        ReadOnlySpan<int> sizes = model.Card.Input.Shape.Sizes;
        bool fits = input.Dimensions.IsDefault || input.Dimensions.Length == sizes.Length;
        for (int i = 0; fits && !input.Dimensions.IsDefault && i < sizes.Length; i++)
            fits = input.Dimensions[i].Size is not { } size || size == sizes[i];
        return fits ? input
            : throw new ShapeMismatchException($"{model.Card.Name}: the card makes an input of {model.Card.Input.Shape}; the model has {have}.{CardAdvice.For(model.Model)}");
    }

    private FrameTransform Schedule(FrameTransform transform, long start)
    {
        _converted = Stopwatch.GetTimestamp();
        _pre = Stopwatch.GetElapsedTime(start, _converted);
        _worker.Schedule();
        return transform;
    }

    private void ReadOutputs()
    {
        RequestOutputs();
        TakeOutputs();
        EndInfer();
    }

    private static ImmutableArray<string> OutputNames(VisionModel model)
    {
        Decoder decoder = model.Card.Decoder;
        ImmutableArray<string> have = model.Model.Outputs;
        if (decoder.Outputs.IsEmpty)
        {
            return have.Length >= decoder.OutputCount ? have[..decoder.OutputCount] : throw new ModelFormatException(
                $"{model.Card.Name}: the decoder reads {decoder.OutputCount} outputs; the model has {have.Length}: {string.Join(", ", have)}.{CardAdvice.For(model.Model)}");
        }

        string? missing = decoder.Outputs.FirstOrDefault(name => !have.Contains(name));
        return missing is null ? decoder.Outputs : throw new ModelFormatException(
            $"{model.Card.Name}: the card names an output '{missing}'; the model has {string.Join(", ", have)}.{CardAdvice.For(model.Model)}");
    }
}
