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
/// <param name="Texture">The buffer's texture, 0 for a storage block.</param>
internal readonly record struct GpuRange(GlBuffer Buffer, long Offset, long Bytes, uint Texture)
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
            if (range.Texture == 0)
            {
                range.Buffer.Bind(slot, range.Offset, range.Bytes);
                continue;
            }

            bases[slot] = (int)(range.Offset / GpuTensorLayout.VectorBytes);
            device.Gl.BindImageTexture(
                (uint)slot, range.Texture, 0, false, 0, BufferAccessARB.ReadOnly, InternalFormat.Rgba32f);
        }

        if (texelBase >= 0)
            device.Gl.Uniform4(texelBase, bases[0], bases[1], bases[2], bases[3]);
    }
}
