using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Integers;

/// <summary>What becomes of the sums: 32-bit integers, or 8-bit ones in the result's scale.</summary>
internal sealed unsafe class IntegerResult
{
    private readonly float* _aScale;
    private readonly float* _bScale;
    private readonly float* _yScale;
    private readonly byte* _yZero;
    private readonly byte* _y;
    private readonly bool _signed;

    /// <summary>Binds the scales and the output of a node. The context must outlive it.</summary>
    public IntegerResult(KernelContext context, QuantizedOperands at)
    {
        _y = context.Y.Bytes;
        if (at.YScale < 0)
            return;
        Operand a = context.Inputs[at.AScale]!, b = context.Inputs[at.BScale]!;
        _aScale = a.Data;
        _bScale = b.Data;
        AScales = a.Shape.Length;
        BScales = b.Shape.Length;
        _yScale = context.Inputs[at.YScale]!.Data;
        _yZero = context.Inputs[at.YZero]!.Bytes;
        _signed = context.Y.Tensor.DataType == DataType.Int8;
    }

    /// <summary>Number of scales of A; 0 for 32-bit results.</summary>
    public int AScales { get; }

    /// <summary>Number of scales of B; 0 for 32-bit results.</summary>
    public int BScales { get; }

    /// <summary>The factors of up to 16 neighbours: the scale of A, times theirs of B, in the result's scale.</summary>
    public void Factors(int a, int b, int count, float* factors)
    {
        for (int i = 0; i < count && _yScale is not null; i++)
            factors[i] = _aScale[AScales > 1 ? a : 0] * _bScale[BScales > 1 ? b + i : 0] / *_yScale;
    }

    /// <summary>Writes a tile: element r of column c goes to index + r * step + c * columnStep of the output.</summary>
    /// <param name="sums">The columns, of 16 sums each.</param>
    /// <param name="factors">A factor for each of the 16.</param>
    /// <param name="rows">How many of the 16 count.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="index">Place in the output.</param>
    /// <param name="step">Distance of a column's elements.</param>
    /// <param name="columnStep">Distance of columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(int* sums, float* factors, int rows, int columns, nint index, nint step, nint columnStep)
    {
        byte* narrow = stackalloc byte[IntegerTile.Rows];
        for (int c = 0; c < columns; c++, sums += IntegerTile.Rows, index += columnStep)
        {
            if (_yScale is null)
            {
                int* wide = (int*)_y + index;
                for (int r = 0; r < rows; r++)
                    wide[r * step] = sums[r];
                continue;
            }

            Narrow(sums, factors, narrow);
            byte* to = _y + index;
            for (int r = 0; r < rows; r++)
                to[r * step] = narrow[r];
        }
    }

    // QuantizedOperands.Requantize of 16 sums, bit by bit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Narrow(int* sums, float* factors, byte* result)
    {
        int zero = PackedShorts.Widen(*_yZero, _signed), low = _signed ? -128 : 0;
        Vector256<float> bottom = Vector256.Create((float)(low - zero)), top = Vector256.Create((float)(low + 255 - zero));
        Vector256<int> first = Rounded(sums, factors, bottom, top), second = Rounded(sums + 8, factors + 8, bottom, top);
        Vector256<ushort> shorts = Vector256.Narrow(
            (first + Vector256.Create(zero)).AsUInt32(), (second + Vector256.Create(zero)).AsUInt32());
        // The low bits are the result with and without a sign.
        shorts &= Vector256.Create((ushort)0xFF);
        Vector128.Narrow(shorts.GetLower(), shorts.GetUpper()).Store(result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Rounded(int* sums, float* factors, Vector256<float> bottom, Vector256<float> top)
    {
        Vector256<float> scaled = Vector256.ConvertToSingle(Vector256.Load(sums)) * Vector256.Load(factors);
        return Vector256.ConvertToInt32(Vector256.Max(Vector256.Min(Vector256.Round(scaled), top), bottom));
    }
}
