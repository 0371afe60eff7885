using System.Text.Json;

namespace VisionPlugin.Testing.Goldens;

/// <summary>What was recorded when a model ran on a picture elsewhere.</summary>
public sealed class Golden
{
    private readonly JsonElement _root;

    private Golden(string path, JsonElement root)
    {
        Folder = Path.GetDirectoryName(path)!;
        _root = root;
    }

    /// <summary>The folder of the recording.</summary>
    public string Folder { get; }

    /// <summary>The picture.</summary>
    public TestPicture Picture => TestPicture.Load(TestData.Require(_root.GetProperty("image").GetString()!));

    /// <summary>The tensor that the model was given.</summary>
    public GoldenTensor Input => new(_root.GetProperty("input"));

    /// <summary>The tensors that it gave, by name.</summary>
    public IEnumerable<(string Name, GoldenTensor Tensor)> Outputs =>
        _root.GetProperty("outputs").EnumerateObject().Select(p => (p.Name, new GoldenTensor(p.Value)));

    /// <summary>What was read out of them.</summary>
    public JsonElement Decoded => _root.GetProperty("decoded");

    /// <summary>Reads a recording.</summary>
    public static Golden Load(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new Golden(path, document.RootElement.Clone());
    }
}
