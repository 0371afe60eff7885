using System.Diagnostics.CodeAnalysis;
using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>
/// What <see cref="SegmentationDecoder"/> does on the CPU, in two dispatches: the cells of the network's output become
/// bytes, and these are brought to a texture over the frame.
/// </summary>
internal sealed class GpuMaskDecoder : IGpuMaskDecoder
{
    private const string CellsShader = "decode/mask_cells.comp", PaintShader = "decode/mask.comp";
    private const int CellSlot = 0, CellTargetSlot = 1, AxisSlot = 1, AxisWords = 3;

    // Whatever a host may do with the texture: it needs no barrier of its own.
    private const MemoryBarrierMask ForHosts = MemoryBarrierMask.TextureFetchBarrierBit
        | MemoryBarrierMask.ShaderImageAccessBarrierBit | MemoryBarrierMask.TextureUpdateBarrierBit
        | MemoryBarrierMask.FramebufferBarrierBit | MemoryBarrierMask.PixelBufferBarrierBit;

    private readonly GlDevice _device;
    private readonly TensorShape _shape;
    private readonly FrameToTensorOptions _input;
    private readonly bool _sigmoid;
    private readonly int _generation;
    private readonly GpuMask _mask;
    private readonly MaskAxis _x = new();
    private readonly MaskAxis _y = new();
    private int[] _axes = [];
    private ComputeProgram? _cells;
    private ComputeProgram? _paint;
    private ProgramBatch? _batch;
    private int _texelBase;
    private bool _texels;
    private bool _isBottomUp;
    private GlBuffer _cellBuffer;
    private GlBuffer? _axisBuffer;
    private GlBuffer? _upload;

    /// <summary>Allocates memory; <see cref="TryWarmUp"/>, or the first frame, compiles the shaders.</summary>
    public GpuMaskDecoder(GlDevice device, SegmentationDecoder decoder, Tensor output, FrameToTensorOptions input)
    {
        (_device, _shape, _input, _sigmoid) = (device, output.Shape, input, decoder.Sigmoid);
        bool stays = output is Tensor<float> { Device: GpuTensorStorage storage } && storage.IsOn(device);
        _mask = new GpuMask(device, _shape[1] == 1 ? MaskKind.Probability : MaskKind.ClassIndex,
            stays ? null : $"the output, {output}, is not in single precision on the GPU");
        using GlStateGuard.Scope guard = device.State.Enter(GlTouches.Transfers);
        Allocate();
        _texels = stays && ((GpuTensorStorage)output.Device!).Range.Texels is not null;
        _generation = device.Generation;
        _batch = new ProgramBatch(device.Programs);
        _batch.Add(CellsShader, CellsDefines(_texels));
        _batch.Add(PaintShader, PaintDefines);
    }

    /// <inheritdoc/>
    public IGpuMask Mask => _mask;

    private int Cells => _shape[2] * _shape[3];

    private ShaderDefine[] PaintDefines =>
    [
        new("COLUMNS", _shape[3]), new("NEAREST", _mask.Kind == MaskKind.ClassIndex), new("FORMAT", _mask.ImageFormat),
        new("GROUP_SIZE", GpuKernel.DefaultGroupSize), new("TEXEL_BUFFERS", false),
    ];

    /// <inheritdoc/>
    public bool TryWarmUp()
    {
        if (_batch is null)
            return false;
        // In another context the first frame makes them.
        if (!_batch.IsComplete && _generation == _device.Generation)
        {
            using GlStateGuard.Scope guard = _device.State.Enter(GlTouches.Dispatches);
            _batch.MoveNext();
            return true;
        }

        _batch = null;
        return false;
    }

    /// <inheritdoc/>
    public void Decode(Tensor<float> output, FrameTransform transform)
    {
        using GlStateGuard.Scope guard = _device.State.Enter(
            GlTouches.Dispatches | GlTouches.Images | GlTouches.Textures);
        if (!_cellBuffer.IsAlive)
            Allocate();
        bool grouped = _device.MarksSteps && _device.Debug.TryBeginGroup("VisionPlugin: mask"u8);
        (int width, int height) = _mask.Size ?? (transform.X.FrameSize, transform.Y.FrameSize);
        _mask.Resize(width, height);
        GpuRange source = Source(output);
        Compile(source.Texels is not null);
        PrepareAxes(transform, width, height);

        GL gl = _device.Gl;
        gl.UseProgram(_cells.Handle);
        GpuRange.Bind(_device, new ReadOnlySpan<GpuRange>(in source), _texelBase);
        _cellBuffer.Bind(CellTargetSlot);
        Dispatch(_cells, Cells);
        _device.Barrier();
        _cellBuffer.Bind(CellSlot);
        _axisBuffer!.Bind(AxisSlot);
        _mask.BindImage();
        Dispatch(_paint, width * height);
        gl.MemoryBarrier(ForHosts);
        if (grouped)
            _device.Debug.EndGroup();
        _device.Check("decoding a mask");
    }

