namespace VisionPlugin.Frames;

/// <summary>
/// The taps of every column (or row) of one axis, as weights: v = Weight0 * frame[Tap0] + Weight1 * frame[Tap1] + Pad.
/// A tap that reads padding has weight 0, a valid index, and its share of the padding value in Pad.
/// </summary>
internal sealed class AxisTaps
{
    private AxisTransform _axis;
    private float _padValue;

    /// <summary>Makes room for an input of <paramref name="size"/> columns.</summary>
    public AxisTaps(int size)
    {
        Tap0 = new int[size];
        Tap1 = new int[size];
        Weight0 = new float[size];
        Weight1 = new float[size];
        Pad = new float[size];
    }

    public int[] Tap0 { get; }

    public int[] Tap1 { get; }

    public float[] Weight0 { get; }

    public float[] Weight1 { get; }

    public float[] Pad { get; }

    /// <summary>Fills the tables; taps are multiplied by <paramref name="step"/>. False if they were so already.</summary>
    public bool Update(AxisTransform axis, float padValue, int step)
    {
        if (axis == _axis && padValue.Equals(_padValue) && step == Step)
            return false;
        (_axis, _padValue, Step) = (axis, padValue, step);
        for (int d = 0; d < Tap0.Length; d++)
        {
            (int tap0, int tap1, float weight) = axis.Sample(d);
            bool content = d >= axis.ContentStart && d < axis.ContentEnd;
            bool in0 = content && tap0 >= 0 && tap0 < axis.FrameSize, in1 = content && tap1 >= 0 && tap1 < axis.FrameSize;
            Weight0[d] = in0 ? 1 - weight : 0;
            Weight1[d] = in1 ? weight : 0;
            Pad[d] = padValue * ((in0 ? 0 : 1 - weight) + (in1 ? 0 : weight));
            // Where one tap is padding, the other's index stands in, to stay near in memory.
            Tap0[d] = (in0 ? tap0 : in1 ? tap1 : 0) * step;
            Tap1[d] = (in1 ? tap1 : in0 ? tap0 : 0) * step;
        }

        return true;
    }

    /// <summary>What the taps were multiplied by.</summary>
    public int Step { get; private set; }
}
