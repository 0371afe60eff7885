using VisionPlugin.Cards;
using VisionPlugin.Graphs;

namespace VisionPlugin.DemoApp;

/// <summary>Finds models: by the name of one that ships, or by file.</summary>
internal static class ModelCatalog
{
    /// <summary>Folder of what ships with the program: models and pictures.</summary>
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>Names of the models that ship.</summary>
    public static IEnumerable<string> Names => !Directory.Exists(Root) ? []
        : Directory.EnumerateDirectories(Root).Select(d => Path.GetFileName(d)!).Where(n => File.Exists(PathOf(n))).Order(StringComparer.Ordinal);

    /// <summary>The ONNX file of a name, or the file itself.</summary>
    /// <exception cref="BadInputException">There is neither.</exception>
    public static string Find(string nameOrFile)
    {
        if (File.Exists(nameOrFile))
            return nameOrFile;
        if (nameOrFile == Path.GetFileName(nameOrFile) && File.Exists(PathOf(nameOrFile)))
            return PathOf(nameOrFile);
        throw new BadInputException(Directory.Exists(nameOrFile)
            ? $"'{nameOrFile}' is a folder, not an ONNX file."
            : $"There is no model '{nameOrFile}': neither a file nor one of {string.Join(", ", Names)}.");
    }

    /// <summary>Loads a network without its card.</summary>
    public static Model Load(string nameOrFile) => ModelLoader.Load(Find(nameOrFile));

    /// <summary>Loads a network and its card.</summary>
    public static VisionModel LoadVision(string nameOrFile, string? card) => VisionModel.Load(Find(nameOrFile), card);

    private static string PathOf(string name) => Path.Combine(Root, name, name + ".onnx");
}
