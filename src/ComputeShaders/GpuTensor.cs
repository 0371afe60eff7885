using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>Tensors in GPU memory of their own, as inputs that are made on the GPU.</summary>
public static class GpuTensor
{
    /// <summary>
    /// Creates a float tensor on the backend's device, whose content is undefined. It belongs to the caller, who must
    /// dispose it before the backend. Any worker of the same backend takes it as an input without a copy through the
    /// host.
    /// </summary>
    /// <param name="backend">The backend.</param>
    /// <param name="shape">Sizes, (N, C, H, W) for pictures.</param>
    /// <exception cref="GpuOutOfMemoryException">The driver has no memory for it.</exception>
    public static Tensor<float> Create(GpuBackend backend, TensorShape shape)
    {
        ArgumentNullException.ThrowIfNull(backend);
        using GlStateGuard.Scope guard = backend.Device.State.Enter(GlTouches.Transfers);
        var info = new TensorInfo(DataType.Float32, shape);
        long bytes = GpuTensorLayout.Bytes(shape, GpuLayout.Linear);
        var buffer = new GlBuffer(backend.Device, bytes, GlBufferUse.Shaders, $"VisionPlugin tensor {shape}");
        var storage = new GpuTensorStorage(backend.Device, info, new GpuRange(buffer, 0, bytes), ownsBuffer: true);
        storage.Attach();
        return new Tensor<float>(shape, storage);
    }

    /// <summary>A tensor of the given type over a storage, which it owns.</summary>
    internal static Tensor Create(TensorInfo info, GpuTensorStorage storage) => info.DataType switch
    {
        DataType.Float32 => new Tensor<float>(info.Shape, storage),
        DataType.Float16 => new Tensor<Half>(info.Shape, storage),
        DataType.UInt8 => new Tensor<byte>(info.Shape, storage),
        DataType.Int8 => new Tensor<sbyte>(info.Shape, storage),
        DataType.UInt16 => new Tensor<ushort>(info.Shape, storage),
        DataType.Int16 => new Tensor<short>(info.Shape, storage),
        DataType.UInt32 => new Tensor<uint>(info.Shape, storage),
        DataType.Int32 => new Tensor<int>(info.Shape, storage),
        DataType.Int64 => new Tensor<long>(info.Shape, storage),
        DataType.Bool => new Tensor<bool>(info.Shape, storage),
        _ => throw new NotSupportedException($"{info.DataType} is not kept on the GPU."),
    };
}
