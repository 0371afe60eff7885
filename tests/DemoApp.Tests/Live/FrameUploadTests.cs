using VisionPlugin.ComputeShaders;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Live;

/// <summary>Frames of cameras and decoders on their way to a texture.</summary>
public class FrameUploadTests
{
    [SkippableTheory]
    [InlineData(PixelFormat.Nv12, YuvEncoding.Bt601)]
    [InlineData(PixelFormat.Nv12, YuvEncoding.Bt709Full)]
    [InlineData(PixelFormat.Yuyv, YuvEncoding.Bt601Full)]
    [InlineData(PixelFormat.Yuyv, YuvEncoding.Bt709)]
    public void Brightness_and_colour_differences_are_converted_on_the_gpu(PixelFormat format, YuvEncoding encoding)
    {
        using GlDevice device = Open();
        using var upload = new FrameUpload(device.Gl);
        using var texture = new Texture(device.Gl);
        var pixels = new FrameBuffer();
        foreach ((int width, int height, int gap) in ((int, int, int)[])[(64, 48, 0), (33, 17, 0), (34, 20, 12), (1, 1, 0)])
        {
            YuvPicture picture = YuvPicture.Random(width, height, format, gap);
            Frame frame = picture.Frame;
            upload.Upload(frame with { Yuv = encoding }, texture);
            texture.Read(pixels);
            Assert.Equal((width, height), (pixels.Width, pixels.Height));
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    double[] expected = picture.Rgb(x, y, encoding);
                    ReadOnlySpan<byte> actual = pixels.Frame.Row(y).Slice(4 * x, 4);
                    for (int c = 0; c < 3; c++)
                        Assert.InRange(actual[c], Math.Clamp(expected[c], 0, 255) - 1, Math.Clamp(expected[c], 0, 255) + 1);
                    Assert.Equal(255, actual[3]);
                }
            }
        }
    }

    [SkippableFact]
    public void Other_formats_stay_as_they_are()
    {
        using GlDevice device = Open();
        using var upload = new FrameUpload(device.Gl);
        using var texture = new Texture(device.Gl);
        var pixels = new FrameBuffer();
        TestPicture picture = TestPicture.Random(31, 9, 3);
        upload.Upload(picture.Frame, texture);
        texture.Read(pixels);
        Assert.Equal(picture.Rgba, pixels.Pixels);
    }

    private static GlDevice Open()
    {
        try
        {
            return GlDevice.CreateHeadless();
        }
        catch (GpuUnavailableException error)
        {
            Requirement.SkipUnless(false, error.Message);
            throw;
        }
    }
}
