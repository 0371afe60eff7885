namespace VisionPlugin.Cpu.Functions;

/// <summary>An element-wise function over two arrays.</summary>
internal abstract unsafe class RowFunction2
{
    /// <summary>destination[i] = f(a[i * aStep], b[i * bStep]); a step of 0 repeats one element.</summary>
    public abstract void Apply(float* a, nint aStep, float* b, nint bStep, float* destination, nint count);
}
