using System.Globalization;

namespace VisionPlugin.Testing.Heads;

/// <summary>Metadata in the form in which Ultralytics' exporters write it.</summary>
internal static class UltralyticsNotes
{
    /// <summary>Python's text of a dictionary of names.</summary>
    public static string Names(params string[] names) => "{" + string.Join(", ", names.Select((name, i) =>
        string.Create(CultureInfo.InvariantCulture, $"{i}: {(name.Contains('\'', StringComparison.Ordinal) ? $"\"{name}\"" : $"'{name}'")}"))) + "}";

    /// <summary>Notes of the package "ultralytics" (v8 and later).</summary>
    public static HeadGraph NoteUltralytics(
        this HeadGraph graph, string task, int width, int height, string names, bool nms = false, string? more = null)
    {
        graph.Note("description", "Ultralytics YOLO11n model trained on /home/me/data.yaml")
            .Note("author", "Ultralytics")
            .Note("date", "2025-01-20T16:48:56.160231")
            .Note("version", "8.3.63")
            .Note("license", "AGPL-3.0 License (https://ultralytics.com/license)")
            .Note("docs", "https://docs.ultralytics.com")
            .Note("stride", "32")
            .Note("task", task)
            .Note("batch", "1")
            .Note("imgsz", string.Create(CultureInfo.InvariantCulture, $"[{height}, {width}]"))
            .Note("names", names)
            .Note("args", "{'batch': 1, 'half': False, 'dynamic': False, 'simplify': True, 'opset': None, 'nms': " + (nms ? "True" : "False") + "}");
        return more is null ? graph : graph.Note(more.Split('=')[0], more.Split('=')[1]);
    }

    /// <summary>Notes of the repository "yolov5".</summary>
    public static HeadGraph NoteYoloV5(this HeadGraph graph, string names) => graph.Note("stride", "32").Note("names", names);
}
