using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using VisionPlugin.DemoApp.Capture.Cameras;

namespace VisionPlugin.DemoApp.Output;

/// <summary>Writes records as JSON, one a line.</summary>
[JsonSerializable(typeof(DetectionReport))]
[JsonSerializable(typeof(ClassificationReport))]
[JsonSerializable(typeof(MaskReport))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(CheckedTest))]
[JsonSerializable(typeof(CheckTotals))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(FilterReport))]
[JsonSerializable(typeof(FindReport))]
[JsonSerializable(typeof(LayerReport))]
[JsonSerializable(typeof(KernelReport))]
[JsonSerializable(typeof(EmbedReport))]
[JsonSerializable(typeof(IReadOnlyList<EmbedReport>))]
[JsonSerializable(typeof(DistanceReport))]
[JsonSerializable(typeof(NearestReport))]
[JsonSerializable(typeof(CompareReport))]
[JsonSerializable(typeof(InspectReport))]
[JsonSerializable(typeof(InfoReport))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(Camera))]
internal sealed partial class JsonLines : JsonSerializerContext
{
    private static readonly JsonLines Lines = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        // For people and programs, not for web pages: letters rather than escapes.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes one line.</summary>
    public static void Write<T>(TextWriter writer, T report) =>
        writer.WriteLine(JsonSerializer.Serialize(report, (JsonTypeInfo<T>)Lines.GetTypeInfo(typeof(T))!));
}
