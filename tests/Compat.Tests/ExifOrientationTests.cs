using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;
using VisionPlugin.Compat.Tests.Png;
using VisionPlugin.Testing;

namespace VisionPlugin.Compat.Tests;

public class ExifOrientationTests
{
    // The picture "ABC/DEF", stored as each orientation asks.
    [Theory]
    [InlineData(1, "ABC/DEF")]
    [InlineData(2, "CBA/FED")]
    [InlineData(3, "FED/CBA")]
    [InlineData(4, "DEF/ABC")]
    [InlineData(5, "AD/BE/CF")]
    [InlineData(6, "CF/BE/AD")]
    [InlineData(7, "FC/EB/DA")]
    [InlineData(8, "DA/EB/FC")]
    public void AutoOrient_turns_the_picture_upright_once(int orientation, string stored)
    {
        foreach (bool bigEndian in new[] { true, false })
        {
            string[] rows = stored.Split('/');
            TestPng png = new()
            {
                Width = rows[0].Length,
                Height = rows.Length,
                Color = 0,
                Depth = 8,
                Samples = [.. string.Concat(rows).Select(letter => (ushort)letter)],
            };
            png.Chunks.Add(("eXIf", Exif(orientation, bigEndian)));
            using Image<Rgba32> image = Image.Load<Rgba32>(png.ToArray());
            Assert.Equal(stored, Letters(image));
            image.Mutate(x => x.AutoOrient());
            Assert.Equal("ABC/DEF", Letters(image));
            image.Mutate(x => x.AutoOrient());
            Assert.Equal("ABC/DEF", Letters(image));
        }
    }

    [Fact]
    public void The_orientation_of_a_JPEG_is_read_from_its_APP1_segment()
    {
        byte[] plain = File.ReadAllBytes(
            Path.Combine(TestData.Repository, "tests", "Compat.Tests", "Data", "progressive-420.jpg"));
        byte[] exif = [.. "Exif\0\0"u8, .. Exif(8, bigEndian: false)];
        byte[] file = [.. plain[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. plain[2..]];
        using Image<Rgba32> stored = Image.Load<Rgba32>(plain);
        using Image<Rgba32> image = Image.Load<Rgba32>(file);
        Assert.Equal((53, 41), (image.Width, image.Height));
        image.Mutate(x => x.AutoOrient());
        Assert.Equal((41, 53), (image.Width, image.Height));
        // LeftBottom: the first row is the left side, and it starts at the bottom.
        Assert.Equal(stored[0, 0], image[0, 52]);
        Assert.Equal(stored[52, 0], image[0, 0]);
        Assert.Equal(stored[0, 40], image[40, 52]);
    }

    [Fact]
    public void Damaged_metadata_leaves_the_picture_as_it_is()
    {
        byte[] good = Exif(6, bigEndian: true);
        byte[] wrongOffset = [.. good];
        wrongOffset[4] = 0xFF;
        List<byte[]> damaged = [wrongOffset, Exif(9, false)];
        damaged.AddRange(Enumerable.Range(0, good.Length - 4).Select(length => good[..length]));
        foreach (byte[] exif in damaged)
        {
            TestPng png = new() { Width = 2, Height = 1, Color = 0, Depth = 8, Samples = ['A', 'B'] };
            png.Chunks.Add(("eXIf", exif));
            using Image<Rgba32> image = Image.Load<Rgba32>(png.ToArray());
            image.Mutate(x => x.AutoOrient());
            Assert.Equal("AB", Letters(image));
        }
    }

    /// <summary>A TIFF directory of two entries: an image width and the orientation.</summary>
    internal static byte[] Exif(int orientation, bool bigEndian)
    {
        List<byte> data = [.. bigEndian ? "MM"u8 : "II"u8];
        Add(42, 2);
        Add(8, 4);
        Add(2, 2);
        foreach ((int tag, int value) in new[] { (0x0100, 77), (0x0112, orientation) })
        {
            Add(tag, 2);
            Add(3, 2);
            Add(1, 4);
            Add(value, 2);
            Add(0, 2);
        }

        Add(0, 4);
        return [.. data];

        void Add(int value, int length)
        {
            for (int i = 0; i < length; i++)
                data.Add((byte)(value >> (8 * (bigEndian ? length - 1 - i : i))));
        }
    }

    private static string Letters(Image<Rgba32> image)
    {
        List<string> rows = [];
        image.ProcessPixelRows(accessor =>
        {
            for (int y = 0; y < accessor.Height; y++)
                rows.Add(string.Concat(accessor.GetRowSpan(y).ToArray().Select(pixel => (char)pixel.R)));
        });
        return string.Join('/', rows);
    }
}
