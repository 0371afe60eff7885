using System.Globalization;
using System.Text.Json;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Capture;

/// <summary>Asks ffprobe how long a video is and how fast; without an answer both stay unknown.</summary>
internal static class VideoProbe
{
    // A server may not answer; the reader will say so.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks about a video of which every <paramref name="stride"/>th frame will be read.</summary>
    public static SourceInfo Run(Source source, int stride, FfmpegTool tool)
    {
        if (tool.Ffprobe is null)
            return new SourceInfo(null, null);
        bool isAddress = source.Target.Contains("://", StringComparison.Ordinal);
        string target = isAddress ? source.Target : "file:" + source.Target;
        try
        {
            using FfmpegProcess process = FfmpegProcess.Start(tool.Ffprobe,
                ["-v", "error", "-select_streams", "v:0", "-show_entries",
                    "stream=avg_frame_rate,nb_frames,duration:format=duration",
                    "-of", "json", "-i", target], FfmpegPipe.Output);
            using var reader = new StreamReader(process.Output);
            Task<string> answer = reader.ReadToEndAsync();
            return answer.Wait(Patience) ? Parse(answer.Result, stride) : new SourceInfo(null, null);
        }
        catch (Exception error) when (error is SourceException or IOException or JsonException)
        {
            return new SourceInfo(null, null);
        }
    }

    /// <summary>Reads ffprobe's answer.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static SourceInfo Parse(string json, int stride)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        JsonElement stream = root.TryGetProperty("streams", out JsonElement streams) && streams.GetArrayLength() > 0
            ? streams[0] : default;
        root.TryGetProperty("format", out JsonElement container);
        double? rate = Fraction(Text(stream, "avg_frame_rate"));
        double? seconds = Number(Text(stream, "duration")) ?? Number(Text(container, "duration"));
        double? frames = Number(Text(stream, "nb_frames"))
            ?? (rate is null || seconds is null ? null : Math.Round(rate.Value * seconds.Value));
        return new SourceInfo(rate / stride, frames is > 0 ? (long)Math.Ceiling(frames.Value / stride) : null);
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            ? value.ToString() : "";

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0
            && double.IsFinite(value) ? value : null;

    // "30000/1001"; "0/0" where it is unknown.
    private static double? Fraction(string text)
    {
        string[] parts = text.Split('/');
        return Number(parts[0]) is { } numerator && Number(parts.Length > 1 ? parts[1] : "1") is { } denominator
            ? numerator / denominator : null;
    }
}
