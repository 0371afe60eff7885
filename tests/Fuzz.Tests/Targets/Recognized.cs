using Google.Protobuf;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Fuzz.Tests.Mutations;
using VisionPlugin.Fuzz.Tests.Trials;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Testing;
using VisionPlugin.Testing.Heads;

namespace VisionPlugin.Fuzz.Tests.Targets;

/// <summary>
/// Networks without a card, recognised by what they are: metadata, shapes and outputs that lie, and pictures looked at with
/// what comes of it.
/// </summary>
internal sealed class Recognized : IFuzzTarget
{
    private static readonly PlantedObject[] Objects =
    [
        new(1, 0.9f, new Box(20, 60, 90, 120)), new(0, 0.8f, new Box(120, 80, 280, 220)),
        new(2, 0.7f, new Box(200, 20, 260, 60)), new(0, 0.6f, new Box(122, 82, 282, 222)),
    ];

    private static readonly string[] Keys = ["names", "imgsz", "task", "stride", "args", "kpt_shape", "author", "description", "end2end"];

    private readonly ModelProto[] _corpus =
    [
        .. new HeadGraph[]
        {
            PlantedModels.YoloV5(Objects), PlantedModels.YoloV8(Objects), PlantedModels.YoloV8Dynamic(Objects),
            PlantedModels.YoloV8Pose(Objects), PlantedModels.YoloV8Rows(Objects), PlantedModels.EndToEnd(Objects),
            PlantedModels.YoloX(Objects), PlantedModels.YoloXDecoded(Objects), PlantedModels.NanoDetPlus(Objects),
            PlantedModels.BlazeFace(Objects[0].Box, 0.9f, channelsLast: false, split: true),
            PlantedModels.BlazeFace(Objects[0].Box, 0.9f, channelsLast: true, split: false),
            PlantedModels.Classifier([1, 2, 3], softmax: true, 1, 3, 32, 32), PlantedModels.Classifier([1, 2, 3], softmax: false, 1, 3, "h", "w"),
        }.Select(graph => ModelProto.Parser.ParseFrom(graph.ToBytes())),
    ];

    private readonly ModelMutator _mutator;
    private readonly CpuBackend _cpu = new();
    private readonly TestPicture _picture = TestPicture.Random(50, 40, 1);

    public Recognized() => _mutator = new ModelMutator(_corpus);

    public string Extension => "onnx";

    public byte[] Make(Random random)
    {
        ModelProto model = random.Next(2) == 0 ? Odd.Of(_corpus, random).Clone() : _mutator.Make(random);
        for (int changes = random.Next(4); changes > 0; changes--)
        {
            string key = Odd.Of(Keys, random);
            StringStringEntryProto[] all = [.. _corpus.SelectMany(m => m.MetadataProps).Where(e => e.Key == key)];
            StringStringEntryProto entry = model.MetadataProps.FirstOrDefault(e => e.Key == key)
                ?? new StringStringEntryProto { Key = key, Value = Odd.Text(random) };
            entry.Value = TextMutator.Mutate(entry.Value, all.Length > 0 ? Odd.Of(all, random).Value : "1", random);
            if (!model.MetadataProps.Contains(entry))
                model.MetadataProps.Add(entry);
        }

        return model.ToByteArray();
    }

    public string Try(byte[] file)
    {
        VisionModel model = VisionModel.Recognize(ModelLoader.Load(file, "fuzz.onnx", ModelTrial.Limits));
        var options = new WorkerOptions { Limits = ModelTrial.Limits };
        switch (model.Card.Task)
        {
            case VisionTask.Detect:
                using (var detector = new ObjectDetector(model, _cpu, options))
                {
                    // Boxes may reach beyond the picture, scores beyond 1 where the network itself says so.
                    foreach (Detection d in detector.Process(_picture.Frame))
                        Assert.True(d.ClassId >= 0 && d.Score > 0 && d.Box.IsFinite && d.Box.X1 <= d.Box.X2 && d.Box.Y1 <= d.Box.Y2, $"{d}");
                }

                break;
            case VisionTask.Classify:
                using (var classifier = new ImageClassifier(model, _cpu, options: options))
                    Assert.DoesNotContain(classifier.Process(_picture.Frame).ToArray(), c => c.ClassId < 0);
                break;
            default:
                return "recognised";
        }

        return "looked";
    }

    public void Dispose() => _cpu.Dispose();
}
