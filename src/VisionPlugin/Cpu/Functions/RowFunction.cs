namespace VisionPlugin.Cpu.Functions;

/// <summary>An element-wise function over an array.</summary>
internal abstract unsafe class RowFunction
{
    /// <summary>destination[i] = f(source[i]); both may be the same.</summary>
    public abstract void Apply(float* source, float* destination, nint count);
}
