using System.Buffers.Binary;

namespace VisionPlugin.DemoApp.Capture;

/// <summary>
/// Reads raw video in the NUT container, as ffmpeg writes it into a pipe: unlike bare pixels it says size and time of
/// every frame, and unlike other containers ffmpeg holds no frame back for it. One stream of video; the format is
/// described in ffmpeg's nut.txt. Allocates nothing after the headers.
/// </summary>
internal sealed class NutReader(Stream stream)
{
    private const ulong MainCode = 0x4E4D7A561F5F04AD, StreamCode = 0x4E5311405BF2F9DB, SyncCode = 0x4E4BE4ADEECA4569;
    private const int MaxPacket = 1 << 20, UncheckedPacket = 4096;

    private readonly BufferedBytes _bytes = new(stream);
    private readonly NutFrameCode[] _codes = new NutFrameCode[NutFrameCode.Count];
    private byte[] _packet = new byte[UncheckedPacket];
    private (long Numerator, long Denominator)[] _bases = [];
    private int _base;
    private int _ptsBits;
    private long _pts;
    private bool _started;

    /// <summary>Columns; known once there was a frame.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>Goes to the next frame, whose pixels <see cref="ReadPixels"/> must then take.</summary>
    /// <returns>False at the end, also where it comes amid a frame's header.</returns>
    /// <exception cref="NutException">It is not raw video in NUT.</exception>
    public bool TryReadHeader(out TimeSpan time, out int length)
    {
        (time, length) = (default, 0);
        try
        {
            if (!_started)
                ReadFileId();
            while (_bytes.TryReadByte(out byte code))
            {
                if (code == 'N')
                {
                    ReadPacket();
                    continue;
                }

                length = ReadFrameHeader(_codes[code]);
                time = TimeOf(_pts);
                return true;
            }
        }
        catch (EndOfStreamException)
        {
            // A process that was killed ends anywhere.
        }

        return false;
    }

    /// <summary>Takes the pixels of the frame: as many bytes as its header said.</summary>
    /// <exception cref="EndOfStreamException">The pipe ends before.</exception>
    public void ReadPixels(Span<byte> target) => _bytes.ReadExactly(target);

    private void ReadFileId()
    {
        ReadOnlySpan<byte> expected = "nut/multimedia container\0"u8;
        Span<byte> found = stackalloc byte[25];
        if (!_bytes.TryReadByte(out found[0]))
            throw new EndOfStreamException();
        _bytes.ReadExactly(found[1..]);
        if (!found.SequenceEqual(expected))
            throw new NutException("no NUT file");
        _started = true;
    }

    private void ReadPacket()
    {
        Span<byte> code = stackalloc byte[8];
        code[0] = (byte)'N';
        _bytes.ReadExactly(code[1..]);
        long length = ReadNumber();
        if (length is < 0 or > MaxPacket)
            throw new NutException("a packet of impossible length");
        Span<byte> checksum = stackalloc byte[4];
        if (length > UncheckedPacket)
            _bytes.ReadExactly(checksum);
        if (_packet.Length < length)
            _packet = new byte[length];
        Span<byte> packet = _packet.AsSpan(0, (int)length);
        _bytes.ReadExactly(packet);
        var fields = new NutFields(packet);
        switch (BinaryPrimitives.ReadUInt64BigEndian(code))
        {
            case MainCode:
                ReadMain(ref fields);
                break;
            case StreamCode:
                ReadStream(ref fields);
                break;
            case SyncCode:
                ReadSync(ref fields);
                break;
            default:
                break; // Names and an index: nothing that is needed here.
        }
    }

    private void ReadMain(ref NutFields fields)
    {
        if (fields.Unsigned() > 3)
            fields.Unsigned();
        long streams = fields.Unsigned();
        if (streams != 1)
            throw new NutException($"{streams} streams");
        fields.Unsigned(); // Largest distance between two places to start from.
        _bases = new (long, long)[Math.Clamp(fields.Unsigned(), 1, 256)];
        foreach (ref (long, long) item in _bases.AsSpan())
            item = (fields.Unsigned(), Math.Max(1, fields.Unsigned()));
        NutFrameCode.ReadTable(ref fields, _codes);
    }

