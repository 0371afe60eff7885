namespace VisionPlugin.Tensors;

/// <summary>Elements of a tensor that live on a device (a GPU buffer). Implemented by backends.</summary>
public interface IDeviceStorage : IDisposable
{
    /// <summary>What holds the data, for messages: <c>GpuCompute</c>.</summary>
    string Device { get; }

    /// <summary>True once the copy that <see cref="RequestReadback"/> asked for has arrived. Never blocks.</summary>
    bool IsReadbackDone { get; }

    /// <summary>Starts copying the elements to host memory behind a fence. Never blocks.</summary>
    void RequestReadback();

    /// <summary>
    /// Copies the elements, row-major in the tensor's own element type, to <paramref name="destination"/>.
    /// Blocks until they have arrived.
    /// </summary>
    void Read(Span<byte> destination);
}
