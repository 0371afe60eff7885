using System.Diagnostics.CodeAnalysis;
using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Sources;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// Turns pictures in textures and framebuffers into a network's input without leaving the GPU: what
/// <see cref="FrameToTensor"/> does on the CPU, with the same options, the same sampling and the same result. Keeps
/// tables for the last size, so that further frames of that size allocate nothing. Dispose it before the backend.
/// </summary>
public sealed class TextureConverter : IDisposable
{
    private const int TapSlot = 1, WeightSlot = 2, OutputSlot = 3;

    private readonly GlDevice _device;
    private readonly AxisTaps _columns;
    private readonly AxisTaps _rows;
    private readonly int[] _taps;
    private readonly float[] _weights;
    private GlBuffer _tapBuffer;
    private GlBuffer _weightBuffer;
    private readonly int _batch;
    private ComputeProgram _program;
    private int _first;
    private SampledFrame _source;
    private FrameTransform _transform;
    private GpuFrame _last;

    /// <summary>Prepares conversion.</summary>
    /// <param name="backend">The backend, whose context has the textures.</param>
    /// <param name="options">What the network expects.</param>
    /// <param name="batch">Pictures of the tensors that are written.</param>
    /// <exception cref="ArgumentException">The options do not make sense.</exception>
    public TextureConverter(GpuBackend backend, FrameToTensorOptions options, int batch = 1)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        options.Validate();
        Options = options;
        _device = backend.Device;
        _columns = new AxisTaps(options.Width);
        _rows = new AxisTaps(options.Height);
        _taps = new int[2 * (options.Width + options.Height)];
        _weights = new float[3 * (options.Width + options.Height)];
        _batch = batch;
        using GlStateGuard.Scope guard = _device.State.Enter(GlTouches.Transfers);
        Allocate();
    }

    /// <summary>What the network expects.</summary>
    public FrameToTensorOptions Options { get; }

    /// <summary>
    /// Writes a picture to a tensor and returns the transform that maps results back. Submits, does not wait.
    /// </summary>
    /// <param name="frame">The picture, of any size.</param>
    /// <param name="tensor">A tensor of <see cref="GpuTensor"/>, (N, C, H, W) of the options' C, H and W.</param>
    /// <param name="batchIndex">Which of the N is written.</param>
    /// <exception cref="FrameSourceException">The picture cannot be used; the message says why.</exception>
    /// <exception cref="ShapeMismatchException">The tensor has other sizes.</exception>
    /// <exception cref="ArgumentException">The tensor is not in the backend's memory.</exception>
    public FrameTransform ToTensor(GpuFrame frame, Tensor<float> tensor, int batchIndex = 0)
    {
        GpuTensorStorage storage = Storage(tensor, batchIndex);
        using GlStateGuard.Scope guard = _device.State.Enter(
            GlTouches.Dispatches | GlTouches.Textures
            | (frame.Kind == GpuFrameKind.Framebuffer ? GlTouches.Pixels : 0));
        if (!_tapBuffer.IsAlive)
            Allocate();
        PrepareTables(frame);
        GL gl = _device.Gl;
        gl.UseProgram(_program.Handle);
        gl.Uniform1(_first, batchIndex * Options.ChannelCount * Options.Width * Options.Height);
        _source.Bind(frame);
        _tapBuffer.Bind(TapSlot);
        _weightBuffer.Bind(WeightSlot);
        storage.Range.Buffer.Bind(OutputSlot, storage.Range.Offset, storage.Range.Bytes);
        _device.Dispatch(_program, Grid.X, Grid.Y, 1);
        gl.MemoryBarrier(MemoryBarrierMask.ShaderStorageBarrierBit | MemoryBarrierMask.BufferUpdateBarrierBit);
        storage.Attach();
        return _transform;
    }

    /// <summary>Frees the tables.</summary>
    public void Dispose()
    {
        _tapBuffer.Dispose();
        _weightBuffer.Dispose();
        _source.Dispose();
    }

    private int Groups =>
        ((Options.Width * Options.Height) + GpuKernel.DefaultGroupSize - 1) / GpuKernel.DefaultGroupSize;

    private (int X, int Y) Grid => GpuCommand.GridOf(_device, Groups);

    private GpuTensorStorage Storage(Tensor<float> tensor, int batchIndex)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        TensorShape shape = tensor.Shape;
        if (shape.Rank != 4 || shape[0] > _batch || shape[1] != Options.ChannelCount
            || shape[2] != Options.Height
            || shape[3] != Options.Width)
        {
            throw new ShapeMismatchException(
                $"The frame becomes [N, {Options.ChannelCount}, {Options.Height}, {Options.Width}] "
                + $"with N up to {_batch}; the tensor is {shape}.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(batchIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(batchIndex, shape[0]);
        return tensor.Device is GpuTensorStorage { IsWritable: true } storage && storage.IsOn(_device)
            ? storage
            : throw new ArgumentException(
                $"{tensor} is not a tensor that {nameof(GpuTensor)} created on this backend.", nameof(tensor));
    }

    // Again where the context is another than before: nothing of the earlier one is left.
    [MemberNotNull(nameof(_tapBuffer), nameof(_weightBuffer), nameof(_source), nameof(_program))]
    private void Allocate()
    {
        _tapBuffer = new GlBuffer(
            _device, _taps.Length * sizeof(int), GlBufferUse.Constant, "VisionPlugin frame taps");
        try
        {
            _weightBuffer = new GlBuffer(
                _device, _weights.Length * sizeof(float), GlBufferUse.Constant, "VisionPlugin frame weights");
        }
        catch
        {
            _tapBuffer.Dispose();
            throw;
        }

        _source = new SampledFrame(_device);
        _program = Compile();
        _first = _program.Uniform("first");
        _last = default;
    }

    private void PrepareTables(GpuFrame frame)
    {
        if (Place(frame) == Place(_last))
            return;
        _transform = FrameTransform.Create(Options, frame.Width, frame.Height);
        _columns.Update(_transform.X, Options.PadValue, 1);
        _rows.Update(_transform.Y, Options.PadValue, 1);
        PixelRect area = frame.Area;
        Fill(_columns, 0, area.X, 1);
        if (frame.IsBottomUp)
            Fill(_rows, Options.Width, frame.StorageHeight - 1 - area.Y, -1);
        else
            Fill(_rows, Options.Width, area.Y, 1);
        _tapBuffer.Upload<int>(_taps);
        _weightBuffer.Upload<float>(_weights);
        _last = frame;
    }

    // All that decides which texels are read.
    private static (PixelRect, int, bool) Place(GpuFrame frame) => (frame.Area, frame.StorageHeight, frame.IsBottomUp);

    // The picture's first column or row is texel `origin`, and each further one a `step` from there.
    private void Fill(AxisTaps axis, int first, int origin, int step)
    {
        for (int i = 0; i < axis.Tap0.Length; i++)
        {
            _taps[2 * (first + i)] = origin + (step * axis.Tap0[i]);
            _taps[(2 * (first + i)) + 1] = origin + (step * axis.Tap1[i]);
            _weights[3 * (first + i)] = axis.Weight0[i];
            _weights[(3 * (first + i)) + 1] = axis.Weight1[i];
            _weights[(3 * (first + i)) + 2] = axis.Pad[i];
        }
    }

    private ComputeProgram Compile()
    {
        int plane = Options.Width * Options.Height;
        (float red, float green, float blue) = FrameToTensorOptions.Luma;
        bool grey = Options.Channels == ChannelOrder.Gray;
        return _device.Programs.Get("frame_to_tensor.comp",
            new("WIDTH", Options.Width), new("HEIGHT", Options.Height), new("COUNT", plane),
                new("CHANNELS", Options.ChannelCount),
            new("ORDER", Options.Channels == ChannelOrder.Bgr ? "bgr" : "rgb"), new("LUMA", Vector(red, green, blue)),
            new("MEAN", Vector(Options.MeanOf(0), Options.MeanOf(grey ? 0 : 1), Options.MeanOf(grey ? 0 : 2))),
            new("SCALE", Vector(Options.ScaleOf(0), Options.ScaleOf(grey ? 0 : 1), Options.ScaleOf(grey ? 0 : 2))),
            new("GROUP_SIZE", GpuKernel.DefaultGroupSize), new("GROUPS", Groups), new("TEXEL_BUFFERS", false));
    }

    private static string Vector(float x, float y, float z) =>
        $"vec3({new ShaderDefine("", x).Value}, {new ShaderDefine("", y).Value}, {new ShaderDefine("", z).Value})";
}