    private void ReadStream(ref NutFields fields)
    {
        fields.Unsigned(); // Its number.
        if (fields.Unsigned() != 0)
            throw new NutException("a stream that is no video");
        fields.Bytes(); // Name of the pixel format: the one that was asked for.
        _base = (int)fields.Unsigned();
        _ptsBits = (int)fields.Unsigned();
        fields.Unsigned(); // Largest distance of two times.
        fields.Unsigned(); // How far frames are out of order: not at all.
        fields.Unsigned(); // Flags.
        fields.Bytes(); // The codec's own data.
        (Width, Height) = ((int)fields.Unsigned(), (int)fields.Unsigned());
        if (_base >= _bases.Length || _ptsBits > 32 || Width is <= 0 or > 1 << 16 || Height is <= 0 or > 1 << 16)
            throw new NutException("an impossible stream");
    }

    private void ReadSync(ref NutFields fields)
    {
        long coded = fields.Unsigned(), pts = coded / _bases.Length;
        (long numerator, long denominator) = _bases[coded % _bases.Length];
        (long ownNumerator, long ownDenominator) = _bases[_base];
        _pts = (long)((Int128)pts * numerator * ownDenominator / ((Int128)denominator * ownNumerator));
    }

    private int ReadFrameHeader(NutFrameCode code)
    {
        NutFlags flags = code.Flags;
        if (Width == 0 || flags.HasFlag(NutFlags.Invalid))
            throw new NutException("a frame that cannot be");
        if (flags.HasFlag(NutFlags.Coded))
            flags ^= (NutFlags)ReadNumber();
        if (flags.HasFlag(NutFlags.StreamId))
            ReadNumber();
        _pts = flags.HasFlag(NutFlags.CodedPts) ? FullPts(ReadNumber()) : _pts + code.PtsDelta;
        long size = code.Size;
        if (flags.HasFlag(NutFlags.SizeMsb))
            size += code.SizeFactor * ReadNumber();
        if (flags.HasFlag(NutFlags.MatchTime))
            ReadNumber();
        long header = flags.HasFlag(NutFlags.HeaderIndex) ? ReadNumber() : code.Header;
        long reserved = flags.HasFlag(NutFlags.Reserved) ? ReadNumber() : code.Reserved;
        for (long i = 0; i < reserved; i++)
            ReadNumber();
        Span<byte> checksum = stackalloc byte[4];
        if (flags.HasFlag(NutFlags.Checksum))
            _bytes.ReadExactly(checksum);
        if (size is < 0 or > int.MaxValue || header != 0 || flags.HasFlag(NutFlags.SideData))
            throw new NutException("a frame that is no raw video");
        return (int)size;
    }

    // Small numbers are the lowest bits of a time near the last one.
    private long FullPts(long coded)
    {
        long range = 1L << _ptsBits;
        if (coded >= range)
            return coded - range;
        long near = _pts - ((range - 1) / 2);
        return ((coded - near) & (range - 1)) + near;
    }

    private TimeSpan TimeOf(long pts)
    {
        (long numerator, long denominator) = _bases[_base];
        return TimeSpan.FromTicks((long)((Int128)pts * numerator * TimeSpan.TicksPerSecond / denominator));
    }

    private long ReadNumber()
    {
        ulong value = 0;
        byte next;
        do
        {
            if (!_bytes.TryReadByte(out next))
                throw new EndOfStreamException();
            if (value > ulong.MaxValue >> 8)
                throw new NutException("a damaged number");
            value = (value << 7) | (uint)(next & 0x7F);
        }
        while (next >= 0x80);
        return (long)value;
    }
}
