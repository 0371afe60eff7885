using System.Collections.Immutable;
using VisionPlugin.Onnx.Export;

namespace VisionPlugin.Graphs;

/// <summary>
/// Saves models as ONNX files that other runtimes load: operator set 18, or the lowest later one that the model needs.
/// What operators here have beyond ONNX's (fused activations and residuals) is written as nodes of its own.
/// </summary>
public static class ModelSaver
{
    /// <summary>
    /// Writes a file in place of one that may be there: whole, or not at all. A model beyond
    /// <see cref="ModelSaveOptions.FileBytes"/> keeps its weights in a second file, <c>NAME.onnx.data</c>.
    /// </summary>
    /// <returns>The files: the model, then that of the weights if they lie apart.</returns>
    /// <exception cref="ModelSaveException">
    /// The file cannot be written, or the batch or a shape of the options does not fit.
    /// </exception>
    /// <exception cref="ModelFormatException">The nodes do not form a graph: a value is missing or defined twice.</exception>
    /// <exception cref="UnsupportedOperatorException">ONNX cannot express some nodes; lists all of them.</exception>
    public static ImmutableArray<string> Save(this Model model, string path, ModelSaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= ModelSaveOptions.Default;
        return OnnxFiles.Write(OnnxExporter.Export(model, options), path, options);
    }

    /// <summary>Writes to a stream, which stays open.</summary>
    /// <exception cref="ModelSaveException">
    /// The model exceeds 2 GiB, the stream fails, or the batch or a shape of the options does not fit.
    /// </exception>
    /// <exception cref="ModelFormatException">The nodes do not form a graph: a value is missing or defined twice.</exception>
    /// <exception cref="UnsupportedOperatorException">ONNX cannot express some nodes; lists all of them.</exception>
    public static void Save(this Model model, Stream stream, ModelSaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        options ??= ModelSaveOptions.Default;
        OnnxFiles.Write(OnnxExporter.Export(model, options), stream, options);
    }

    /// <summary>Writes a compiled graph, optimised or not, with the shapes that it was compiled for; else as for a model.</summary>
    /// <inheritdoc cref="Save(Model, string, ModelSaveOptions?)"/>
    public static ImmutableArray<string> Save(this CompiledGraph graph, string path, ModelSaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= ModelSaveOptions.Default;
        return OnnxFiles.Write(OnnxExporter.Export(graph), path, options);
    }

    /// <summary>Writes a compiled graph, optimised or not, with the shapes that it was compiled for; else as for a model.</summary>
    /// <inheritdoc cref="Save(Model, Stream, ModelSaveOptions?)"/>
    public static void Save(this CompiledGraph graph, Stream stream, ModelSaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(stream);
        options ??= ModelSaveOptions.Default;
        OnnxFiles.Write(OnnxExporter.Export(graph), stream, options);
    }
}
