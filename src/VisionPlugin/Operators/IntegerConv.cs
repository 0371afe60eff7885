using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>What <see cref="ConvInteger"/> and <see cref="QLinearConv"/> share: convolution of 8-bit integers.</summary>
/// <param name="Conv">The convolution as floating point would have it: geometry and groups.</param>
/// <param name="Inputs">Where the inputs are.</param>
internal readonly record struct IntegerConv(Conv Conv, QuantizedOperands Inputs)
{
    /// <summary>Checks the inputs; returns the description of the output.</summary>
    public TensorInfo Infer(ReadOnlySpan<TensorInfo> inputs)
    {
        DataType type = Inputs.CheckTypes(inputs);
        TensorInfo x = inputs[Inputs.A], w = inputs[Inputs.B], bias = QuantizedOperands.Get(inputs, Inputs.Bias);
        TensorShape y = Conv.InferShapes([new(DataType.Float32, x.Shape), new(DataType.Float32, w.Shape)])[0].Shape;
        QuantizedOperands.CheckOne(QuantizedOperands.Get(inputs, Inputs.AZero), "The zero point of X");
        QuantizedOperands.CheckOne(QuantizedOperands.Get(inputs, Inputs.AScale), "The scale of X");
        CheckChannels(QuantizedOperands.Get(inputs, Inputs.BZero), "The zero point of W", w.Shape[0]);
        CheckChannels(QuantizedOperands.Get(inputs, Inputs.BScale), "The scale of W", w.Shape[0]);
        if (bias.IsPresent)
        {
            Guard.Type(bias, "B", DataType.Int32);
            if (bias.Shape != new TensorShape([w.Shape[0]]))
                throw new ShapeMismatchException($"B must be [{w.Shape[0]}], not {bias.Shape}.");
        }

        return new TensorInfo(type, y);
    }

    /// <summary>Multiply-accumulate operations of one run.</summary>
    public long CountMacs(ReadOnlySpan<TensorInfo> inputs, TensorInfo y)
    {
        TensorShape w = inputs[Inputs.B].Shape;
        return (long)y.Shape.Length * w.LengthOf(1, w.Rank);
    }

    /// <summary>The reference implementation.</summary>
    public void Run(ReadOnlySpan<Tensor?> inputs, Tensor y)
    {
        Tensor x = inputs[Inputs.A]!, w = inputs[Inputs.B]!;
        Tensor? zero = QuantizedOperands.Get(inputs, Inputs.BZero);
        var perChannel = new TensorShape([w.Shape[0], .. Enumerable.Repeat(1, w.Shape.Rank - 1)]);
        short[] xs = QuantizedOperands.Centered(x, QuantizedOperands.Get(inputs, Inputs.AZero), []);
        short[] ws = QuantizedOperands.Centered(w, zero, zero?.Shape.Length > 1 ? perChannel : []);
        int[] sums = Sums(xs, x.Shape, ws, w.Shape, QuantizedOperands.Get(inputs, Inputs.Bias), y.Shape);
        if (Inputs.YScale < 0)
        {
            Inputs.Write(inputs, sums, _ => 1, _ => 1, y);
            return;
        }

        float xScale = inputs[Inputs.AScale]!.AsSpan<float>()[0];
        float[] wScale = inputs[Inputs.BScale]!.AsSpan<float>().ToArray();
        int plane = y.Shape.LengthOf(2, y.Shape.Rank), channels = wScale.Length;
        Inputs.Write(inputs, sums, _ => xScale, i => wScale[i / plane % channels], y);
    }

    // Integers wrap around; the element 0 stands for padding, since the zero points are subtracted already.
    private int[] Sums(short[] x, TensorShape xShape, short[] w, TensorShape wShape, Tensor? bias, TensorShape yShape)
    {
        var sums = new int[yShape.Length];
        if (sums.Length == 0)
            return sums;
        var taps = new WindowTaps(Conv.Geometry(xShape, wShape));
        int outputs = wShape[0], perGroup = outputs / Conv.Groups, channels = wShape[1];
        int plane = xShape.LengthOf(2, xShape.Rank), kernel = wShape.LengthOf(2, wShape.Rank);
        for (int n = 0; n < xShape[0]; n++)
        {
            for (int o = 0; o < taps.OutputLength; o++)
            {
                ReadOnlySpan<int> positions = taps.At(o);
                for (int m = 0; m < outputs; m++)
                {
                    int sum = bias is null ? 0 : bias.AsSpan<int>()[m];
                    for (int c = 0; c < channels; c++)
                    {
                        int from = ((n * xShape[1]) + (m / perGroup * channels) + c) * plane;
                        int weights = ((m * channels) + c) * kernel;
                        for (int t = 0; t < kernel; t++)
                            sum += positions[t] < 0 ? 0 : x[from + positions[t]] * w[weights + t];
                    }

                    sums[(((n * outputs) + m) * taps.OutputLength) + o] = sum;
                }
            }
        }

        return sums;
    }

    private static void CheckChannels(TensorInfo parameter, string name, int channels)
    {
        TensorShape shape = parameter.Shape;
        if (parameter.IsPresent && (shape.Rank > 1 || (shape.Length != 1 && shape.Length != channels)))
            throw new ShapeMismatchException($"{name} must be one element or [{channels}], not {shape}.");
    }
}
