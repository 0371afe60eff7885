using System.Text.Json.Serialization;

namespace VisionPlugin.Neighbours;

[JsonSerializable(typeof(List<string?>))]
internal sealed partial class NeighbourJson : JsonSerializerContext;
