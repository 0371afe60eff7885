using System.Diagnostics;
using SixLabors.ImageSharp;
using VisionPlugin.Compat.Tests.Bmp;
using VisionPlugin.Compat.Tests.Jpeg;
using VisionPlugin.Compat.Tests.Png;

namespace VisionPlugin.Compat.Tests;

/// <summary>Damaged files either load or throw the documented exception, quickly and in little memory.</summary>
public class FuzzTests
{
    private const int Rounds = 1000;
    private const long MaxAllocation = 256 << 20;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(3);

    [Fact]
    public void Damaged_JPEG_files_give_a_picture_or_the_documented_exception() => Damage(
        [.. JpegAgreementTests.FileNames.Select(JpegAgreementTests.Read)]);

    [Fact]
    public void Damaged_PNG_files_give_a_picture_or_the_documented_exception() => Damage(
        [.. PngReaderTests.Kinds().Select(row =>
            PngReaderTests.Random((int)row[0], (int)row[1], (bool)row[2], 19, 13, 0).ToArray())]);

    [Fact]
    public void Damaged_BMP_files_give_a_picture_or_the_documented_exception() => Damage(
    [
        new TestBmp { Width = 9, Height = 7, Bits = 24, Data = new byte[7 * 28] }.ToArray(),
        new TestBmp { HeaderLength = 124, Width = 9, Height = -7, Bits = 32, Data = new byte[7 * 36] }.ToArray(),
        new TestBmp { Width = 9, Height = 7, Bits = 4, Palette = new byte[64], Data = new byte[7 * 8] }.ToArray(),
        new TestBmp
        {
            Width = 9,
            Height = 7,
            Bits = 16,
            Compression = 3,
            Masks = [0xF800, 0x7E0, 0x1F],
            Data = new byte[7 * 20],
        }.ToArray(),
        new TestBmp
        {
            Width = 9,
            Height = 3,
            Bits = 8,
            Compression = 1,
            Palette = new byte[64],
            Data = [9, 1, 0, 0, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 2, 1, 1, 3, 5, 0, 1],
        }.ToArray(),
    ]);

    [Fact]
    public void Files_of_other_kinds_are_unknown()
    {
        byte[] noise = new byte[1000];
        new Random(1).NextBytes(noise);
        byte[][] files = [[], [0xFF], [0xFF, 0xD8], "some text"u8.ToArray(), new byte[100], noise];
        foreach (byte[] file in files)
        {
            Assert.Throws<UnknownImageFormatException>(() => Image.Identify(file));
            Assert.Throws<UnknownImageFormatException>(() => Pixels.Load(file));
            using MemoryStream stream = new(file);
            Assert.Throws<UnknownImageFormatException>(() => Image.Identify(stream));
        }
    }

    private static void Damage(byte[][] files)
    {
        Random random = new(20);
        Stopwatch watch = Stopwatch.StartNew();
        int round = 0;
        for (; round < Rounds && watch.Elapsed < TimeLimit; round++)
        {
            byte[] file = [.. files[round % files.Length]];
            int changes = random.Next(4);
            for (int i = 0; i < changes; i++)
                file[random.Next(file.Length)] = random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => (byte)random.Next() };
            if (changes == 0 || random.Next(4) == 0)
                file = file[..random.Next(file.Length)];
            FixPngChecksums(file);
            Try(file, round);
        }

        Assert.True(round >= 100, $"only {round} files in {watch.Elapsed.TotalSeconds:F1} s");
    }

    private static void Try(byte[] file, int round)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        Exception? error = Record.Exception(() => Pixels.Load(file));
        Assert.True(error is null or ImageFormatException, $"round {round}: {error}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocation);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    /// <summary>Else the checksums would keep most damage from what stands behind them.</summary>
    private static void FixPngChecksums(byte[] file)
    {
        if (file.Length < 8 || file[1] != (byte)'P')
            return;
        for (int at = 8; at <= file.Length - 12;)
        {
            uint length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
                return;
            uint crc = TestPng.Crc(file.AsSpan(at + 4, (int)length + 4));
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + (int)length), crc);
            at += (int)length + 12;
        }
    }
}
