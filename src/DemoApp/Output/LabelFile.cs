using System.Globalization;
using System.Text;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Output;

/// <summary>
/// Writes boxes as YOLO tools read them: one line an object, <c>class cx cy w h</c>, sizes as parts of the picture's,
/// the box cut off at its edges; then the confidence and the track's number where they are wanted.
/// </summary>
internal static class LabelFile
{
    /// <summary>Writes a file, empty if nothing was found.</summary>
    public static void Write(string path, Picture picture, ReadOnlySpan<FoundObject> objects, bool withConfidence)
    {
        var text = new StringBuilder();
        foreach (FoundObject item in objects)
        {
            Box box = item.Detection.Box.Clip(picture.Width, picture.Height);
            float x = (box.X1 + box.X2) / 2 / picture.Width, y = (box.Y1 + box.Y2) / 2 / picture.Height;
            float width = box.Width / picture.Width, height = box.Height / picture.Height;
            text.Append(CultureInfo.InvariantCulture, $"{item.Detection.ClassId} {x:0.######} {y:0.######}");
            text.Append(CultureInfo.InvariantCulture, $" {width:0.######} {height:0.######}");
            if (withConfidence)
                text.Append(CultureInfo.InvariantCulture, $" {item.Detection.Score:0.######}");
            if (item.TrackId is { } id)
                text.Append(CultureInfo.InvariantCulture, $" {id}");
            text.Append('\n');
        }

        AtomicFile.Write(path, partial => File.WriteAllText(partial, text.ToString()));
    }
}
