using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Neighbours;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Components;

public class EmbeddingsDocTests
{
    private static readonly TestPicture Astronaut =
        TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));

    [Fact]
    public void Who_was_seen_before_is_known_again()
    {
        DocSample.AssertShown("docs/embeddings.md", "tests/VisionPlugin.Tests/Components/EmbeddingsDocTests.cs", "Guests");
        using var backend = new CpuBackend();
        using var detector = new ObjectDetector(Shipped("tiny_face_detector"), backend);
        using var embedder = new RegionEmbedder(Shipped("face_recognition"), backend);
        Assert.Equal(-0.05f, embedder.Margin);
        var known = new FeatureIndex();
        Greet(detector, embedder, known, Astronaut.Frame);
        Assert.Equal(["guest 1"], known.Names);
        Greet(detector, embedder, known, Astronaut.Frame.Crop(new PixelRect(60, 0, 380, 300)));
        Assert.Equal(["guest 1"], known.Names);
    }

    private static void Greet(ObjectDetector detector, RegionEmbedder embedder, FeatureIndex known, Frame frame)
    {
        // Guests: begin
        ReadOnlySpan<Detection> faces = detector.Process(frame);
        ReadOnlySpan<float> vectors = embedder.Process(frame, faces);
        for (int i = 0; i < faces.Length; i++)
        {
            ReadOnlySpan<float> face = vectors.Slice(i * embedder.Length, embedder.Length);
            if (!known.TryMatch(face, threshold: 0.6f, out Neighbour person))
                known.Add($"guest {known.Count + 1}", face);
            else
                Console.WriteLine($"{person.Name} is back, {person.Distance:F3} away.");
        }
        // Guests: end
    }

    private static VisionModel Shipped(string name) =>
        VisionModel.Load(Path.Combine(TestData.Repository, "models", name, name + ".onnx"));
}
