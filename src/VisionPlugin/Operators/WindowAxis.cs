namespace VisionPlugin.Operators;

/// <summary>
/// A sliding window along one axis, with every size resolved. Element <c>k</c> of the window at output position
/// <c>o</c> reads input position <c>o * Stride + k * Dilation - PadBegin</c>.
/// </summary>
/// <param name="Input">Input size.</param>
/// <param name="Output">Output size.</param>
/// <param name="Kernel">Window size.</param>
/// <param name="Stride">Step of the window.</param>
/// <param name="Dilation">Distance between neighbouring elements of the window.</param>
/// <param name="PadBegin">Padding before the input; negative values crop.</param>
/// <param name="PadEnd">Padding after the input, as given; the last window may reach beyond it in ceil mode.</param>
public readonly record struct WindowAxis(
    int Input, int Output, int Kernel, int Stride, int Dilation, int PadBegin, int PadEnd)
{
    /// <summary>An axis of size 1 that a window of size 1 passes unchanged; lifts 1-D to 2-D.</summary>
    public static WindowAxis Unit => new(1, 1, 1, 1, 1, 0, 0);

    /// <summary>Input elements that the window spans: Dilation * (Kernel - 1) + 1.</summary>
    public int Span => (Dilation * (Kernel - 1)) + 1;

    /// <summary>
    /// Input position of element <paramref name="k"/> of the window at output position <paramref name="o"/>.
    /// </summary>
    public int Position(int o, int k) => (o * Stride) + (k * Dilation) - PadBegin;
}
