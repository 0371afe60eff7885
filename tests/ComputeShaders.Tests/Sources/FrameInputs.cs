using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders.Tests.Sources;

/// <summary>The two ways of a picture: converted by a compute shader, or read back and converted on the CPU.</summary>
public enum FrameWay
{
    Compute,
    Readback,
}

/// <summary>Backends of both ways in contexts of both kinds.</summary>
internal static class FrameInputs
{
    public static TheoryData<FrameWay, GlProfile> Ways
    {
        get
        {
            var data = new TheoryData<FrameWay, GlProfile>();
            foreach (FrameWay way in Enum.GetValues<FrameWay>())
            {
                data.Add(way, GlProfile.Core);
                data.Add(way, GlProfile.Es);
            }

            return data;
        }
    }

    /// <summary>Each of the values in both ways and both kinds of context.</summary>
    public static TheoryData<T, FrameWay, GlProfile> With<T>(IEnumerable<T> values)
    {
        var data = new TheoryData<T, FrameWay, GlProfile>();
        foreach (T value in values)
        {
            foreach (FrameWay way in Enum.GetValues<FrameWay>())
            {
                data.Add(value, way, GlProfile.Core);
                data.Add(value, way, GlProfile.Es);
            }
        }

        return data;
    }

    /// <summary>A backend in a device's context.</summary>
    public static IBackend Open(GlDevice device, FrameWay way) =>
        way == FrameWay.Compute ? new GpuBackend(device) : new ReadbackBackend(new ReferenceBackend(), device.Gl);
}
