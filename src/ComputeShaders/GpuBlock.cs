namespace VisionPlugin.ComputeShaders;

/// <summary>A piece of GPU memory while a plan is made: part of the arena, or of the constants.</summary>
internal sealed class GpuBlock
{
    /// <summary>A piece of the arena, alive from <paramref name="first"/>.</summary>
    public GpuBlock(long bytes, int first)
    {
        Bytes = bytes;
        First = Last = first;
    }

    /// <summary>A piece of the constants.</summary>
    public GpuBlock(Array data)
    {
        Data = data;
        Bytes = (long)data.Length * GpuTensorLayout.ElementBytes;
    }

    /// <summary>Elements of a constant, float or int; null in the arena.</summary>
    public Array? Data { get; }

    /// <summary>True for a piece of the constants.</summary>
    public bool IsConstant => Data is not null;

    /// <summary>Size.</summary>
    public long Bytes { get; }

    /// <summary>First step that needs it; -1 is the setting of the inputs.</summary>
    public int First { get; }

    /// <summary>Last step that needs it.</summary>
    public int Last { get; private set; }

    /// <summary>First byte, once memory is planned.</summary>
    public long Offset { get; set; }

    /// <summary>Keeps the block alive through a step.</summary>
    public void Use(int step) => Last = Math.Max(Last, step);
}
