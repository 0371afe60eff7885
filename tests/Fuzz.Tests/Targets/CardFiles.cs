using System.Text;
using VisionPlugin.Cards;
using VisionPlugin.Fuzz.Tests.Mutations;
using VisionPlugin.Fuzz.Tests.Trials;
using VisionPlugin.Testing;

namespace VisionPlugin.Fuzz.Tests.Targets;

/// <summary>Cards beside a model, whole or short, and the lists of labels that they name.</summary>
internal sealed class CardFiles : IFuzzTarget
{
    private static readonly string[] Models = ["tiny_face_detector", "selfie", "face_expression"];

    private readonly string _folder = Directory.CreateTempSubdirectory("vision-fuzz-").FullName;
    private readonly string[] _models;
    private readonly string[] _cards;

    public CardFiles()
    {
        _models = [.. Models.Select(name => Path.Combine(TestData.Repository, "models", name, $"{name}.onnx"))];
        _cards =
        [
            .. Directory.GetFiles(TestData.Repository, "*.vision.json", SearchOption.AllDirectories)
                .Where(path => !path.Contains("artifacts")).Order(StringComparer.Ordinal).Select(File.ReadAllText),
            """{ "labels": "labels.txt", "decoder": "yolox" }""", """{ "task": "classify", "labels": ["a", "b"] }""", "{}",
        ];
        File.WriteAllText(Path.Combine(_folder, "labels.txt"), "one\ntwo\n\nfour\0\r\n");
    }

    public string Extension => "json";

    public byte[] Make(Random random)
    {
        string card = Odd.Of(_cards, random);
        for (int changes = random.Next(4); changes > 0; changes--)
            card = TextMutator.Mutate(card, Odd.Of(_cards, random), random);
        byte[] file = Encoding.UTF8.GetBytes(card);
        return random.Next(4) == 0 ? ByteMutator.Mutate(file, file.Length > 0 ? file : [0], random) : file;
    }

    public string Try(byte[] file)
    {
        string card = Path.Combine(_folder, "model.vision.json");
        File.WriteAllBytes(card, file);
        VisionModel.Load(_models[file.Length % _models.Length], card, ModelTrial.Limits);
        return "read";
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
