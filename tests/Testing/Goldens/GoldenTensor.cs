using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace VisionPlugin.Testing.Goldens;

/// <summary>Figures and samples of a recorded tensor.</summary>
public sealed class GoldenTensor(JsonElement element)
{
    /// <summary>Its shape.</summary>
    public int[] Shape => [.. element.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())];

    /// <summary>Name of the file with all elements; null if there is none.</summary>
    public string? Npy => element.TryGetProperty("npy", out JsonElement npy) ? npy.GetString() : null;

    /// <summary>True if the elements' bytes (little endian, row by row) have the recorded SHA-256.</summary>
    public bool HasHash(ReadOnlySpan<float> elements) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(elements))) == element.GetProperty("sha256_f32le_nchw").GetString();

    /// <summary>Compares mean, extremes and samples; the allowance is absolute or relative, whichever is larger.</summary>
    public void AssertMatches(ReadOnlySpan<float> elements, double atol, double rtol, string context)
    {
        double sum = 0, min = double.PositiveInfinity, max = double.NegativeInfinity, squares = 0;
        foreach (float value in elements)
            (sum, min, max, squares) = (sum + value, Math.Min(min, value), Math.Max(max, value), squares + ((double)value * value));
        Close("mean", sum / elements.Length);
        Close("min", min);
        Close("max", max);
        Close("rms", Math.Sqrt(squares / elements.Length));
        foreach (JsonElement check in element.GetProperty("checks").EnumerateArray())
            Near(check[1].GetDouble(), elements[check[0].GetInt32()], $"element {check[0]}");
        if (element.TryGetProperty("first8", out JsonElement first))
        {
            for (int i = 0; i < first.GetArrayLength(); i++)
                Near(first[i].GetDouble(), elements[i], $"element {i}");
        }

        void Close(string name, double actual)
        {
            if (element.TryGetProperty(name, out JsonElement recorded))
                Near(recorded.GetDouble(), actual, name);
        }

        void Near(double expected, double actual, string what) =>
            Assert.True(Math.Abs(actual - expected) <= Math.Max(atol, rtol * Math.Abs(expected)),
                $"{context}: {what} is {actual:R}, recorded {expected:R}.");
    }
}
