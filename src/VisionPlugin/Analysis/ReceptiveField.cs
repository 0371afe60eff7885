using System.Collections.Immutable;
using System.Globalization;

namespace VisionPlugin.Analysis;

/// <summary>What an element of a map sees of the network's input, along each spatial axis.</summary>
/// <param name="Axes">One entry a spatial axis, outermost first; empty where an element sees all of the input.</param>
public sealed record ReceptiveField(ImmutableArray<AxisField> Axes)
{
    /// <summary>Every element sees all of the input: behind a fully connected layer or a global pool.</summary>
    public static ReceptiveField All { get; } = new([]);

    /// <summary>True if every element sees all of the input.</summary>
    public bool IsAll => Axes.IsDefaultOrEmpty;

    /// <summary>Sizes along the axes, the common step and offset where they are equal: <c>35x35 /4 +0</c>; <c>all</c>.</summary>
    public override string ToString() => IsAll ? "all"
        : $"{Each(a => a.Size, 'x', always: true)} /{Each(a => a.Step, 'x')} +{Each(a => a.Offset, ',')}";

    private string Each(Func<AxisField, double> value, char separator, bool always = false)
    {
        string[] texts = [.. Axes.Select(a => value(a).ToString("0.##", CultureInfo.InvariantCulture))];
        return !always && texts.Distinct().Count() == 1 ? texts[0] : string.Join(separator, texts);
    }
}
