using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;
using VisionPlugin.Matching;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision find</c>: where a small picture lies in a large one.</summary>
internal static class FindCommand
{
    public static Command Create(Terminal terminal)
    {
        var template = new Argument<string>("TEMPLATE") { Description = "The picture to look for; FILE@X,Y,WIDTH,HEIGHT for a part of one." };
        var scene = new Argument<string>("SCENE") { Description = "The picture to look in." };
        var scales = new Option<string>("--scales")
        {
            Description = "How many times larger than the template it may be: 0.5,1,2.",
            HelpName = "NUMBERS",
            DefaultValueFactory = _ => "1",
        };
        var file = new Option<string?>("--out", "-o")
        {
            Description = "Write the scene with the box, and beside it how alike the template is at every place.",
            HelpName = "FILE.png",
        };
        Option<string> backend = CommonOptions.Backend();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("find", "Find a picture in another one, by normalised cross-correlation.") { template, scene, scales, file, backend, json };
        command.SetAction(args =>
        {
            Picture small = Picture.LoadPart(args.GetRequiredValue(template)), large = Picture.Load(args.GetRequiredValue(scene));
            double[] factors = Scales(args.GetRequiredValue(scales));
            using IBackend chosen = BackendChoice.Create(args.GetRequiredValue(backend), terminal);
            long start = Stopwatch.GetTimestamp();
            TemplateMatch match = Find(small, large, chosen, factors, out Tensor<float> map);
            using (map)
            {
                double ms = Milliseconds.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                string? path = args.GetValue(file);
                if (path is not null)
                    Draw(large, match, map).Save(path);
                var report = new FindReport(args.GetRequiredValue(template), args.GetRequiredValue(scene), BackendChoice.NameOf(chosen.Type), ms,
                    match.Score, match.Scale, [match.Box.X1, match.Box.Y1, match.Box.X2, match.Box.Y2], path);
                if (args.GetValue(json))
                    JsonLines.Write(terminal.Out, report);
                else
                    terminal.Out.WriteLine(Describe(report));
            }
        });
        return command;
    }

    private static string Describe(FindReport r) => FormattableString.Invariant(
        $"{r.Score:0.0000} alike from {r.Box[0]:0}, {r.Box[1]:0} to {r.Box[2]:0}, {r.Box[3]:0}, {r.Scale:0.##} times as large; {r.Ms:0.0} ms on {r.Backend}");

    private static TemplateMatch Find(Picture template, Picture scene, IBackend backend, double[] scales, out Tensor<float> map)
    {
        try
        {
            return TemplateSearch.Find(template.Frame, scene.Frame, backend, scales, out map);
        }
        catch (ArgumentException error)
        {
            throw new BadInputException(error.Message.Split(" (Parameter", 2)[0], error);
        }
    }

    private static double[] Scales(string text)
    {
        double[] scales = [.. text.Split(',').Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double s) ? s : double.NaN)];
        return scales.All(s => s is > 0 and <= 100) ? scales : throw new BadInputException($"--scales {text}: write numbers up to 100, such as 0.5,1,2.");
    }

    // The scene with the box, and beside it the map, each value at the middle of the place that it is for.
    private static Picture Draw(Picture scene, TemplateMatch match, Tensor<float> map)
    {
        Picture heat = HeatOverlay.Draw(scene, map, (int)(match.Box.Width / 2), (int)(match.Box.Height / 2));
        Picture found = scene with { Rgba = [.. scene.Rgba] };
        BoxOverlay.Draw(new PictureCanvas(found), [new LabelledBox(match.Box, FormattableString.Invariant($"{match.Score:0.00}"), Rgb.OfClass(0))]);
        byte[] both = new byte[8 * scene.Width * scene.Height];
        for (int y = 0; y < scene.Height; y++)
        {
            found.Rgba.AsSpan(4 * y * scene.Width, 4 * scene.Width).CopyTo(both.AsSpan(8 * y * scene.Width));
            heat.Rgba.AsSpan(4 * y * scene.Width, 4 * scene.Width).CopyTo(both.AsSpan((8 * y * scene.Width) + (4 * scene.Width)));
        }

        return new Picture(2 * scene.Width, scene.Height, both);
    }
}
