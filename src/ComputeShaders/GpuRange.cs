using System.Diagnostics;
using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// What is bound to a slot: bytes of a buffer, as a storage block or, if a texture is given, as an image of texels.
/// </summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Bytes">Number of bytes.</param>
/// <param name="Texels">The buffer's texture, null for a storage block.</param>
/// <param name="Format">How vectors lie in it.</param>
internal readonly record struct GpuRange(
    GlBuffer Buffer, long Offset, long Bytes, GpuTexels? Texels = null, GpuFormat Format = GpuFormat.Singles)
{
    /// <summary>Binds ranges to slots 0, 1, ... of the program in use.</summary>
    /// <param name="device">The device.</param>
    /// <param name="ranges">At most <see cref="GpuKernel.MaxBindings"/>.</param>
    /// <param name="texelBase">
    /// Location of the program's texel_base, which is told where in its texture each range starts; -1 if it has none.
    /// </param>
    public static void Bind(GlDevice device, ReadOnlySpan<GpuRange> ranges, int texelBase)
    {
        Span<int> bases = stackalloc int[GpuKernel.MaxBindings];
        Debug.Assert(ranges.Length <= bases.Length);
        for (int slot = 0; slot < ranges.Length; slot++)
        {
            ref readonly GpuRange range = ref ranges[slot];
            if (range.Texels is not { } texels)
            {
                range.Buffer.Bind(slot, range.Offset, range.Bytes);
                continue;
            }

            bases[slot] = (int)(range.Offset / range.Format.VectorBytes());
            device.Gl.BindImageTexture(
                (uint)slot, texels.Texture, 0, false, 0, BufferAccessARB.ReadOnly, texels.Texel);
        }

        if (texelBase >= 0)
            device.Gl.Uniform4(texelBase, bases[0], bases[1], bases[2], bases[3]);
    }
}
