using System.Numerics;
using System.Runtime.InteropServices;

namespace VisionPlugin.DemoApp.Drawing;

/// <summary>One shape as the shader reads it: 48 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Shape
{
    /// <summary>Kinds, in <see cref="Kind"/>.</summary>
    public const float Box = 0, Line = 1, Letter = 2, Soft = 3;

    public Vector4 Place;
    public Vector4 Source;
    public uint Color;
    public float Form;
    public float Width;
    public float Kind;
}
