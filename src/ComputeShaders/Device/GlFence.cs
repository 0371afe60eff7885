using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>A point in the GPU's command stream. A value that owns a sync object: pass it on or delete it, once.</summary>
internal struct GlFence
{
    private nint _sync;
    private int _generation;
    private bool _flushed;

    /// <summary>True between <see cref="Insert"/> and <see cref="Delete"/>.</summary>
    public readonly bool IsPending => _sync != 0;

    /// <summary>Marks the end of the commands so far.</summary>
    public static GlFence Insert(GlDevice device) => new()
    {
        _sync = device.Gl.FenceSync(SyncCondition.SyncGpuCommandsComplete, SyncBehaviorFlags.None),
        _generation = device.Generation,
    };

    /// <summary>Waits until the GPU has done all commands so far.</summary>
    /// <exception cref="GpuDeviceLostException">It never will.</exception>
    public static void FinishBlocking(GlDevice device)
    {
        const ulong WaitNanoseconds = 1_000_000_000;
        GlFence fence = Insert(device);
        while (!fence.WaitBlocking(device, WaitNanoseconds))
        {
        }

        fence.Delete(device);
    }

    /// <summary>True once the GPU has come here. Never blocks; the first call sends the commands off.</summary>
    /// <exception cref="GpuDeviceLostException">The fence will never be reached.</exception>
    public bool IsReached(GlDevice device) => WaitBlocking(device, 0);

    /// <summary>Waits until the GPU has come here, at most so many nanoseconds. False on a timeout.</summary>
    /// <exception cref="GpuDeviceLostException">The fence will never be reached.</exception>
    public bool WaitBlocking(GlDevice device, ulong nanoseconds)
    {
        device.Verify(_generation);
        GLEnum result = device.Gl.ClientWaitSync(_sync, _flushed ? 0 : SyncObjectMask.Bit, nanoseconds);
        _flushed = true;
        if (result == GLEnum.WaitFailed)
            throw device.Lose("The driver cannot wait for the GPU any more.");

        // A fence of a GPU that was reset may never be reached, or seem to be.
        device.ThrowIfLost();
        return result != GLEnum.TimeoutExpired;
    }

    /// <summary>Frees the sync object, if the context that it was in still exists.</summary>
    public void Delete(GlDevice device)
    {
        if (_sync != 0 && device.MayDelete(_generation))
            device.Gl.DeleteSync(_sync);
        _sync = 0;
    }
}