    /// <summary>Frees texture and buffers.</summary>
    public void Dispose()
    {
        _mask.Dispose();
        _cellBuffer.Dispose();
        _axisBuffer?.Dispose();
        _upload?.Dispose();
    }

    private static int Groups(int invocations) =>
        (invocations + GpuKernel.DefaultGroupSize - 1) / GpuKernel.DefaultGroupSize;

    private void Dispatch(ComputeProgram program, int invocations)
    {
        (int columns, int rows) = GpuCommand.GridOf(_device, Groups(invocations));
        _device.Dispatch(program, columns, rows, 1);
    }

    // Again where the context is another than before: nothing of the earlier one is left.
    [MemberNotNull(nameof(_cellBuffer))]
    private void Allocate()
    {
        _cellBuffer = new GlBuffer(
            _device, (long)Cells * GpuTensorLayout.ElementBytes, GlBufferUse.Shaders, "VisionPlugin cells of a mask");
        (_cells, _axisBuffer, _upload) = (null, null, null);
    }

    private GpuRange Source(Tensor<float> output)
    {
        if (output.Device is GpuTensorStorage storage)
            return storage.Range;
        long bytes = GpuTensorLayout.Bytes(_shape, GpuLayout.Linear);
        _upload ??= new GlBuffer(_device, bytes, GlBufferUse.Upload, "VisionPlugin output from the host");
        _upload.Upload<float>(output.AsSpan());
        return new GpuRange(_upload, 0, bytes);
    }

    private ShaderDefine[] CellsDefines(bool texels) =>
    [
        new("CLASSES", _shape[1]), new("COUNT", Cells), new("SIGMOID", _sigmoid),
        new("GROUP_SIZE", GpuKernel.DefaultGroupSize), new("GROUPS", Groups(Cells)), new("TEXEL_BUFFERS", texels),
    ];

    [MemberNotNull(nameof(_cells), nameof(_paint))]
    private void Compile(bool texels)
    {
        if (_cells is not null && _paint is not null && _texels == texels)
            return;
        _texels = texels;
        _cells = _device.Programs.Get(CellsShader, CellsDefines(texels));
        _texelBase = texels ? _cells.Uniform("texel_base") : -1;
        _paint = _device.Programs.Get(PaintShader, PaintDefines);
    }

    private void PrepareAxes(FrameTransform transform, int width, int height)
    {
        bool changed = _x.Update(transform.X, _input.Width, _shape[3], width)
            | _y.Update(transform.Y, _input.Height, _shape[2], height);
        if (!changed && _isBottomUp == _mask.IsBottomUp && _axisBuffer is not null)
            return;
        _isBottomUp = _mask.IsBottomUp;
        int words = AxisWords * (width + height);
        if (_axes.Length != words || _axisBuffer is null)
        {
            _axes = new int[words];
            _axisBuffer?.Dispose();
            _axisBuffer = new GlBuffer(
                _device, words * (long)sizeof(int), GlBufferUse.Constant, "VisionPlugin axes of a mask");
        }

        Fill(_x, 0, reversed: false);
        Fill(_y, width, _isBottomUp);
        _axisBuffer.Upload<int>(_axes);
    }

    private void Fill(MaskAxis axis, int first, bool reversed)
    {
        for (int i = 0; i < axis.Size; i++)
        {
            int from = reversed ? axis.Size - 1 - i : i;
            Span<int> words = _axes.AsSpan(AxisWords * (first + i), AxisWords);
            words[0] = axis.IsSeen(from) ? axis.Cell0[from] : -1;
            words[1] = axis.Cell1[from];
            words[2] = BitConverter.SingleToInt32Bits(axis.Weight[from]);
        }
    }
}
