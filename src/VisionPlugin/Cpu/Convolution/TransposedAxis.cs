using VisionPlugin.Operators;

namespace VisionPlugin.Cpu.Convolution;

/// <summary>
/// The output positions First, First + Stride, ... of a transposed convolution along one axis. All of them see the same
/// elements of the kernel, so that together they are an ordinary convolution of stride 1.
/// </summary>
/// <param name="First">The first output position.</param>
/// <param name="Window">The ordinary convolution; its output's position q is First + q * Stride.</param>
/// <param name="Taps">The element of the kernel for each element of the window.</param>
internal sealed record TransposedAxis(int First, WindowAxis Window, int[] Taps)
{
    /// <summary>
    /// Splits an axis into one part for each remainder of the output position modulo the stride.
    /// </summary>
    /// <param name="axis">
    /// The convolution that is transposed: its input is the transposed one's output. Element k of the kernel at input i
    /// adds to output i * Stride + k * Dilation - PadBegin.
    /// </param>
    public static TransposedAxis[] Split(WindowAxis axis) =>
        [.. Enumerable.Range(0, Math.Min(axis.Stride, axis.Input)).Select(first => Part(axis, first))];

    private static TransposedAxis Part(WindowAxis axis, int first)
    {
        // Input i meets the output at first + q * Stride through element k if first + PadBegin - k * Dilation is a multiple of
        // the stride; i is that multiple plus q. Later elements meet earlier inputs, hence the reversal.
        int[] taps = [.. Enumerable.Range(0, axis.Kernel).Where(k => (first + axis.PadBegin - (k * axis.Dilation)) % axis.Stride == 0).Reverse()];
        int count = (axis.Input - first + axis.Stride - 1) / axis.Stride;
        if (taps.Length == 0)
            return new TransposedAxis(first, new WindowAxis(axis.Output, count, 0, 1, 1, 0, 0), taps);
        int start = (first + axis.PadBegin - (taps[0] * axis.Dilation)) / axis.Stride;
        int dilation = taps.Length < 2 ? 1 : (taps[0] - taps[1]) * axis.Dilation / axis.Stride;
        return new TransposedAxis(first, new WindowAxis(axis.Output, count, taps.Length, 1, dilation, -start, 0), taps);
    }
}
