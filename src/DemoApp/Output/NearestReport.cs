using System.Text.Json.Serialization;

namespace VisionPlugin.DemoApp.Output;

/// <summary>What nearest prints.</summary>
/// <param name="Query">The picture.</param>
/// <param name="Model">The model as the user named it.</param>
/// <param name="Layer">Its layer, with what became of its maps.</param>
/// <param name="Metric">What distance means.</param>
/// <param name="Backend">What the network ran on.</param>
/// <param name="Pictures">With how many it was compared.</param>
/// <param name="Embedded">Of how many features were computed; those of the others were in the index.</param>
/// <param name="Skipped">Files that could not be read.</param>
/// <param name="Features">The nearest by features.</param>
/// <param name="Pixels">The nearest by pixels of the network's input; left out where they are not compared.</param>
/// <param name="File">The picture that was drawn; left out without one.</param>
internal sealed record NearestReport(
    string Query, string Model, string Layer, string Metric, string Backend, int Pictures, int Embedded,
    IReadOnlyList<string> Skipped, IReadOnlyList<NearPicture> Features,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<NearPicture>? Pixels,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? File);
