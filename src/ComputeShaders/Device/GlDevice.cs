using System.Diagnostics.CodeAnalysis;
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

    private const string Remedy =
        "Call Recreate of the backend or the runtime once there can be a context again; models and workers stay.";

    private readonly bool _computes;
    private HeadlessContext? _context;
    private GlResetStatus _resetStatus;
    private GlOwner _owner;
    private volatile string? _loss;
    private bool _disposed;

    /// <summary>
    /// Wraps the context that is current on this thread. The context stays the host's and must outlive the device, unless
    /// it is lost and <see cref="Recreate"/> puts another in its place.
    /// </summary>
    /// <exception cref="GpuUnavailableException">No context is current, or it has no compute shaders.</exception>
    public GlDevice(GL gl)
        : this(gl, null)
    {
    }

    private GlDevice(GL gl, HeadlessContext? context, bool computes = true)
    {
        ArgumentNullException.ThrowIfNull(gl);
        (_context, _computes) = (context, computes);
        Attach(gl);
        MarksSteps = Debug.IsWatched;
    }

    /// <summary>The functions of the context.</summary>
    public GL Gl { get; private set; }

    /// <summary>Driver, renderer and version.</summary>
    public GlDeviceInfo Info { get; private set; }

    /// <summary>What a compute shader may use.</summary>
    public GlLimits Limits { get; private set; }

    /// <summary>
    /// True from the moment when the plugin noticed that the GPU was reset, or the host told it by <see cref="MarkLost"/>,
    /// until <see cref="Recreate"/>. Until then every call that needs the GPU throws.
    /// </summary>
    public bool IsLost => _loss is not null;

    /// <summary>
    /// Asks OpenGL for errors after each step. Slow; on in debug builds of the plugin. An error of the host's that is
    /// pending when the plugin is called stays the host's, and is written to <see cref="System.Diagnostics.Trace"/>.
    /// </summary>
    public bool ChecksErrors { get; set; } = Debugging;

    /// <summary>
    /// Puts the commands of each run and of each of its nodes into a group with its name, for graphics debuggers. On
    /// from the start in a debug context and under a debugger that says so (GL_EXT_debug_tool, as RenderDoc does).
    /// Objects have names always.
    /// </summary>
    public bool MarksSteps { get; set; }

    /// <summary>The device's own context; null if it is the host's.</summary>
    internal HeadlessContext? OwnContext => _context;

    /// <summary>False to do without the GPU's clock, as on a driver that has none; for tests.</summary>
    internal bool UsesClock { get; set; } = true;

    internal GlDebug Debug { get; private set; }

    internal GlStateGuard State { get; private set; }

    internal ProgramCache Programs { get; private set; }

    /// <summary>
    /// Number of contexts that the device has had before this one. An object that was made in an earlier one is gone, and
    /// its name may be another object's now.
    /// </summary>
    internal int Generation { get; private set; }

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

    /// <summary>
    /// Wraps the context that is current on this thread for transfers alone: it need not have compute shaders.
    /// </summary>
    /// <exception cref="GpuUnavailableException">No context is current, or it is too old.</exception>
    internal static GlDevice ForTransfers(GL gl) => new(gl, null, computes: false);

    /// <summary>Makes the calling thread the owner, after the host has made the context current on it.</summary>
    public void MoveToThisThread()
    {
        _context?.MakeCurrent();
        _owner.MoveToThisThread();
    }

    /// <summary>Takes the device's own context off this thread, so that another may call <see cref="MoveToThisThread"/>.</summary>
    public void LeaveThisThread() => _context?.Release();

    /// <summary>
    /// Throws unless the calling thread owns the device and has its context current: OpenGL would do nothing, or do it to
    /// another context. Takes a fraction of a microsecond.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another thread calls, or another context is current.</exception>
    internal void VerifyThread()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        VerifyOwner();
    }

    /// <summary>Throws if the driver has reset the GPU. Asks the driver: once a frame is enough.</summary>
    /// <exception cref="GpuDeviceLostException">Everything on the GPU is gone.</exception>
    internal void ThrowIfLost()
    {
        _loss ??= _context is { IsDestroyed: true } ? "The context was destroyed." : _resetStatus.Ask();
        if (_loss is { } loss)
            throw Lost(loss);
    }

    /// <summary>
    /// Says that the context was destroyed or its content is gone, for a host that knows before the plugin notices. From
    /// any thread. Nothing of it is deleted any more.
    /// </summary>
    /// <param name="reason">Why, for the messages of the exceptions to come; a sentence.</param>
    public void MarkLost(string reason) => _loss ??= reason;

    /// <summary>
    /// Goes on in another context, after this one was lost or the host has replaced it. Backends, workers, components
    /// and converters of the device stay as they are: their models are kept on the host, and what they had on the GPU
    /// they make again when it is next needed. What was under way there ends with <see cref="GpuDeviceLostException"/>.
    /// The calling thread becomes the owner.
    /// </summary>
    /// <param name="gl">
    /// The new context's functions, current on this thread; null for those of the old one, which a new context of the
    /// same driver has too, or if the device makes its own context.
    /// </param>
    /// <exception cref="ArgumentException">The device makes its own context, and another was given.</exception>
    /// <exception cref="GpuUnavailableException">
    /// No context is current, or none can be had, or it has no compute shaders. The device stays lost; try again later.
    /// </exception>
    public void Recreate(GL? gl = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (gl is not null && _context is not null)
            throw new ArgumentException("The device makes its own context; it takes none.", nameof(gl));
        MarkLost("The context was replaced.");
        Generation++;
        if (_context is not null)
        {
            _context.Dispose();
            _context = HeadlessContext.Create(Info.IsEs ? GlProfile.Es : GlProfile.Core);
        }

        Attach(gl ?? _context?.Gl ?? Gl);
        _loss = null;
    }

    /// <summary>Destroys programs and, if the device created it, the context. Buffers are their owners' to dispose before.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        // A context of its own takes everything with it, whether it is current or not.
        if (_context is not null)
            _owner.VerifyThread();
        else
            Programs.Dispose();
        _disposed = true;
        _context?.Dispose();
    }

    /// <summary>True while objects that were made in a generation exist.</summary>
    internal bool IsAlive(int generation) => generation == Generation && !IsLost;

    /// <summary>
    /// True if an object of a generation is still there, to be deleted now by this thread. False if no context is
    /// current: a host that has destroyed its context before it disposes the plugin has nothing left to delete.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another thread calls, or another context is current.</exception>
    internal bool MayDelete(int generation)
    {
        if (!IsAlive(generation) || (_disposed && _context is not null))
            return false;
        _owner.VerifyThread();
        if (!_owner.HasContext)
            return false;
        VerifyOwner();
        return true;
    }

    /// <summary>Throws unless objects of a generation can be used, by this thread. Allocates nothing.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="asksWindowSystem">
    /// False to take for granted that the context is current, which takes a fifth of a microsecond to ask.
    /// </param>
    /// <exception cref="GpuDeviceLostException">They are gone.</exception>
    /// <exception cref="InvalidOperationException">Another thread calls, or another context is current.</exception>
    internal void Verify(int generation, bool asksWindowSystem = false)
    {
        if (asksWindowSystem)
            VerifyThread();
        else
            _owner.VerifyThread();
        if (IsLost || _context is { IsDestroyed: true })
            ThrowIfLost();
        if (generation != Generation)
            throw Lost("What was made in an earlier context of the device is gone.");
    }

    /// <summary>Marks the device as lost.</summary>
    /// <returns>The error to throw.</returns>
    internal GpuDeviceLostException Lose(string reason)
    {
        _loss ??= _resetStatus.Ask() ?? reason;
        return Lost(_loss);
    }

    /// <summary>Runs a program on a grid of work groups. Allocates nothing.</summary>
    internal void Dispatch(ComputeProgram program, int groupsX, int groupsY, int groupsZ)
    {
        Gl.UseProgram(program.Handle);
        Gl.DispatchCompute((uint)groupsX, (uint)groupsY, (uint)groupsZ);
        if (ChecksErrors)
            GlErrors.Throw(this, program.Name);
    }

    /// <summary>
    /// Runs a program on a grid that the bound indirect buffer holds at a byte: three words. Allocates nothing.
    /// </summary>
    internal void DispatchIndirect(ComputeProgram program, nint offset)
    {
        Gl.UseProgram(program.Handle);
        Gl.DispatchComputeIndirect(offset);
        if (ChecksErrors)
            GlErrors.Throw(this, program.Name);
    }

    /// <summary>Makes what shaders wrote to storage buffers visible to the next dispatch.</summary>
    internal void Barrier() => Gl.MemoryBarrier(MemoryBarrierMask.ShaderStorageBarrierBit);

    /// <summary>
    /// Makes what shaders of the host wrote to images visible to copies of framebuffers; without compute shaders there is
    /// nothing such.
    /// </summary>
    internal void BarrierOfImages()
    {
        if (Info.HasComputeShaders)
            Gl.MemoryBarrier(MemoryBarrierMask.FramebufferBarrierBit);
    }

    /// <summary>Throws on a pending OpenGL error if <see cref="ChecksErrors"/>.</summary>
    internal void Check(string operation)
    {
        if (ChecksErrors)
            GlErrors.Throw(this, operation);
    }

    private void VerifyOwner()
    {
        _owner.VerifyThread();
        if (!IsLost && _context is not { IsDestroyed: true })
            _owner.VerifyContext();
    }

    private static GpuDeviceLostException Lost(string reason) => new($"{reason} {Remedy}");

    [MemberNotNull(nameof(Gl), nameof(Info), nameof(Limits), nameof(Debug), nameof(State), nameof(Programs),
        nameof(_resetStatus), nameof(_owner))]
    private void Attach(GL gl)
    {
        GlDeviceInfo info = GlDeviceInfo.Read(gl);
        if (!_computes && !info.HasTransfers)
        {
            throw new GpuUnavailableException($"{info} is too old to read pictures back: that needs OpenGL 3.3 or OpenGL ES "
                + "3.0. Ask for such a context when the window is created, or give pixels.");
        }

        if (_computes && !info.HasComputeShaders)
        {
            throw new GpuUnavailableException($"{info} has no compute shaders: they need OpenGL 4.3 or OpenGL ES 3.1. "
                + "Ask for such a context when the window is created, update the driver, or use the CPU backend.");
        }

        (Gl, Info, Limits) = (gl, info, info.HasComputeShaders ? GlLimits.Read(gl) : GlLimits.None);
        if (_computes && Limits.Shortfall is { } shortfall)
        {
            throw new GpuUnavailableException($"{info} offers a compute shader {shortfall}, less than OpenGL ES 3.1 promises and"
                + " the shaders need. Update the driver, or use the CPU backend.");
        }

        (_resetStatus, _owner, Debug) = (new GlResetStatus(gl, info), new GlOwner(), new GlDebug(gl, info));
        State = new GlStateGuard(this);
        Programs = new ProgramCache(this, ShaderLibrary.Embedded, _computes ? ProgramStore.Open(this) : null);
    }
}
