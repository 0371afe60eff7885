namespace VisionPlugin.DemoApp.Features;

/// <summary>A picture when its features were computed: it counts as unchanged while all of this is the same.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Modified">When it was written, in UTC ticks.</param>
internal sealed record IndexedFile(long Bytes, long Modified)
{
    /// <summary>The file as it is now.</summary>
    public static IndexedFile Of(string path)
    {
        var file = new FileInfo(path);
        return new IndexedFile(file.Exists ? file.Length : -1, file.LastWriteTimeUtc.Ticks);
    }
}
