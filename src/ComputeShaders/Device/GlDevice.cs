using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// An OpenGL context seen as a machine that computes: what it is, what it can, its programs and its errors. It belongs to
/// one thread at a time, the one on which the context is current.
/// </summary>
public sealed class GlDevice : IDisposable
{
#if DEBUG
    private const bool Debugging = true;
#else
    private const bool Debugging = false;
#endif

    private readonly HeadlessContext? _context;
    private readonly GlResetStatus _resetStatus;
    private int _ownerThread = Environment.CurrentManagedThreadId;
    private bool _disposed;

    /// <summary>
    /// Wraps the context that is current on this thread. The context stays the host's and must outlive the device.
    /// </summary>
    /// <exception cref="GpuUnavailableException">No context is current, or it has no compute shaders.</exception>
    public GlDevice(GL gl)
        : this(gl, null)
    {
    }

    private GlDevice(GL gl, HeadlessContext? context)
    {
        ArgumentNullException.ThrowIfNull(gl);
        Gl = gl;
        _context = context;
        Info = GlDeviceInfo.Read(gl);
        if (!Info.HasComputeShaders)
        {
            throw new GpuUnavailableException($"{Info} has no compute shaders: they need OpenGL 4.3 or OpenGL ES 3.1. "
                + "Ask for such a context when the window is created, update the driver, or use the CPU backend.");
        }
        Limits = GlLimits.Read(gl);
        HasDebugLabels = Info.IsAtLeast(Info.IsEs ? (3, 2) : (4, 3));
        _resetStatus = new GlResetStatus(this);
        State = new GlStateGuard(this);
        Programs = new ProgramCache(this, ShaderLibrary.Embedded, ProgramStore.Open(this));
    }

    /// <summary>The functions of the context.</summary>
    public GL Gl { get; }

    /// <summary>Driver, renderer and version.</summary>
    public GlDeviceInfo Info { get; }

    /// <summary>What a compute shader may use.</summary>
    public GlLimits Limits { get; }

    /// <summary>
    /// Asks OpenGL for errors after each step and labels objects and steps for a graphics debugger. Slow; on in debug
    /// builds of the plugin.
    /// </summary>
    public bool ChecksErrors { get; set; } = Debugging;

    internal bool HasDebugLabels { get; }

    internal GlStateGuard State { get; }

    internal ProgramCache Programs { get; }

    /// <summary>Creates a device with a context of its own, which it disposes.</summary>
    /// <exception cref="GpuUnavailableException">The machine has no driver for it.</exception>
    public static GlDevice CreateHeadless(GlProfile profile = GlProfile.Auto)
    {
        HeadlessContext context = HeadlessContext.Create(profile);
        try
        {
            return new GlDevice(context.Gl, context);
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    /// <summary>Makes the calling thread the owner, after the host has made the context current on it.</summary>
    public void MoveToThisThread()
    {
        _context?.MakeCurrent();
        _ownerThread = Environment.CurrentManagedThreadId;
    }

    /// <summary>Takes the device's own context off this thread, so that another may call <see cref="MoveToThisThread"/>.</summary>
    public void LeaveThisThread() => _context?.Release();

    /// <summary>Throws unless the calling thread owns the device: OpenGL would silently do nothing.</summary>
    public void VerifyThread()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Environment.CurrentManagedThreadId != _ownerThread)
        {
            throw new InvalidOperationException(
                $"The GPU device belongs to thread {_ownerThread}, not to thread {Environment.CurrentManagedThreadId}: OpenGL "
                + "works on the thread on which its context is current. Call from there, or make the context current here "
                + $"and call {nameof(MoveToThisThread)}.");
        }
    }

    /// <summary>Throws if the driver has reset the GPU. Asks the driver: once a frame is enough.</summary>
    /// <exception cref="GpuDeviceLostException">Everything on the GPU is gone.</exception>
    public void ThrowIfLost() => _resetStatus.ThrowIfLost();

    /// <summary>Destroys programs and, if the device created it, the context. Buffers are their owners' to dispose before.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        VerifyThread();
        Programs.Dispose();
        _disposed = true;
        _context?.Dispose();
    }

    /// <summary>Runs a program on a grid of work groups. Allocates nothing.</summary>
    internal void Dispatch(ComputeProgram program, int groupsX, int groupsY, int groupsZ)
    {
        Gl.UseProgram(program.Handle);
        Gl.DispatchCompute((uint)groupsX, (uint)groupsY, (uint)groupsZ);
        if (ChecksErrors)
            GlErrors.Throw(this, program.Name);
    }

    /// <summary>Makes what shaders wrote to storage buffers visible to the next dispatch.</summary>
    internal void Barrier() => Gl.MemoryBarrier(MemoryBarrierMask.ShaderStorageBarrierBit);

    /// <summary>Throws on a pending OpenGL error if <see cref="ChecksErrors"/>.</summary>
    internal void Check(string operation)
    {
        if (ChecksErrors)
            GlErrors.Throw(this, operation);
    }

    /// <summary>Names an object for graphics debuggers and driver messages, if <see cref="ChecksErrors"/>.</summary>
    internal void Label(ObjectIdentifier kind, uint name, string label)
    {
        if (ChecksErrors && HasDebugLabels)
            Gl.ObjectLabel(kind, name, (uint)label.Length, label);
    }

    /// <summary>Opens a group that graphics debuggers show around a step; close it with <see cref="EndGroup"/>.</summary>
    internal void BeginGroup(ReadOnlySpan<byte> name)
    {
        if (ChecksErrors && HasDebugLabels)
            Gl.PushDebugGroup(DebugSource.DebugSourceApplication, 0, (uint)name.Length, name);
    }

    internal void EndGroup()
    {
        if (ChecksErrors && HasDebugLabels)
            Gl.PopDebugGroup();
    }
}
