namespace VisionPlugin.Compat.Tests.Jpeg;

/// <summary>
/// Writes sequential JPEG files as plainly as T.81 puts it, without subsampling: for what the encoders at hand cannot
/// write.
/// </summary>
internal sealed class TestJpeg
{
    private readonly List<byte> _file = [];
    private int _bitBuffer;
    private int _bitCount;

    public required int Width { get; init; }

    public required int Height { get; init; }

    public int Precision { get; init; } = 8;

    /// <summary>Per component its Width * Height samples.</summary>
    public required int[][] Samples { get; init; }

    public byte[] Ids { get; init; } = [1, 2, 3, 4];

    public bool Jfif { get; init; }

    /// <summary>The transform of an Adobe segment, or none.</summary>
    public byte? AdobeTransform { get; init; }

    /// <summary>The header says height 0; a DNL segment behind the scan brings it.</summary>
    public bool LateHeight { get; init; }

    public int RestartInterval { get; init; }

    /// <summary>The second byte of the frame marker: SOF1 allows what the other options need.</summary>
    public byte FrameMarker { get; init; } = 0xC1;

    public byte[] ToArray()
    {
        _file.Clear();
        _file.AddRange([0xFF, 0xD8]);
        if (Jfif)
            Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 0, 0]);
        if (AdobeTransform is { } transform)
            Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform]);
        Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);
        byte count = (byte)Samples.Length;
        Segment(FrameMarker, [(byte)Precision, .. LateHeight ? Word(0) : Word(Height), .. Word(Width), count,
            .. Enumerable.Range(0, count).SelectMany(i => new byte[] { Ids[i], 0x11, 0 })]);
        // All DC codes have 5 bits and all AC codes 8, so that a symbol's code is its index.
        Segment(0xC4, [0x00, 0, 0, 0, 0, 16, .. new byte[11], .. DcSymbols]);
        Segment(0xC4, [0x10, 0, 0, 0, 0, 0, 0, 0, (byte)AcSymbols.Length, .. new byte[8], .. AcSymbols]);
        if (RestartInterval > 0)
            Segment(0xDD, Word(RestartInterval));
        Segment(0xDA, [count, .. Enumerable.Range(0, count).SelectMany(i => new byte[] { Ids[i], 0 }), 0, 63, 0]);
        WriteScan();
        if (LateHeight)
            Segment(0xDC, Word(Height));
        _file.AddRange([0xFF, 0xD9]);
        return [.. _file];
    }

    private static byte[] DcSymbols { get; } = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

    private static byte[] AcSymbols { get; } =
    [
        0x00, 0xF0,
        .. from run in Enumerable.Range(0, 16) from size in Enumerable.Range(1, 14) select (byte)((run << 4) | size),
    ];

    private static byte[] Word(int value) => [(byte)(value >> 8), (byte)value];

    private void Segment(byte marker, byte[] data)
    {
        _file.AddRange([0xFF, marker, .. Word(data.Length + 2)]);
        _file.AddRange(data);
    }

    private void WriteScan()
    {
        int[] previous = new int[Samples.Length];
        int unit = 0;
        for (int y = 0; y < Height; y += 8)
        {
            for (int x = 0; x < Width; x += 8, unit++)
            {
                if (RestartInterval > 0 && unit > 0 && unit % RestartInterval == 0)
                {
                    FlushBits();
                    _file.AddRange([0xFF, (byte)(0xD0 + ((unit / RestartInterval - 1) % 8))]);
                    Array.Clear(previous);
                }

                for (int c = 0; c < Samples.Length; c++)
                    WriteBlock(Transform(Samples[c], x, y), ref previous[c]);
            }
        }

        FlushBits();
    }

    private void WriteBlock(int[,] block, ref int previous)
    {
        WriteNumber(block[0, 0] - previous, size => (size, 5));
        previous = block[0, 0];
        int run = 0;
        for (int k = 1; k < 64; k++)
        {
            (int u, int v) = ZigZag(k);
            if (block[u, v] == 0)
            {
                run++;
                continue;
            }

            for (; run > 15; run -= 16)
                WriteBits(Array.IndexOf(AcSymbols, (byte)0xF0), 8);
            WriteNumber(block[u, v], size => (Array.IndexOf(AcSymbols, (byte)((run << 4) | size)), 8));
            run = 0;
        }

        if (run > 0)
            WriteBits(Array.IndexOf(AcSymbols, (byte)0), 8);
    }

    private void WriteNumber(int value, Func<int, (int Code, int Length)> codeOfSize)
    {
        int size = 32 - int.LeadingZeroCount(Math.Abs(value));
        (int code, int length) = codeOfSize(size);
        WriteBits(code, length);
        WriteBits(value >= 0 ? value : value + (1 << size) - 1, size);
    }

    private void WriteBits(int value, int count)
    {
        for (int bit = count - 1; bit >= 0; bit--)
        {
            _bitBuffer = (_bitBuffer << 1) | ((value >> bit) & 1);
            if (++_bitCount < 8)
                continue;
            _file.Add((byte)_bitBuffer);
            if (_bitBuffer == 0xFF)
                _file.Add(0);
            (_bitBuffer, _bitCount) = (0, 0);
        }
    }

    private void FlushBits()
    {
        while (_bitCount > 0)
            WriteBits(1, 1);
    }

    /// <summary>Row and column frequency of the k-th coefficient: up and down the diagonals.</summary>
    private static (int V, int U) ZigZag(int k)
    {
        int diagonal = 0;
        for (int first = 0; ; diagonal++)
        {
            int length = diagonal < 8 ? diagonal + 1 : 15 - diagonal;
            if (k < first + length)
            {
                int step = Math.Max(0, diagonal - 7) + k - first;
                return diagonal % 2 == 0 ? (diagonal - step, step) : (step, diagonal - step);
            }

            first += length;
        }
    }

    private int[,] Transform(int[] samples, int x0, int y0)
    {
        int[,] result = new int[8, 8];
        for (int v = 0; v < 8; v++)
        {
            for (int u = 0; u < 8; u++)
            {
                double sum = 0;
                for (int i = 0; i < 64; i++)
                {
                    (int y, int x) = Math.DivRem(i, 8);
                    int sample = samples[(Math.Min(y0 + y, Height - 1) * Width) + Math.Min(x0 + x, Width - 1)];
                    sum += (sample - (1 << (Precision - 1))) * Math.Cos(((2 * x) + 1) * u * Math.PI / 16)
                        * Math.Cos(((2 * y) + 1) * v * Math.PI / 16);
                }

                double norm = (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4;
                result[v, u] = (int)Math.Round(sum * norm);
            }
        }

        return result;
    }
}
