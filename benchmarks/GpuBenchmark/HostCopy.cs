using VisionPlugin.Execution;
using VisionPlugin.Tensors;

namespace VisionPlugin.Benchmarks;

/// <summary>
/// Runs a worker and waits until its outputs are in host memory, as a program does that needs each result.
/// </summary>
internal sealed class HostCopy(Worker worker) : IDisposable
{
    private readonly Tensor[] _outputs =
        [.. worker.Model.Outputs.Select((_, i) => Tensor.Create(worker.PeekOutput(i).DataType,
            worker.PeekOutput(i).Shape))];

    /// <summary>One run.</summary>
    public void ScheduleAndRead()
    {
        worker.Schedule();
        for (int i = 0; i < _outputs.Length; i++)
            worker.PeekOutput(i).CopyTo(_outputs[i].AsBytes());
    }

    /// <summary>Releases the copies.</summary>
    public void Dispose()
    {
        foreach (Tensor output in _outputs)
            output.Dispose();
    }
}
