using VisionPlugin.Cards;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Components.Regions;

/// <summary>
/// A network of one picture that takes 1, 2, 4, ... pictures at once. All sizes are prepared when it is created, so
/// that none of them makes a frame late.
/// </summary>
internal sealed class BatchNetwork : IDisposable
{
    private readonly Worker _worker;
    private readonly FrameToTensor _converter;
    private readonly List<BatchMemory> _sizes = [];
    private readonly int _output;

    private BatchNetwork(VisionModel model, Model network, IBackend backend, WorkerOptions options, int largest)
    {
        int sizes = 1;
        while ((1 << sizes) <= largest)
            sizes++;
        _worker = new Worker(network, backend, options with { CachedPlans = Math.Max(options.CachedPlans, sizes) });
        _converter = new FrameToTensor(model.Card.Input);
        _output = model.Card.Decoder.Outputs.IsEmpty ? 0 : network.Outputs.IndexOf(model.Card.Decoder.Outputs[0]);
        try
        {
            for (int i = 0; i < sizes; i++)
                _sizes.Add(Prepare(model, 1 << i));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Most pictures at once.</summary>
    public int LargestBatch => 1 << (_sizes.Count - 1);

    /// <summary>Prepares a network, with batches if it can take them and else without.</summary>
    /// <param name="model">A model that has been found to work with one picture.</param>
    /// <param name="backend">What it runs on; stays the caller's.</param>
    /// <param name="options">How it is prepared and run.</param>
    /// <param name="largest">Most pictures at once, a power of two.</param>
    public static BatchNetwork Create(VisionModel model, IBackend backend, WorkerOptions options, int largest)
    {
        if (BatchAxis.TryFree(model.Model) is { } free)
        {
            try
            {
                var network = new BatchNetwork(model, free, backend, options, largest);
                if (network.KeepsPicturesApart())
                    return network;
                network.Dispose();
            }
            catch (Exception error) when (error is ShapeMismatchException or UnsupportedOperatorException)
            {
                // It is built for one picture.
            }
        }

        return new BatchNetwork(model, model.Model, backend, options, 1);
    }

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

    /// <summary>Makes a frame one of the pictures of a batch.</summary>
    public void Set(int batch, int index, Frame frame) => _converter.Convert(frame, MemoryOf(batch).Input, index);

    /// <summary>Runs the network on a batch whose pictures are all set; blocks until the output is there.</summary>
    /// <returns>The output of each picture, one after the other; valid until the next run.</returns>
    public ReadOnlySpan<float> Run(int batch)
    {
        BatchMemory memory = MemoryOf(batch);
        _worker.SetInput(0, memory.Set());
        _worker.Schedule();
        return memory.Output.Take(_worker.PeekOutput(_output)).AsSpan();
    }

    public void Dispose()
    {
        _worker.Dispose();
        _sizes.ForEach(s => s.Dispose());
    }

    private BatchMemory MemoryOf(int batch) => _sizes[int.Log2(batch)];

    private BatchMemory Prepare(VisionModel model, int batch)
    {
        var memory = new BatchMemory(_converter.Options, batch, model.Model.Inputs[0].DataType);
        try
        {
            _worker.SetInput(0, memory.Set());
            string name = _worker.Model.Outputs[_output];
            TensorInfo output = _worker.Prepare().Graph.Values[name];
            if (batch > 1 && output.Shape.Length != batch * _sizes[0].OutputLength)
                throw new ShapeMismatchException($"{batch} pictures become {output.Shape}.");
            memory.SetOutput(name, output);
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
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
        Span<float> input = MemoryOf(batch).Input.AsSpan();
        int length = input.Length / batch;
        for (int i = 0; i < batch; i++)
        {
            var random = new Random(seed + i);
            foreach (ref float value in input.Slice(i * length, length))
                value = random.NextSingle();
        }

        return Run(batch).ToArray();
    }
}
