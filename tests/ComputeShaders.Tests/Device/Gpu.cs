using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>A device for a test. Without an EGL driver the test is skipped, or fails if VISION_REQUIRE=all.</summary>
internal static class Gpu
{
    /// <summary>Both kinds of OpenGL, for <c>MemberData</c>.</summary>
    public static TheoryData<GlProfile> Profiles => [GlProfile.Core, GlProfile.Es];

    /// <summary>A device with a context of its own on this thread, checking for errors after each step.</summary>
    public static GlDevice Open(GlProfile profile)
    {
        GlDevice? device = null;
        string reason = "";
        try
        {
            device = GlDevice.CreateHeadless(profile);
            device.ChecksErrors = true;
        }
        catch (GpuUnavailableException e)
        {
            reason = e.Message;
        }
        Requirement.SkipUnless(device is not null, reason);
        return device!;
    }

    /// <summary>A library of shaders given as text, for tests of the loader and the compiler.</summary>
    public static ShaderLibrary Library(params (string Name, string Text)[] files) =>
        new(files.Select(file => KeyValuePair.Create(file.Name, () => file.Text)));
}
