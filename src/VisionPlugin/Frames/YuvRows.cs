using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VisionPlugin.Frames;

/// <summary>
/// Rows of a frame of brightness and colour differences as bytes of red, green, blue and 255. The two latest neighbours
/// are kept, which is what interpolation between rows asks for.
/// </summary>
internal sealed unsafe class YuvRows
{
    private const int Lanes = 8;

    // Pinned, so that pointers into them stay good.
    private readonly byte[][] _rows = [[], []];
    private readonly int[] _kept = [-1, -1];
    private YuvMatrix _matrix;

    /// <summary>Makes room for the rows of a frame and forgets those of the one before.</summary>
    public void Begin(Frame frame)
    {
        _matrix = YuvMatrix.Of(frame.Yuv);
        for (int i = 0; i < _rows.Length; i++)
        {
            _kept[i] = -1;
            if (_rows[i].Length < 4 * frame.Width)
                _rows[i] = GC.AllocateUninitializedArray<byte>(4 * frame.Width, pinned: true);
        }
    }

    /// <summary>
    /// A row of the frame that was begun with; it stays until another row of the same parity is asked for.
    /// </summary>
    public byte* Row(Frame frame, int y)
    {
        byte[] row = _rows[y & 1];
        if (_kept[y & 1] != y)
        {
            _kept[y & 1] = y;
            Span<uint> rgba = MemoryMarshal.Cast<byte, uint>(row.AsSpan())[..frame.Width];
            if (frame.Format == PixelFormat.Nv12)
                FromNv12(frame.Row(y), frame.ChromaRow(y), rgba);
            else
                FromYuyv(frame.Row(y), rgba);
        }

        return (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(row));
    }

    // Compiled well at the first call, as the first frames of a camera count too.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FromNv12(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> chroma, Span<uint> rgba)
    {
        int x = 0;
        for (; Vector128.IsHardwareAccelerated && x <= rgba.Length - Lanes; x += Lanes)
        {
            Vector128<byte> y = Vector128.CreateScalar(MemoryMarshal.Read<ulong>(luma[x..])).AsByte();
            Vector128<byte> c = Vector128.CreateScalar(MemoryMarshal.Read<ulong>(chroma[x..])).AsByte();
            Vector256<int> cb = Widen(Vector128.Shuffle(
                c, Vector128.Create((byte)0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 8, 8, 8, 8, 8, 8)));
            Vector256<int> cr = Widen(Vector128.Shuffle(
                c, Vector128.Create((byte)1, 1, 3, 3, 5, 5, 7, 7, 8, 8, 8, 8, 8, 8, 8, 8)));
            _matrix.ToRgba(Widen(y), cb, cr).CopyTo(rgba[x..]);
        }

        for (; x < rgba.Length; x++)
            rgba[x] = _matrix.ToRgba(luma[x], chroma[x & ~1], chroma[x | 1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FromYuyv(ReadOnlySpan<byte> pairs, Span<uint> rgba)
    {
        int x = 0;
        for (; Vector128.IsHardwareAccelerated && x <= rgba.Length - Lanes; x += Lanes)
        {
            Vector128<byte> p = Vector128.Create(pairs.Slice(2 * x, 16));
            Vector256<int> y = Widen(Vector128.Shuffle(
                p, Vector128.Create((byte)0, 2, 4, 6, 8, 10, 12, 14, 0, 0, 0, 0, 0, 0, 0, 0)));
            Vector256<int> cb = Widen(Vector128.Shuffle(
                p, Vector128.Create((byte)1, 1, 5, 5, 9, 9, 13, 13, 0, 0, 0, 0, 0, 0, 0, 0)));
            Vector256<int> cr = Widen(Vector128.Shuffle(
                p, Vector128.Create((byte)3, 3, 7, 7, 11, 11, 15, 15, 0, 0, 0, 0, 0, 0, 0, 0)));
            _matrix.ToRgba(y, cb, cr).CopyTo(rgba[x..]);
        }

        for (; x < rgba.Length; x++)
            rgba[x] = _matrix.ToRgba(pairs[2 * x], pairs[(2 * (x & ~1)) + 1], pairs[(2 * (x & ~1)) + 3]);
    }

    // The lower eight bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(Vector128<byte> bytes)
    {
        Vector128<ushort> shorts = Vector128.WidenLower(bytes);
        return Vector256.Create(Vector128.WidenLower(shorts), Vector128.WidenUpper(shorts)).AsInt32();
    }
}
