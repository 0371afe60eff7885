using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>
/// Detections on the GPU: what <see cref="DetectionDecoder"/>, <see cref="NonMaxSuppression"/> and
/// <see cref="FrameTransform.ToFrame"/> do on the CPU, with the same order among equals. shaders/decode/candidates.glsl
/// describes the dispatches.
/// </summary>
internal sealed class GpuDetectionDecoder : IGpuDetectionDecoder
{
    private const int CandidateSlot = 3, ResultSlot = 0, Stages = 3;

    private const MemoryBarrierMask BetweenDispatches =
        MemoryBarrierMask.ShaderStorageBarrierBit | MemoryBarrierMask.CommandBarrierBit;

    // Whatever a host may do with the results: it needs no barrier of its own.
    private const MemoryBarrierMask ForHosts = BetweenDispatches | MemoryBarrierMask.VertexAttribArrayBarrierBit
        | MemoryBarrierMask.UniformBarrierBit | MemoryBarrierMask.BufferUpdateBarrierBit;

    private readonly GlDevice _device;
    private readonly GpuProposals _proposals;
    private readonly GpuDetections _results;
    private readonly bool _texels;
    private readonly int _generation;
    private readonly GpuRange[] _ranges = new GpuRange[GpuProposalPass.MaxOutputs];
    private GpuDecodingOptions _options;
    private GpuDecodingPrograms? _programs;
    private GlBuffer _candidates;
    private ProgramBatch? _batch;

    /// <summary>Allocates memory for the results; <see cref="TryWarmUp"/>, or the first frame, does the rest.</summary>
    /// <param name="device">The device.</param>
    /// <param name="proposals">How the decoder's objects are proposed; not too many.</param>
    /// <param name="outputs">The network's outputs on the device, in the decoder's order.</param>
    public GpuDetectionDecoder(GlDevice device, GpuProposals proposals, ReadOnlySpan<Tensor> outputs)
    {
        (_device, _proposals, _results) = (device, proposals, new GpuDetections(device, null));
        using GlStateGuard.Scope guard = device.State.Enter(GlTouches.Transfers);
        (_texels, _generation) = (ResolveTexels(outputs), device.Generation);
        _batch = GpuDecodingPrograms.Batch(device, proposals, _texels);
        AllocateCandidates();
    }

    /// <inheritdoc/>
    public IGpuDetections Results => _results;

    /// <inheritdoc/>
    public bool IsReadable => _results.IsReadable;

    /// <summary>
    /// Decodes a detector's outputs on the device that they are on; where that cannot be, results that the host has
    /// decoded are uploaded, and say why.
    /// </summary>
    public static IGpuDetectionDecoder Create(
        GlDevice device, DetectionDecoder decoder, ReadOnlySpan<Tensor> outputs, int inputWidth, int inputHeight)
    {
        ImmutableArray<TensorShape>.Builder shapes = ImmutableArray.CreateBuilder<TensorShape>(outputs.Length);
        foreach (Tensor output in outputs)
        {
            shapes.Add(output.Shape);
            if (output is not Tensor<float> { Device: GpuTensorStorage storage } || !storage.IsOn(device))
                return new UploadedDetections(device, $"an output, {output}, is not in single precision on the GPU");
        }

        var request = new GpuProposalRequest(shapes.MoveToImmutable(), inputWidth, inputHeight);
        if (ProposalTable.Find(decoder, request) is not { } proposals)
            return new UploadedDetections(device, $"{decoder.GetType().Name} has no shader");
        return GpuDecodingPrograms.WhyTooLarge(device, proposals) is { } reason
            ? new UploadedDetections(device, reason) : new GpuDetectionDecoder(device, proposals, outputs);
    }

