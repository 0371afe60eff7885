using System.Collections.Immutable;
using VisionPlugin.Graphs;

namespace VisionPlugin.Onnx.Export;

/// <summary>Writes exported models to files, each of which is whole or not there.</summary>
internal static class OnnxFiles
{
    /// <summary>Writes to a stream.</summary>
    /// <exception cref="ModelSaveException">The model is too large for one file, or the stream fails.</exception>
    public static void Write(ExportedModel model, Stream stream, ModelSaveOptions options)
    {
        if (OnnxWriter.SizeOf(model) > options.FileBytes)
        {
            throw new ModelSaveException($"{model.Name} has {OnnxWriter.SizeOf(model):N0} bytes; one stream holds"
                + $" {options.FileBytes:N0}. Save it to a path, where weights go into a second file.");
        }

        try
        {
            OnnxWriter.Write(model, stream, new SaveProgress(model, options));
            stream.Flush();
        }
        catch (IOException error)
        {
            throw new ModelSaveException($"{model.Name} cannot be written: {error.Message}", error);
        }
    }

    /// <summary>Writes to a file, and to a second one beside it if the first would be too large; gives their paths.</summary>
    /// <exception cref="ModelSaveException">The file cannot be written.</exception>
    public static ImmutableArray<string> Write(ExportedModel model, string path, ModelSaveOptions options)
    {
        if (IsDevice(path))
        {
            WriteToDevice(model, path, options);
            return [path];
        }

        var progress = new SaveProgress(model, options);
        string data = path + ".data", partial = PartialOf(path), partialData = PartialOf(data);
        try
        {
            if (Directory.Exists(path))
                throw new IOException("It is a folder.");
            bool isSplit = OnnxWriter.SizeOf(model) > options.FileBytes;
            if (isSplit)
            {
                ExternalWeights external = ExternalWeights.Of(model, Path.GetFileName(data));
                WriteWhole(partialData, stream => external.Write(stream, progress));
                WriteWhole(partial, stream => OnnxWriter.Write(external.Model, stream, progress));
                File.Move(partialData, data, overwrite: true);
            }
            else
            {
                WriteWhole(partial, stream => OnnxWriter.Write(model, stream, progress));
            }

            File.Move(partial, path, overwrite: true);
            return isSplit ? [path, data] : [path];
        }
        catch (Exception error)
        {
            Remove(partial);
            Remove(partialData);
            if (error is IOException or UnauthorizedAccessException)
                throw new ModelSaveException($"'{path}' cannot be written: {error.Message}", error);
            throw;
        }
    }

    // A device or pipe is written to; a file that takes its place, as others' do, would be the end of it.
    private static bool IsDevice(string path) => !OperatingSystem.IsWindows() && File.Exists(path)
        && Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal);

    private static void WriteToDevice(ExportedModel model, string path, ModelSaveOptions options)
    {
        try
        {
            using var device = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            Write(model, device, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelSaveException($"'{path}' cannot be written: {error.Message}", error);
        }
    }

    private static void WriteWhole(string path, Action<Stream> write)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        write(file);
        // On the disk before it takes the place of what was there.
        file.Flush(flushToDisk: true);
    }

    // A name of its own, so that two that save at once do not write into one file.
    private static string PartialOf(string path) => Path.Combine(Path.GetDirectoryName(path) ?? "",
        $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.partial");

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What made the file useless is the error to tell.
        }
    }
}
