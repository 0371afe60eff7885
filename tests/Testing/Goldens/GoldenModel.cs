using VisionPlugin.Cards;
using VisionPlugin.Graphs;

namespace VisionPlugin.Testing.Goldens;

/// <summary>A model with recorded inputs and outputs in the test data.</summary>
/// <param name="Name">Its folder there.</param>
/// <param name="Pictures">The names of its recordings.</param>
public sealed record GoldenModel(string Name, params string[] Pictures)
{
    /// <summary>All of them, except mnist, whose recording has another form.</summary>
    public static IReadOnlyList<GoldenModel> All { get; } =
    [
        new("centernet", "dog", "eagle", "horses", "person", "sample1", "sample3"),
        new("face_expression", "face1", "face2", "face3", "face4"),
        new("face_recognition", "face1", "face2", "face3", "face4"),
        new("selfie", "person", "sample1", "sample2", "sample3"),
        new("squeezenet1.1", "in_daisy", "in_fish", "in_goldfish", "in_kitten"),
        new("tiny_face_detector", "sample1", "sample2", "sample3"),
        new("yolo_fastest_1.1", "dog", "eagle", "horses", "person", "sample1", "sample3"),
    ];

    /// <summary>Every recording: model and picture.</summary>
    public static TheoryData<string, string> Recordings
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (GoldenModel model in All)
            {
                foreach (string picture in model.Pictures)
                    data.Add(model.Name, picture);
            }

            return data;
        }
    }

    /// <summary>The recordings with figures of every layer, one a model: model and picture.</summary>
    public static TheoryData<string, string> Layered => new()
    {
        { "centernet", "dog" },
        { "face_expression", "face1" },
        { "face_recognition", "face1" },
        { "selfie", "sample2" },
        { "squeezenet1.1", "in_kitten" },
        { "tiny_face_detector", "sample1" },
        { "yolo_fastest_1.1", "dog" },
    };

    /// <summary>The recording of a model on a picture, or skips the test.</summary>
    public static Golden Recording(string model, string picture) => Golden.Load(TestData.Require("models", model, "goldens", picture + ".json"));

    /// <summary>The network in single precision, or skips the test.</summary>
    public static Model Load(string model) => ModelLoader.Load(TestData.Require("models", model, "model.onnx"));

    /// <summary>The card of a model: the one that ships, else the tests' own.</summary>
    public static ModelCard Card(string model)
    {
        string shipped = Path.Combine(TestData.Repository, "models", model, model + ModelCard.Extension);
        return ModelCard.Load(File.Exists(shipped) ? shipped
            : Path.Combine(TestData.Repository, "tests", "cards", model + ModelCard.Extension));
    }
}
