using VisionPlugin.Cards;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Components.Regions;

/// <summary>
/// A network of one picture that takes 1, 2, 4, ... pictures at once. All sizes are prepared before the first frame, so
/// that none of them makes a frame late.
/// </summary>
internal sealed class BatchNetwork : IDisposable
{
    private readonly VisionModel _model;
    private readonly IBackend _backend;
    private readonly Worker _worker;
    private readonly FrameToTensor _converter;
    private readonly List<FrameInput>[] _inputs;
    private readonly HostOutput?[] _outputs;
    private readonly int _output;
    private int _outputLength;

    private BatchNetwork(VisionModel model, Model network, IBackend backend, WorkerOptions options, int largest)
    {
        (_model, _backend) = (model, backend);
        _converter = new FrameToTensor(model.Card.Input);
        int sizes = int.Log2(largest) + 1;
        _worker = new Worker(network, backend, options with { CachedPlans = Math.Max(options.CachedPlans, sizes) });
        _output = model.Card.Decoder.Outputs.IsEmpty ? 0 : network.Outputs.IndexOf(model.Card.Decoder.Outputs[0]);
        (_inputs, _outputs) = (new List<FrameInput>[sizes], new HostOutput?[sizes]);
        for (int i = 0; i < sizes; i++)
            _inputs[i] = [CreateInput(1 << i)];
    }

    /// <summary>Most pictures at once.</summary>
    public int LargestBatch => 1 << (_inputs.Length - 1);

    /// <summary>What runs on the backend, and what on the fallback; null before the first size is prepared.</summary>
    public Coverage? Coverage => _worker.Coverage;

    /// <summary>Prepares a network, with batches if it can take them and else without.</summary>
    /// <param name="model">A model that has been found to work with one picture.</param>
    /// <param name="backend">What it runs on; stays the caller's.</param>
    /// <param name="options">How it is prepared and run.</param>
    /// <param name="largest">Most pictures at once, a power of two.</param>
    public static BatchNetwork Create(VisionModel model, IBackend backend, WorkerOptions options, int largest)
    {
        if (BatchAxis.TryFree(model.Model) is { } free)
        {
            var network = new BatchNetwork(model, free, backend, options, largest);
            bool takesBatches = false;
            try
            {
                network.Prepare();
                takesBatches = network.KeepsPicturesApart();
            }
            catch (Exception error) when (error is ShapeMismatchException or UnsupportedOperatorException)
            {
                // It is built for one picture.
            }
            finally
            {
                if (!takesBatches)
                    network.Dispose();
            }

            if (takesBatches)
                return network;
        }

        var single = new BatchNetwork(model, model.Model, backend, options, 1);
        try
        {
            single.Prepare();
            return single;
        }
        catch
        {
            single.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens a network that is to be prepared size by size: <see cref="BeginWarmUp"/>, then <see cref="Complete"/>.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="backend">What it runs on; stays the caller's.</param>
    /// <param name="options">How it is prepared and run.</param>
    /// <param name="largest">Most pictures at once, as <see cref="LargestBatch"/> of another backend's network.</param>
    public static BatchNetwork Open(VisionModel model, IBackend backend, WorkerOptions options, int largest) =>
        new(model, largest > 1 ? BatchAxis.TryFree(model.Model)! : model.Model, backend, options, largest);

    /// <summary>
    /// Pictures that go through next where <paramref name="waiting"/> wait: the largest size that is full.
    /// </summary>
    public int BatchFor(int waiting)
    {
        int size = LargestBatch;
        while (size > waiting)
            size >>= 1;
        return size;
    }

    /// <summary>Begins to prepare a size.</summary>
    public WarmUp BeginWarmUp(int batch)
    {
        _worker.SetInput(0, InputOf(batch).Tensor);
        return _worker.BeginWarmUp();
    }

    /// <summary>Ends the preparation of a size, from 1 upwards.</summary>
    /// <exception cref="ShapeMismatchException">The output is not as many as the pictures.</exception>
    public void Complete(int batch)
    {
        _worker.SetInput(0, InputOf(batch).Tensor);
        string name = _worker.Model.Outputs[_output];
        TensorInfo output = _worker.Prepare().Graph.Values[name];
        _outputLength = batch == 1 ? output.Shape.Length : _outputLength;
        if (output.Shape.Length != batch * _outputLength)
            throw new ShapeMismatchException($"{batch} pictures become {output.Shape}.");
        _outputs[int.Log2(batch)] = new HostOutput(name, output);
    }

    /// <summary>Where pictures of a batch come in; there may be any number of batches of a size at once.</summary>
    public FrameInput InputOf(int batch, int ordinal = 0)
    {
        List<FrameInput> inputs = _inputs[int.Log2(batch)];
        while (inputs.Count <= ordinal)
            inputs.Add(CreateInput(batch));
        return inputs[ordinal];
    }

    /// <summary>Runs the network on an input whose pictures are all there; blocks until the output is.</summary>
    /// <returns>The output of each picture, one after the other; valid until the next run.</returns>
    public ReadOnlySpan<float> Run(int batch, FrameInput input)
    {
        _worker.SetInput(0, input.Tensor);
        _worker.Schedule();
        return Take(batch);
    }

    /// <summary>Begins a run in slices on such an input.</summary>
    public SlicedRun Start(FrameInput input, TimeProvider clock)
    {
        _worker.SetInput(0, input.Tensor);
        _worker.Clock = clock;
        return _worker.ScheduleIterable(TimeSpan.Zero);
    }

    /// <summary>After a run: starts copying the output to the host. Never blocks.</summary>
    public void Request() => _worker.PeekOutput(_output).ReadbackRequest();

    /// <summary>True once that has arrived. Never blocks.</summary>
    public bool HasArrived => _worker.PeekOutput(_output).IsReadbackRequestDone();

    /// <summary>The output of each picture, one after the other; blocks until it is there.</summary>
    public ReadOnlySpan<float> Take(int batch) =>
        _outputs[int.Log2(batch)]!.Take(_worker.PeekOutput(_output)).AsSpan();

    public void Dispose()
    {
        _worker.Dispose();
        foreach (List<FrameInput> inputs in _inputs)
            inputs.ForEach(i => i.Dispose());
        foreach (HostOutput? output in _outputs)
            output?.Dispose();
    }

    private FrameInput CreateInput(int batch) =>
        new(_model.Card, _model.Model.Inputs[0].DataType, _backend, batch, _converter);

    private void Prepare()
    {
        for (int batch = 1; batch <= LargestBatch; batch *= 2)
            Complete(batch);
    }

    // Shapes alone do not say so: two pictures of noise must give what each gives by itself.
    private bool KeepsPicturesApart()
    {
        float[] both = Probe(2, 0), first = Probe(1, 0), second = Probe(1, 1);
        float[] apart = [.. first, .. second];
        for (int i = 0; i < both.Length; i++)
        {
            if (!(Math.Abs(both[i] - apart[i]) <= 1e-3f + (1e-2f * Math.Abs(apart[i]))))
                return false;
        }

        return true;
    }

    private float[] Probe(int batch, int seed)
    {
        FrameInput input = InputOf(batch);
        int length = input.Values.Length / batch;
        for (int i = 0; i < batch; i++)
        {
            var random = new Random(seed + i);
            foreach (ref float value in input.Values.Slice(i * length, length))
                value = random.NextSingle();
        }

        input.TakePixels();
        return Run(batch, input).ToArray();
    }
}
