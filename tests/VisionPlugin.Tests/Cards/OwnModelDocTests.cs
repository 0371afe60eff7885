using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Cards;

/// <summary>The sample code of docs/your-own-model.md.</summary>
public class OwnModelDocTests
{
    [Fact]
    public void The_sample_code_is_this_code() =>
        DocSample.AssertShown("docs/your-own-model.md", "tests/VisionPlugin.Tests/Cards/OwnModelDocTests.cs", "Own");

    [Fact]
    public void Every_kind_of_decoder_that_is_recognised_is_in_the_table()
    {
        string text = File.ReadAllText(Path.Combine(TestData.Repository, "docs", "your-own-model.md"));
        string cards = File.ReadAllText(Path.Combine(TestData.Repository, "docs", "cards.md"));
        foreach (string decoder in VisionPlugin.Cards.Recognition.Recognizer.Decoders)
        {
            Assert.Contains($"| `{decoder}` |", cards, StringComparison.Ordinal);
            if (decoder is not ("segmentation" or "embedding"))
                Assert.Contains($"`{decoder}`", text, StringComparison.Ordinal);
        }
    }

    /// <summary>The sample; it needs a model of one's own.</summary>
    internal static void Own(IBackend backend)
    {
        // Own: begin
        VisionModel model = VisionModel.Load("best.onnx");
        Console.WriteLine(model.Recognition); // recognised as yolov8: output0 [1, 84, 8400] has 8400 cells of ...
        using var detector = new ObjectDetector(model, backend);
        // Own: end
    }
}
