using System.Numerics;

namespace VisionPlugin.Components.Tracking;

/// <summary>The last points of a path, oldest first, in one piece.</summary>
/// <param name="capacity">Points to keep.</param>
internal sealed class Trail(int capacity)
{
    // A ring written twice, so that any run of points lies in one piece.
    private readonly Vector2[] _points = new Vector2[2 * capacity];
    private int _next;
    private int _count;

    /// <summary>The points.</summary>
    public ReadOnlySpan<Vector2> Points => _points.AsSpan(_next + capacity - _count, _count);

    /// <summary>Adds a point; the oldest one goes if there is no room.</summary>
    public void Add(Vector2 point)
    {
        if (capacity == 0)
            return;
        _points[_next] = _points[_next + capacity] = point;
        _next = (_next + 1) % capacity;
        _count = Math.Min(_count + 1, capacity);
    }

    /// <summary>Forgets all points.</summary>
    public void Clear() => (_next, _count) = (0, 0);
}
