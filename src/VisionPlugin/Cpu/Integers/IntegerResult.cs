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
    private readonly int _aStep;
    private readonly int _bStep;
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
        _aStep = a.Shape.Length > 1 ? 1 : 0;
        _bStep = b.Shape.Length > 1 ? 1 : 0;
        _yScale = context.Inputs[at.YScale]!.Data;
        _yZero = context.Inputs[at.YZero]!.Bytes;
        _signed = context.Y.Tensor.DataType == DataType.Int8;
    }

    /// <summary>Writes sums to the output.</summary>
    /// <param name="sums">The sums, neighbours.</param>
    /// <param name="count">How many.</param>
    /// <param name="index">The first one's place in the output.</param>
    /// <param name="step">Distance of places in the output.</param>
    /// <param name="a">Index of the scale of A that all have, where there are several.</param>
    /// <param name="b">Index of the first one's scale of B, where there are several; its neighbour has the next.</param>
    public void Write(int* sums, int count, nint index, nint step, int a, int b)
    {
        if (_yScale is null)
        {
            int* y = (int*)_y + index;
            for (int i = 0; i < count; i++)
                y[i * step] = sums[i];
            return;
        }

        int zero = PackedShorts.Widen(*_yZero, _signed), low = _signed ? -128 : 0, high = low + 255;
        float aScale = _aScale[a * _aStep];
        for (int i = 0; i < count; i++)
        {
            float scale = aScale * _bScale[(b + i) * _bStep] / *_yScale;
            _y[index + (i * step)] = (byte)QuantizedOperands.Requantize(sums[i], scale, zero, low, high);
        }
    }
}
