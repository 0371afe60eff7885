using System.Text.Json.Nodes;

namespace VisionPlugin.DemoApp.Output;

/// <summary>An input or output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes; a text, its name or ?, where one is chosen per run. Null if not even their number is declared.</param>
internal sealed record InspectedValue(string Name, string Type, JsonArray? Shape);
