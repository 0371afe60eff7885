namespace Silk.NET.OpenGL;

public enum TextureParameterName
{
    TextureWidth = 0x1000,
    TextureHeight = 0x1001,
    TextureMagFilter = 0x2800,
    TextureMinFilter = 0x2801,
    TextureWrapS = 0x2802,
    TextureWrapT = 0x2803,
    TextureBaseLevel = 0x813C,
    TextureMaxLevel = 0x813D,
}
