using System.Globalization;

namespace VisionPlugin.DemoApp.Capture.Cameras;

/// <summary>Finds the cameras of this machine.</summary>
internal static class CameraFinder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>All cameras with their modes, in the system's order.</summary>
    public static IReadOnlyList<Camera> Find(FfmpegTool tool) => CameraApi.Current switch
    {
        CameraApi.Linux => OfLinux("/sys/class/video4linux", device => ModesOf(device, tool)),
        CameraApi.Windows => [.. Names(tool)
            .Select((name, i) => new Camera(SourceOf(i), name, name, ModesOf(name, tool) ?? []))],
        _ => [.. Names(tool).Select((name, i) =>
            new Camera(SourceOf(i), name, Number(i), ModesOf(Number(i), tool) ?? []))],
    };

    /// <summary>The cameras below a folder of the kernel: one folder a device, in it its name.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="modesOf">Gives the modes of a device; null if it is no camera.</param>
    public static IReadOnlyList<Camera> OfLinux(string root, Func<string, IReadOnlyList<CameraMode>?> modesOf)
    {
        if (!Directory.Exists(root))
            return [];
        var cameras = new List<Camera>();
        foreach (int number in Directory.EnumerateDirectories(root).Select(NumberOf).OfType<int>().Order())
        {
            string device = $"/dev/video{Number(number)}";
            string name = Path.Combine(root, $"video{Number(number)}", "name");
            if (modesOf(device) is { } modes)
                cameras.Add(new Camera(SourceOf(number), File.Exists(name) ? File.ReadAllText(name).Trim() : device,
                    device, modes));
        }

        return cameras;
    }

    /// <summary>
    /// What ffmpeg must be told to open: on Windows the name of a camera that was given by its number.
    /// </summary>
    public static string DeviceOf(string target, FfmpegTool tool)
    {
        if (CameraApi.Current != CameraApi.Windows
            || !int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return target;
        IReadOnlyList<string> names = Names(tool);
        return number < names.Count ? names[number] : target;
    }

    /// <summary>The modes of a camera: none where it cannot be asked, null where it is no camera.</summary>
    public static IReadOnlyList<CameraMode>? ModesOf(string target, FfmpegTool tool)
    {
        string input = CameraApi.InputOf(target);
        return CameraApi.Current switch
        {
            CameraApi.Linux => CameraListing.V4l2Modes(
                Ask(tool, "-f", CameraApi.Linux, "-list_formats", "all", "-i", input)),
            CameraApi.Windows => CameraListing.DshowModes(
                Ask(tool, "-f", CameraApi.Windows, "-list_options", "true", "-i", input)),
            _ => CameraListing.AvfoundationModes(Ask(tool, "-f", CameraApi.Mac, "-video_size", "1x1", "-i", input)),
        };
    }

    private static IReadOnlyList<string> Names(FfmpegTool tool) => CameraApi.Current == CameraApi.Windows
        ? CameraListing.DshowDevices(Ask(tool, "-f", CameraApi.Windows, "-list_devices", "true", "-i", "dummy"))
        : CameraListing.AvfoundationDevices(Ask(tool, "-f", CameraApi.Mac, "-list_devices", "true", "-i", ""));

    private static IReadOnlyList<string> Ask(FfmpegTool tool, params string[] arguments)
    {
        using FfmpegProcess process = FfmpegProcess.Start(
            tool.Ffmpeg, ["-hide_banner", "-nostdin", .. arguments], FfmpegPipe.Output, keptLines: 2000);
        process.WaitForExit(Patience);
        return process.Complaints;
    }

    private static int? NumberOf(string folder)
    {
        string digits = Path.GetFileName(folder).Replace("video", "", StringComparison.Ordinal);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    private static string SourceOf(int number) => "camera:" + Number(number);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
