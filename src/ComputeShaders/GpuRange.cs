using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// What is bound to a slot: bytes of a buffer, as a storage block or, if a texture is given, as an image of texels.
/// </summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Bytes">Number of bytes.</param>
/// <param name="Texture">The buffer's texture, 0 for a storage block.</param>
internal readonly record struct GpuRange(GlBuffer Buffer, long Offset, long Bytes, uint Texture);
