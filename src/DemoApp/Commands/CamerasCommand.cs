using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using VisionPlugin.DemoApp.Capture;
using VisionPlugin.DemoApp.Capture.Cameras;
using VisionPlugin.DemoApp.Output;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision cameras</c>: what can be given as <c>camera:0</c>, and in which modes.</summary>
internal static class CamerasCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("cameras", "List cameras and their modes.") { json };
        command.SetAction(args =>
        {
            IReadOnlyList<Camera> cameras = CameraFinder.Find(FfmpegTool.Require());
            if (args.GetValue(json))
            {
                foreach (Camera camera in cameras)
                    JsonLines.Write(terminal.Out, camera);
            }
            else if (cameras.Count == 0)
            {
                terminal.Out.WriteLine("There is no camera. Sources without one: vision detect --help");
            }
            else
            {
                terminal.Tables().Write(TableOf(cameras));
            }
        });
        return command;
    }

    /// <summary>The cameras as a table, a row for each format.</summary>
    public static Table TableOf(IEnumerable<Camera> cameras)
    {
        Table table = new Table().AddColumns("source", "name", "device", "format", "sizes");
        foreach (Camera camera in cameras)
        {
            string[] name = [Markup.Escape(camera.Source), Markup.Escape(camera.Name), Markup.Escape(camera.Device)];
            if (camera.Modes.Count == 0)
                table.AddRow([.. name, "?", "cannot be asked now"]);
            foreach (IGrouping<string?, CameraMode> format in camera.Modes.GroupBy(m => m.Format))
            {
                table.AddRow([.. name, format.Key ?? "", string.Join(", ", format.Select(Describe))]);
                name = ["", "", ""];
            }
        }

        return table;
    }

    private static string Describe(CameraMode mode)
    {
        string size = mode.Width is null ? "any"
            : string.Create(CultureInfo.InvariantCulture, $"{mode.Width}x{mode.Height}");
        return mode.Rate is null ? size : string.Create(CultureInfo.InvariantCulture, $"{size} at {mode.Rate}/s");
    }
}
