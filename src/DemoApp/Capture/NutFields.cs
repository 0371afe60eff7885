namespace VisionPlugin.DemoApp.Capture;

/// <summary>Reads the fields of a packet: numbers of variable length, seven bits a byte, the highest first.</summary>
internal ref struct NutFields(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    public long Unsigned()
    {
        ulong value = 0;
        byte next;
        do
        {
            if (_rest.IsEmpty || value > ulong.MaxValue >> 8)
                throw new NutException("a damaged number");
            next = _rest[0];
            _rest = _rest[1..];
            value = (value << 7) | (uint)(next & 0x7F);
        }
        while (next >= 0x80);
        return (long)value;
    }

    public long Signed()
    {
        long value = Unsigned() + 1;
        return (value & 1) != 0 ? -(value >> 1) : value >> 1;
    }

    public ReadOnlySpan<byte> Bytes()
    {
        int length = (int)Math.Min(Unsigned(), _rest.Length);
        ReadOnlySpan<byte> bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }
}
