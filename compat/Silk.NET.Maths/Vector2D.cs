using System.Runtime.InteropServices;

namespace Silk.NET.Maths;

/// <summary>Two numbers: a position or a size.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Vector2D<T> : IEquatable<Vector2D<T>>
    where T : unmanaged, IFormattable, IEquatable<T>, IComparable<T>
{
    public T X;
    public T Y;

    public Vector2D(T value)
        : this(value, value)
    {
    }

    public Vector2D(T x, T y) => (X, Y) = (x, y);

    public static bool operator ==(Vector2D<T> value1, Vector2D<T> value2) => value1.Equals(value2);

    public static bool operator !=(Vector2D<T> value1, Vector2D<T> value2) => !value1.Equals(value2);

    public readonly bool Equals(Vector2D<T> other) => X.Equals(other.X) && Y.Equals(other.Y);

    public override readonly bool Equals(object? obj) => obj is Vector2D<T> other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(X, Y);

    public override readonly string ToString() => $"<{X}, {Y}>";
}
