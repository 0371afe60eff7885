namespace VisionPlugin.DemoApp.Output;

/// <summary>Writes files that are either whole or not there: under another name first.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// The name under which a file is written until it is whole; it keeps the ending, which says the format.
    /// </summary>
    public static string PartialOf(string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "",
            $".{Path.GetFileNameWithoutExtension(path)}.partial{Path.GetExtension(path)}");

    /// <summary>Writes a file in place of one that may be there.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="write">Writes it under the name that it is given.</param>
    /// <exception cref="IOException">It cannot be written; what was there is still there.</exception>
    public static void Write(string path, Action<string> write)
    {
        // A file that took the place of a device or pipe would be the end of it.
        if (!OperatingSystem.IsWindows() && File.Exists(path) && Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal))
        {
            write(path);
            return;
        }

        string partial = PartialOf(path);
        try
        {
            write(partial);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            Remove(partial);
            throw;
        }
    }

    /// <summary>Removes a file if it can be removed: it must not hide the error that made it useless.</summary>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
