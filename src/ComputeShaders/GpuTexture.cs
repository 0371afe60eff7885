namespace VisionPlugin.ComputeShaders;

/// <summary>
/// A picture in a two-dimensional texture of the backend's context: three or four normalised channels of 8 bits, red
/// first, linear (not sRGB, which the driver would convert). Its minifying filter must not ask for mipmaps that it
/// lacks.
/// </summary>
/// <param name="Name">OpenGL's name of the texture.</param>
/// <param name="Width">Columns of level 0.</param>
/// <param name="Height">Rows of level 0.</param>
/// <param name="IsBottomUp">
/// Texel row 0 is the bottom of the picture, as in a texture that was rendered to; false for one that was uploaded
/// from a picture whose first row is its top.
/// </param>
public readonly record struct GpuTexture(uint Name, int Width, int Height, bool IsBottomUp = false);
