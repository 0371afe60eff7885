using VisionPlugin.Onnx;

namespace VisionPlugin.Graphs;

/// <summary>Loads models from ONNX files (IR version 3 and later, operator set 7 and later).</summary>
public static class ModelLoader
{
    /// <summary>
    /// ONNX's names of the operators that can be loaded, with the first version of the operator set that is understood.
    /// </summary>
    public static IReadOnlyDictionary<string, int> Operators { get; } = OnnxOperators.FirstSets();

    /// <summary>Loads a file, with external data from files below the same folder.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">The file is not a valid ONNX model or exceeds a limit.</exception>
    /// <exception cref="UnsupportedOperatorException">
    /// The model needs what the plugin does not have; lists all of it.
    /// </exception>
    public static Model Load(string path, ModelLimits? limits = null)
    {
        limits ??= ModelLimits.Default;
        using FileStream stream = Open(path, limits);
        return Load(stream, path, Path.GetDirectoryName(Path.GetFullPath(path)), limits);
    }

    /// <summary>Loads from a stream, which is read to its end and stays open. There can be no external data.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">The model's name, for messages.</param>
    /// <param name="limits">What the model may ask for.</param>
    /// <exception cref="ModelFormatException">The stream is not a valid ONNX model or exceeds a limit.</exception>
    /// <exception cref="UnsupportedOperatorException">
    /// The model needs what the plugin does not have; lists all of it.
    /// </exception>
    public static Model Load(Stream stream, string name = "model", ModelLimits? limits = null)
    {
        return Load(stream, name, folder: null, limits ?? ModelLimits.Default);
    }

    /// <summary>Loads from memory. There can be no external data.</summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    /// <param name="name">The model's name, for messages.</param>
    /// <param name="limits">What the model may ask for.</param>
    /// <exception cref="ModelFormatException">The bytes are not a valid ONNX model or exceed a limit.</exception>
    /// <exception cref="UnsupportedOperatorException">
    /// The model needs what the plugin does not have; lists all of it.
    /// </exception>
    public static Model Load(ReadOnlySpan<byte> model, string name = "model", ModelLimits? limits = null)
    {
        using var stream = new MemoryStream(model.ToArray(), writable: false);
        return Load(stream, name, limits);
    }

    /// <summary>Opens a model file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">It is a folder, empty or too large.</exception>
    internal static FileStream Open(string path, ModelLimits limits)
    {
        var file = new FileInfo(path);
        if (Directory.Exists(path))
            throw new ModelFormatException($"{path} is a folder, not an ONNX model.");
        if (!file.Exists)
            throw new FileNotFoundException($"There is no model file '{path}'.", path);
        if (file.Length == 0)
            throw new ModelFormatException($"{path} is empty, not an ONNX model.");
        if (file.Length > limits.FileBytes)
        {
            throw new ModelFormatException($"{path} has {file.Length} bytes; the limit is {limits.FileBytes}."
                + " Keep the weights of larger models as external data.");
        }

        return file.OpenRead();
    }

    /// <summary>Loads from a stream, with external data from files below a folder, if any.</summary>
    internal static Model Load(Stream stream, string name, string? folder, ModelLimits limits) =>
        OnnxImporter.Import(OnnxReader.Read(stream, name, limits), name, folder, limits);
}
