using VisionPlugin.Analysis;

namespace VisionPlugin.DemoApp.Output;

/// <summary>What the elements of a layer's output see of the network's input; numbers along each spatial axis, outermost first.</summary>
/// <param name="All">True if every element sees all; then there are no numbers.</param>
/// <param name="Size">How many places an element sees.</param>
/// <param name="Stride">How far apart lies what neighbouring elements see.</param>
/// <param name="Offset">Where the middle of what element 0 sees lies.</param>
internal sealed record InspectedField(bool All, IReadOnlyList<double> Size, IReadOnlyList<double> Stride, IReadOnlyList<double> Offset)
{
    public static InspectedField? Of(ReceptiveField? field) => field is null ? null : field.IsAll ? new(true, [], [], [])
        : new(false, [.. field.Axes.Select(a => a.Size)], [.. field.Axes.Select(a => a.Step)], [.. field.Axes.Select(a => a.Offset)]);
}
