using VisionPlugin.DemoApp.Capture;

namespace VisionPlugin.DemoApp.Tests.Capture;

public class NutReaderTests
{
    [SkippableTheory]
    [InlineData("rgba", 4)]
    [InlineData("rgb24", 3)]
    [InlineData("gray", 1)]
    public void Frames_come_out_of_the_container_as_ffmpeg_put_them_in(string format, int bytes)
    {
        // Uneven times: every frame of the first second, every fifth after it.
        string[] frames = ["-f", "lavfi", "-i", "testsrc2=size=130x94:rate=30", "-vf",
            "scale=65:47,select=lt(t\\,1)+not(mod(n\\,5))",
            "-frames:v", "40", "-vsync", "passthrough", "-c:v", "rawvideo", "-pix_fmt", format];
        byte[] raw = Ffmpeg.Run([.. frames, "-f", "rawvideo", "-"]);
        byte[] nut = Ffmpeg.Run([.. frames, "-enc_time_base", "1:1000000", "-f", "nut", "-"]);
        var reader = new NutReader(new MemoryStream(nut));
        byte[] pixels = new byte[65 * 47 * bytes];
        for (int i = 0; i < 40; i++)
        {
            Assert.True(reader.TryReadHeader(out TimeSpan time, out int length));
            Assert.Equal((65, 47, pixels.Length), (reader.Width, reader.Height, length));
            Assert.Equal((i < 30 ? i : 30 + ((i - 30) * 5)) / 30.0, time.TotalSeconds, 5e-6);
            reader.ReadPixels(pixels);
            Assert.True(pixels.AsSpan().SequenceEqual(raw.AsSpan(i * pixels.Length, pixels.Length)), $"frame {i}");
        }

        Assert.False(reader.TryReadHeader(out _, out _));
    }

    [SkippableFact]
    public void A_stream_that_is_cut_off_anywhere_ends_and_does_nothing_worse()
    {
        byte[] nut = Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=size=16x8:rate=30", "-frames:v", "3", "-c:v", "rawvideo",
            "-pix_fmt", "gray", "-f", "nut", "-");
        for (int length = 0; length < nut.Length; length++)
            Assert.True(CountFrames(nut[..length]) <= 3);
        Assert.Equal(3, CountFrames(nut));
    }

    [SkippableFact]
    public void Damaged_streams_are_an_error_that_is_caught()
    {
        byte[] nut = Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=size=16x8:rate=30", "-frames:v", "3", "-c:v", "rawvideo",
            "-pix_fmt", "gray", "-f", "nut", "-");
        var random = new Random(1);
        int errors = 0;
        for (int round = 0; round < 2000; round++)
        {
            byte[] damaged = [.. nut];
            for (int i = 0; i < 3; i++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                CountFrames(damaged);
            }
            catch (NutException)
            {
                errors++;
            }
        }

        Assert.InRange(errors, 100, 2000);
        Assert.Throws<NutException>(() => CountFrames([.. "nothing of the kind, but long enough"u8]));
    }

    private static int CountFrames(byte[] nut)
    {
        var reader = new NutReader(new MemoryStream(nut));
        int count = 0;
        try
        {
            while (reader.TryReadHeader(out _, out int length))
            {
                reader.ReadPixels(new byte[Math.Min(length, 1 << 20)]);
                count++;
            }
        }
        catch (EndOfStreamException)
        {
        }

        return count;
    }
}