    /// <inheritdoc/>
    public bool TryWarmUp()
    {
        if (_batch is null)
            return false;
        using GlStateGuard.Scope guard = _device.State.Enter(GlTouches.Dispatches);
        // In another context the first frame makes all of it.
        if (!_batch.IsComplete && _generation == _device.Generation)
        {
            _batch.MoveNext();
            return true;
        }

        _batch = null;
        Allocate(_texels);
        return false;
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<Tensor> outputs, FrameTransform transform, DetectionOptions options)
    {
        using GlStateGuard.Scope guard = _device.State.Enter(
            GlTouches.Dispatches | GlTouches.Images | GlTouches.IndirectDispatches);
        bool texels = ResolveTexels(outputs);
        if (!_candidates.IsAlive || _programs?.TexelBuffers != texels)
            Allocate(texels);
        bool grouped = _device.MarksSteps && _device.Debug.TryBeginGroup("VisionPlugin: detections"u8);
        try
        {
            _options.Set(transform, options);
            Dispatch(outputs);
            _results.RequestReadback(Math.Min(options.MaxDet, _results.Capacity));
        }
        finally
        {
            if (grouped)
                _device.Debug.EndGroup();
        }

        _device.Check("decoding detections");
    }

    /// <inheritdoc/>
    public void Upload(ReadOnlySpan<Detection> detections) =>
        throw new InvalidOperationException("The device decodes by itself.");

    /// <inheritdoc/>
    public int Read(Span<Detection> detections) => _results.Read(detections);

    /// <summary>Frees the buffers.</summary>
    public void Dispose()
    {
        _results.Dispose();
        _candidates.Dispose();
    }

    // Again where the context is another than before: nothing of the earlier one is left.
    private void Allocate(bool texels)
    {
        _batch = null;
        _programs = new GpuDecodingPrograms(_device, _proposals, texels);
        if (!_candidates.IsAlive)
            AllocateCandidates();
    }

    [MemberNotNull(nameof(_options), nameof(_candidates))]
    private void AllocateCandidates()
    {
        _candidates = GpuDecodingPrograms.CreateCandidates(_device, _proposals);
        _options = new GpuDecodingOptions(_candidates, _proposals);
    }

    private void Dispatch(ReadOnlySpan<Tensor> outputs)
    {
        GL gl = _device.Gl;
        GpuDecodingPrograms programs = _programs!;
        _candidates.Bind(CandidateSlot);
        gl.BindBuffer(BufferTargetARB.DispatchIndirectBuffer, _candidates.Handle);
        Propose(outputs, indirect: false);
        for (int stage = 0; stage <= Stages; stage++)
        {
            if (stage == 0)
                Run(programs.Select);
            else
                RunIndirect(programs.Select, programs.SelectGroups);
            Propose(outputs, indirect: true);
        }

        RunIndirect(programs.Rank, programs.RankGroups);
        _results.Bind(ResultSlot);
        for (int block = 0; block < programs.Blocks; block++)
        {
            RunIndirect(programs.Suppress, programs.SuppressGroups(block));
            if (block + 1 < programs.Blocks)
                RunIndirect(programs.Sweep, programs.SweepGroups(block));
        }

        gl.MemoryBarrier(ForHosts);
    }

    private void Propose(ReadOnlySpan<Tensor> outputs, bool indirect)
    {
        GL gl = _device.Gl;
        GpuDecodingPrograms programs = _programs!;
        for (int i = 0; i < programs.Passes.Length; i++)
        {
            GpuProposalPass pass = _proposals.Passes[i];
            ComputeProgram program = programs.Passes[i];
            gl.UseProgram(program.Handle);
            for (int slot = 0; slot < pass.Outputs.Length; slot++)
                _ranges[slot] = ((GpuTensorStorage)outputs[pass.Outputs[slot]].Device!).Range;
            GpuRange.Bind(_device, _ranges.AsSpan(0, pass.Outputs.Length), programs.TexelBases[i]);
            if (indirect)
                _device.DispatchIndirect(program, programs.ProposeGroups(i));
            else
                _device.Dispatch(program, pass.Groups, 1, 1);
        }

        gl.MemoryBarrier(BetweenDispatches);
    }

    private void Run(ComputeProgram program)
    {
        _device.Dispatch(program, 1, 1, 1);
        _device.Gl.MemoryBarrier(BetweenDispatches);
    }

    private void RunIndirect(ComputeProgram program, nint groups)
    {
        _device.DispatchIndirect(program, groups);
        _device.Gl.MemoryBarrier(BetweenDispatches);
    }

    // True if all outputs can be read through textures.
    private static bool ResolveTexels(ReadOnlySpan<Tensor> outputs)
    {
        foreach (Tensor output in outputs)
        {
            if (((GpuTensorStorage)output.Device!).Range.Texels is null)
                return false;
        }

        return true;
    }
}
