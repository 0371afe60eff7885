namespace VisionPlugin.Cpu.Gemm;

/// <summary>
/// Rows of a product that are pixels of some lines of a picture, such as every second one of every second line. Rows run
/// along X first, then Y, Z and the pictures.
/// </summary>
/// <param name="Length">Rows in a line.</param>
/// <param name="Height">Lines in a plane.</param>
/// <param name="Depth">Planes in a picture.</param>
/// <param name="StepX">Floats from one row to the next in a line.</param>
/// <param name="StepY">Floats from line to line.</param>
/// <param name="StepZ">Floats from plane to plane.</param>
/// <param name="StepPicture">Floats from picture to picture.</param>
internal sealed record OutputLines(int Length, int Height, int Depth, nint StepX, nint StepY, nint StepZ, nint StepPicture)
{
    /// <summary>Floats from the first row to another; after the last row anything.</summary>
    public nint Offset(int row)
    {
        (int line, int x) = Math.DivRem(row, Length);
        (int plane, int y) = Math.DivRem(line, Height);
        (int picture, int z) = Math.DivRem(plane, Depth);
        return (picture * StepPicture) + (z * StepZ) + (y * StepY) + (x * StepX);
    }
}
