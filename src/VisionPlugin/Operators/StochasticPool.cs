using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Picks one element under a sliding window at random, each with the probability x / sum of x under the window; negative
/// elements count as 0, as after a ReLU, and so does padding. A window without positive elements gives 0.
/// The pick depends on the seed and the output's position only, so that every run and backend picks alike: element i with
/// x(0) + ... + x(i) > u * (x(0) + ... + x(K - 1)) for the first time, in single precision, with u in [0, 1) from
/// PCG's hash of the position (Jarzynski and Olano, Hash Functions for GPU Rendering, 2020).
/// Input: X (N, C, spatial...). Output: Y (N, C, spatial...). Zeiler and Fergus, Stochastic Pooling (2013), equations 3 to 4:
/// what they do in training; at inference they take the mean, see <see cref="Building.LayerMorePools.StochasticPool"/>.
/// Not of ONNX.
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding, ceil mode.</param>
/// <param name="Seed">Any number.</param>
public sealed record StochasticPool(Window Window, int Seed = 0) : Operator
{
    /// <inheritdoc/>
    public override string Name => "StochasticPool";

    /// <summary>The window over an input.</summary>
    public ConvGeometry Geometry(TensorShape input) => Pooling.Resolve(Window, input);

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs) =>
        [new TensorInfo(DataType.Float32, Pooling.Infer(Window, inputs, DataType.Float32))];

    /// <inheritdoc/>
    public override long CountWork(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        (long)outputs[0].Shape.Length * Geometry(inputs[0].Shape).KernelLength;

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape shape = inputs[0]!.Shape;
        ReadOnlySpan<float> x = inputs[0]!.AsSpan<float>();
        Span<float> y = outputs[0].AsSpan<float>();
        var taps = new WindowTaps(Geometry(shape));
        int inPlane = shape.LengthOf(2, shape.Rank);
        for (int o = 0; o < taps.OutputLength; o++)
        {
            ReadOnlySpan<int> positions = taps.At(o);
            for (int plane = 0; plane < shape[0] * shape[1]; plane++)
            {
                int index = (plane * taps.OutputLength) + o;
                y[index] = Pick(x.Slice(plane * inPlane, inPlane), positions, Uniform(index));
            }
        }
    }

    private static float Pick(ReadOnlySpan<float> plane, ReadOnlySpan<int> positions, float u)
    {
        float sum = 0, reached = 0, picked = 0;
        foreach (int position in positions)
            sum += position < 0 ? 0 : Weight(plane[position]);
        if (float.IsNaN(sum))
            return sum;
        foreach (int position in positions)
        {
            float weight = position < 0 ? 0 : Weight(plane[position]);
            if (weight == 0)
                continue;
            reached += weight;
            picked = weight;
            if (reached > u * sum)
                break;
        }

        return picked;
    }

    // NaN passes through.
    private static float Weight(float x) => x < 0 ? 0 : x;

    private float Uniform(int index) => (Hash(Hash(unchecked((uint)Seed)) + (uint)index) >> 8) / (float)(1 << 24);

    private static uint Hash(uint value)
    {
        unchecked
        {
            uint state = (value * 747796405u) + 2891336453u;
            uint word = ((state >> (int)((state >> 28) + 4)) ^ state) * 277803737u;
            return (word >> 22) ^ word;
        }
    }
}
