using System.Text.Json.Serialization;

namespace VisionPlugin.DemoApp.Features;

[JsonSerializable(typeof(IndexDescription))]
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class FeatureJson : JsonSerializerContext;
