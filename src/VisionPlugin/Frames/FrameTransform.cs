using VisionPlugin.Decoding;

namespace VisionPlugin.Frames;

/// <summary>
/// Which part of a frame is where in a network's input, exactly: the CPU and the GPU sample by it, and results are mapped
/// back by it.
/// </summary>
/// <param name="X">The columns.</param>
/// <param name="Y">The rows.</param>
public readonly record struct FrameTransform(AxisTransform X, AxisTransform Y)
{
    /// <summary>The transform of a frame of a given size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public static FrameTransform Create(FrameToTensorOptions options, int frameWidth, int frameHeight)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frameWidth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frameHeight);
        double fitX = (double)options.Width / frameWidth, fitY = (double)options.Height / frameHeight;
        double fit = Math.Min(fitX, fitY);
        return new FrameTransform(
            Axis(options, frameWidth, options.Width, fit, Math.Max(fitX, fitY)),
            Axis(options, frameHeight, options.Height, fit, Math.Max(fitX, fitY)));
    }

    /// <summary>A box from pixels of the network's input to pixels of the frame.</summary>
    public Box ToFrame(Box input) => new(
        (float)X.ToFrame(input.X1), (float)Y.ToFrame(input.Y1), (float)X.ToFrame(input.X2), (float)Y.ToFrame(input.Y2));

    /// <summary>A box from pixels of the frame to pixels of the network's input.</summary>
    public Box ToInput(Box frame) => new(
        (float)X.ToInput(frame.X1), (float)Y.ToInput(frame.Y1), (float)X.ToInput(frame.X2), (float)Y.ToInput(frame.Y2));

    private static AxisTransform Axis(FrameToTensorOptions options, int frame, int input, double fit, double cover) =>
        options.Resize switch
        {
            ResizeMode.Stretch => Resized(options, frame, input, input, 0),
            ResizeMode.LetterboxCenter => Resized(options, frame, input, Round(frame * fit), (input - Round(frame * fit)) / 2),
            ResizeMode.LetterboxTopLeft => Resized(options, frame, input, Round(frame * fit), 0),
            ResizeMode.CenterCrop => Resized(options, frame, input, Round(frame * cover), -((Round(frame * cover) - input) / 2)),
            ResizeMode.PadCenter => Padded(options, frame, input, Canvas(frame, input, fit), (Canvas(frame, input, fit) - frame) / 2),
            ResizeMode.PadTopLeft => Padded(options, frame, input, Canvas(frame, input, fit), 0),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Resize, "Not a resize mode."),
        };

    // The frame becomes `size` pixels that start at `start` of the input; either may lie beyond the input's edges.
    private static AxisTransform Resized(FrameToTensorOptions options, int frame, int input, int size, int start)
    {
        double scale = (double)frame / size;
        return new AxisTransform(scale, -start * scale, Math.Max(start, 0), Math.Min(start + size, input), 0, frame - 1, frame,
            options.Coordinates);
    }

    // The frame starts at `before` of a canvas, which as a whole becomes the input.
    private static AxisTransform Padded(FrameToTensorOptions options, int frame, int input, int canvas, int before) =>
        new((double)canvas / input, -before, 0, input, -before, canvas - before - 1, frame, options.Coordinates);

    private static int Canvas(int frame, int input, double fit) => Math.Max(frame, Round(input / fit));

    private static int Round(double value) => Math.Max(1, (int)Math.Floor(value + 0.5));
}
