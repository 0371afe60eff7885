using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Formats;

/// <summary>
/// Reads a file's fields in order; running out of bytes is an <see cref="InvalidImageContentException"/>.
/// </summary>
internal ref struct ByteReader(string format, ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    internal int Position { get; private set; }

    internal readonly int Remaining => _data.Length - Position;

    internal byte ReadByte() => Take(1)[0];

    internal ushort ReadUInt16BigEndian() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    internal uint ReadUInt32BigEndian() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    internal ushort ReadUInt16LittleEndian() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    internal int ReadInt32LittleEndian() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    internal uint ReadUInt32LittleEndian() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    internal ReadOnlySpan<byte> Take(long count)
    {
        if (count > Remaining)
        {
            throw new InvalidImageContentException(
                $"{format}: the file is cut off: {count} bytes expected at {Position}, {Remaining} left.");
        }

        ReadOnlySpan<byte> taken = _data.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }
}
