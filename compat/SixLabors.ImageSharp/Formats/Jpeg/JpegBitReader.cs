using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Reads the bits of an entropy-coded segment up to the next marker; behind it come zeros.</summary>
internal ref struct JpegBitReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>The next bits, the first one in the highest place.</summary>
    private ulong _bits;

    /// <summary>How many of them are data; negative once more was read than there is.</summary>
    private int _count;

    private int _position;
    private bool _ended;

    /// <summary>More bits were read than the segment has.</summary>
    internal readonly bool Overrun => _count < 0;

    /// <summary>Where the marker behind the segment starts, or the length of the data.</summary>
    internal readonly int FindEnd() => _position + JpegMarker.IndexOf(_data[_position..]);

    /// <summary>Makes at least 32 bits ready.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Fill()
    {
        if (_count < 32)
            FillMore();
    }

    /// <summary>The next 1 to 32 bits, which must be ready.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly int Peek(int count) => (int)(_bits >> (64 - count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Skip(int count)
    {
        _bits <<= count;
        _count -= count;
    }

    /// <summary>Reads 0 to 16 bits, which must be ready.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Take(int count)
    {
        // Two shifts, since one by 64 would be none.
        int value = (int)(_bits >> 1 >> (63 - count));
        Skip(count);
        return value;
    }

    /// <summary>
    /// Reads a number of <paramref name="size"/> bits, of which the upper half is positive (T.81, F.2.2.1).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int TakeSigned(int size)
    {
        int value = Take(size);
        return value >= (1 << size) >> 1 ? value : value + 1 - (1 << size);
    }

    internal int TakeBit()
    {
        Fill();
        return Take(1);
    }

    /// <summary>Goes behind the next restart marker, dropping what is left before it.</summary>
    /// <param name="expected">The marker's number, 0 to 7.</param>
    /// <returns>How many markers are missing before it; -1 if the segment ends.</returns>
    internal int SkipRestart(int expected)
    {
        int marker = FindEnd();
        if (marker >= _data.Length || !JpegMarker.IsRestart(_data[marker + 1]))
            return -1;
        _position = marker + 2;
        _bits = 0;
        _count = 0;
        _ended = false;
        int missing = (_data[marker + 1] - JpegMarker.FirstRestart - expected) & 7;
        // A number further off is rather a damaged marker than that much lost data.
        return missing <= 2 ? missing : 0;
    }

    private void FillMore()
    {
        if (_ended)
            return;
        if (_position <= _data.Length - 8)
        {
            ulong next = BinaryPrimitives.ReadUInt64BigEndian(_data[_position..]);
            bool anyFF = ((~next - 0x0101010101010101) & next & 0x8080808080808080) != 0;
            if (!anyFF)
            {
                // The bits beyond the whole bytes come again with the next call, at the same places.
                _bits |= next >> _count;
                int bytes = (64 - _count) >> 3;
                _position += bytes;
                _count += bytes * 8;
                return;
            }
        }

        FillByBytes();
    }

    private void FillByBytes()
    {
        while (_count <= 56)
        {
            if (_position >= _data.Length)
            {
                _ended = true;
                return;
            }

            byte value = _data[_position];
            if (value == 0xFF)
            {
                if (_position + 1 >= _data.Length || _data[_position + 1] != 0)
                {
                    _ended = true;
                    return;
                }

                _position++;
            }

            _position++;
            _bits |= (ulong)value << (56 - _count);
            _count += 8;
        }
    }
}
