using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using VisionPlugin.Cards;
using VisionPlugin.Decoding;

namespace VisionPlugin.Samples.ClassifyService;

/// <summary>Writes results as JSON, one object a line, without reflection.</summary>
internal sealed class ResultLine(Stream output, ModelCard card)
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Writes what a frame shows, the most probable class first.</summary>
    /// <param name="frame">The frame's number in the stream.</param>
    /// <param name="time">Since the start.</param>
    /// <param name="classes">At least one.</param>
    public async Task WriteAsync(long frame, TimeSpan time, Classification[] classes)
    {
        _buffer.ResetWrittenCount();
        Write(frame, time, classes);
        _buffer.Write("\n"u8);
        await output.WriteAsync(_buffer.WrittenMemory).ConfigureAwait(false);
        // Whoever reads the lines wants each when it is made.
        await output.FlushAsync().ConfigureAwait(false);
    }

    private void Write(long frame, TimeSpan time, Classification[] classes)
    {
        using var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("frame", frame);
        json.WriteNumber("time_ms", Math.Round(time.TotalMilliseconds, 1));
        json.WriteString("class", card.LabelOf(classes[0].ClassId));
        json.WriteNumber("score", Round(classes[0].Score));
        json.WriteStartObject("scores");
        foreach (Classification found in classes)
            json.WriteNumber(card.LabelOf(found.ClassId), Round(found.Score));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static double Round(float score) => Math.Round(score, 4);
}
