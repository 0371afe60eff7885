using System.CommandLine;
using System.Diagnostics;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Filters;
using VisionPlugin.Frames;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision filter</c>: a classic filter, by the convolution that networks use.</summary>
internal static class FilterCommand
{
    private static readonly (string Name, PadMode Mode)[] Borders =
        [("edge", PadMode.Edge), ("reflect", PadMode.Reflect), ("wrap", PadMode.Wrap), ("zero", PadMode.Constant)];

    public static Command Create(Terminal terminal)
    {
        var source = new Argument<string>("PICTURE") { Description = "A picture file; FILE@X,Y,WIDTH,HEIGHT for a part of one." };
        var kernel = new Option<string>("--kernel", "-k")
        {
            Description = $"One of {string.Join(", ", FilterKernels.Names)}; or a file with an odd square of numbers.",
            HelpName = "NAME|FILE",
            Required = true,
        };
        var border = new Option<string>("--border") { Description = "What lies around the picture.", DefaultValueFactory = _ => "edge" };
        border.AcceptOnlyFromAmong([.. Borders.Select(b => b.Name)]);
        var file = new Option<string>("--out", "-o") { Description = "The picture to write.", HelpName = "FILE.png", Required = true };
        Option<string> backend = CommonOptions.Backend();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("filter", "Filter a picture: blur, sharpen, find edges.") { source, kernel, border, file, backend, json };
        command.SetAction(args =>
        {
            FilterKernel chosen = Parse(args.GetRequiredValue(kernel));
            Picture picture = Picture.LoadPart(args.GetRequiredValue(source));
            PadMode mode = Borders.First(b => b.Name == args.GetRequiredValue(border)).Mode;
            using var running = Running<ImageFilter>.Start(args.GetRequiredValue(backend), terminal, b => new ImageFilter(chosen, b, mode));
            using Tensor<float> planes = Planes(picture);
            using (running.Component.Apply(planes))
            {
                // The first run prepares; it is not what a filter takes.
            }

            long start = Stopwatch.GetTimestamp();
            using Tensor<float> filtered = running.Component.Apply(planes);
            double ms = Milliseconds.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Write(filtered, chosen, picture).Save(args.GetRequiredValue(file));
            var report = new FilterReport(args.GetRequiredValue(source), chosen.Name, args.GetRequiredValue(border),
                BackendChoice.NameOf(running.Backend.Type), ms, picture.Width, picture.Height, args.GetRequiredValue(file));
            if (args.GetValue(json))
                JsonLines.Write(terminal.Out, report);
            else
                terminal.Out.WriteLine(FormattableString.Invariant($"{report.File}: {report.Width}x{report.Height}, {report.Kernel}, {ms:0.0} ms on {report.Backend}"));
        });
        return command;
    }

    private static FilterKernel Parse(string text)
    {
        try
        {
            return FilterKernels.Parse(text);
        }
        catch (ArgumentException error)
        {
            throw new BadInputException(error.Message.Split(" (Parameter", 2)[0], error);
        }
    }

    private static Tensor<float> Planes(Picture picture)
    {
        var options = new FrameToTensorOptions { Width = picture.Width, Height = picture.Height };
        var planes = new Tensor<float>(options.Shape);
        new FrameToTensor(options).Convert(picture.Frame, planes);
        return planes;
    }

    // Differences are shown by their size, whether brighter or darker; other results as they are.
    private static Picture Write(Tensor<float> planes, FilterKernel kernel, Picture original)
    {
        int plane = original.Width * original.Height;
        byte[] rgba = new byte[4 * plane];
        ReadOnlySpan<float> values = planes.AsSpan();
        for (int i = 0; i < plane; i++)
        {
            for (int c = 0; c < 3; c++)
            {
                float value = values[(c * plane) + i];
                rgba[(4 * i) + c] = (byte)Math.Clamp(MathF.Round(kernel.IsDifferential ? Math.Abs(value) : value), 0, 255);
            }

            rgba[(4 * i) + 3] = original.Rgba[(4 * i) + 3];
        }

        return original with { Rgba = rgba };
    }
}
