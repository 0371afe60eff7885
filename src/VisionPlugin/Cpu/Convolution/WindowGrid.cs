using VisionPlugin.Operators;

namespace VisionPlugin.Cpu.Convolution;

/// <summary>
/// Where windows lie in channels-last memory: the offset of each output pixel's window, and of each run within a window.
/// </summary>
internal sealed class WindowGrid
{
    private readonly uint _outputsX;
    private readonly uint _outputsY;
    private readonly uint _outputsZ;
    private readonly nint _pictureStep;
    private readonly nint _stepZ;
    private readonly nint _stepY;

    /// <summary>Describes windows over memory.</summary>
    /// <param name="axes">The windows.</param>
    /// <param name="depth">Size of the memory along Z.</param>
    /// <param name="height">Size of the memory along Y.</param>
    /// <param name="width">Size of the memory along X.</param>
    /// <param name="wholeLines">A run is a line of the window; else it is a pixel.</param>
    public WindowGrid(WindowAxes axes, int depth, int height, int width, bool wholeLines)
    {
        (WindowAxis z, WindowAxis y, WindowAxis x) = (axes.Z, axes.Y, axes.X);
        nint line = (nint)width * axes.Channels, plane = height * line;
        (_outputsX, _outputsY, _outputsZ) = ((uint)x.Output, (uint)y.Output, (uint)z.Output);
        (StepX, _stepY, _stepZ, _pictureStep) = ((nint)x.Stride * axes.Channels, y.Stride * line, z.Stride * plane, depth * plane);
        int columns = wholeLines ? 1 : x.Kernel;
        Runs = new nint[z.Kernel * y.Kernel * columns];
        for (int i = 0; i < Runs.Length; i++)
        {
            int kx = i % columns, ky = i / columns % y.Kernel, kz = i / columns / y.Kernel;
            Runs[i] = (kz * z.Dilation * plane) + (ky * y.Dilation * line) + ((nint)kx * x.Dilation * axes.Channels);
        }
    }

    /// <summary>Offset of each run from the window's first element.</summary>
    public nint[] Runs { get; }

    /// <summary>Floats from one output pixel's window to its right neighbour's.</summary>
    public nint StepX { get; }

    /// <summary>The offset of an output pixel's window if there is no padding, and the pixel's position.</summary>
    public nint Find(int pixel, out int z, out int y, out int x)
    {
        // Unsigned division is the faster one, and this runs once for each row of every product.
        uint rest = (uint)pixel, line = rest / _outputsX;
        x = (int)(rest - (line * _outputsX));
        uint plane = line / _outputsY;
        y = (int)(line - (plane * _outputsY));
        uint picture = plane / _outputsZ;
        z = (int)(plane - (picture * _outputsZ));
        return ((nint)picture * _pictureStep) + (z * _stepZ) + (y * _stepY) + (x * StepX);
    }
}
