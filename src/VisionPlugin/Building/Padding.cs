using System.Collections.Immutable;
using VisionPlugin.Operators;

namespace VisionPlugin.Building;

/// <summary>Padding around a sliding window. A number is that many elements on every side: <c>padding: 1</c>.</summary>
public readonly record struct Padding
{
    private readonly ImmutableArray<int> _sides;

    private Padding(ImmutableArray<int> sides, AutoPad auto = AutoPad.NotSet)
    {
        _sides = sides;
        Auto = auto;
    }

    /// <summary>
    /// As much as makes the output's size ceil(input / stride); an odd total puts the extra element at the end.
    /// </summary>
    public static Padding Same => new([], AutoPad.SameUpper);

    /// <summary>None.</summary>
    public static Padding Valid => default;

    internal AutoPad Auto { get; }

    /// <summary>The same number of elements on every side.</summary>
    public static implicit operator Padding(int size) => new([size]);

    /// <summary>Different numbers, in elements: all begins, then all ends (top, left, bottom, right).</summary>
    public static Padding Sides(params ImmutableArray<int> sides) => new(sides);

    /// <summary>The same number of elements on every side.</summary>
    public static Padding FromInt32(int size) => size;

    internal ImmutableArray<int> Over(int axes) => _sides switch
    {
        { IsDefaultOrEmpty: true } => [],
        [int size] => [.. Enumerable.Repeat(size, 2 * axes)],
        _ => _sides,
    };
}
