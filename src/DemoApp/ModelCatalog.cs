using VisionPlugin.Cards;
using VisionPlugin.Graphs;
using VisionPlugin.Zoo;

namespace VisionPlugin.DemoApp;

/// <summary>Opens models: by the name of one that ships, by file, or <c>zoo:NAME</c>.</summary>
internal static class ModelCatalog
{
    /// <summary>Folder of what ships with the program: models and pictures.</summary>
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>Names of the models that ship.</summary>
    public static IEnumerable<string> Names => !Directory.Exists(Root) ? []
        : Directory.EnumerateDirectories(Root).Select(d => Path.GetFileName(d)!).Where(n => File.Exists(PathOf(n))).Order(StringComparer.Ordinal);

    /// <summary>True for <c>zoo:NAME</c>: a network that is built, not loaded.</summary>
    public static bool IsOfZoo(string name) => name.StartsWith(ModelZoo.Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The ONNX file of a name, or the file itself.</summary>
    /// <exception cref="BadInputException">There is neither.</exception>
    public static string Find(string nameOrFile)
    {
        if (IsOfZoo(nameOrFile))
            throw new BadInputException($"'{nameOrFile}' has no file; 'vision export {nameOrFile} FILE.onnx' writes one.");
        if (File.Exists(nameOrFile))
            return nameOrFile;
        if (nameOrFile == Path.GetFileName(nameOrFile) && File.Exists(PathOf(nameOrFile)))
            return PathOf(nameOrFile);
        throw new BadInputException(Directory.Exists(nameOrFile)
            ? $"'{nameOrFile}' is a folder, not an ONNX file."
            : $"There is no model '{nameOrFile}': neither a file nor one of {string.Join(", ", Names)}, nor zoo:NAME.");
    }

    /// <summary>True if a card lies beside the model.</summary>
    /// <exception cref="BadInputException">There is no such model.</exception>
    public static bool HasCard(string name) => !IsOfZoo(name) && File.Exists(ModelCard.PathFor(Find(name)));

    /// <summary>Loads a network without its card, or builds one of the zoo.</summary>
    /// <param name="name">A name, a file or <c>zoo:NAME</c>.</param>
    /// <param name="weights">The weights of a network of the zoo.</param>
    /// <exception cref="BadInputException">There is none, or it has weights of its own.</exception>
    public static Model Load(string name, WeightChoice? weights = null)
    {
        if (IsOfZoo(name))
            return Entry(name).Build((weights ?? WeightChoice.Default).Open());
        string file = Find(name);
        return weights is null or { Seed: null, File: null } ? ModelLoader.Load(file)
            : throw new BadInputException($"--seed and --weights are for networks of the zoo, zoo:NAME; '{name}' has its own weights.");
    }

    /// <summary>Loads a network and its card, or builds one of the zoo, which is recognised.</summary>
    /// <inheritdoc cref="Load(string, WeightChoice?)"/>
    public static VisionModel LoadVision(string name, string? card, WeightChoice? weights = null) =>
        IsOfZoo(name) || weights is not (null or { Seed: null, File: null })
            ? VisionModel.Recognize(Load(name, weights), card) : VisionModel.Load(Find(name), card);

    private static ZooEntry Entry(string name)
    {
        string wanted = name[ModelZoo.Prefix.Length..];
        return ModelZoo.Entries.FirstOrDefault(e => e.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new BadInputException($"The zoo has no '{wanted}'. It has {string.Join(", ", ModelZoo.Entries.Select(e => e.Name))}.");
    }

    private static string PathOf(string name) => Path.Combine(Root, name, name + ".onnx");
}
