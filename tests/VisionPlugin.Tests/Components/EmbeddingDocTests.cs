using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Components;

/// <summary>The sample of docs/embedding.md, run on a game of a few frames.</summary>
public class EmbeddingDocTests
{
    [Fact]
    public void The_sample_for_a_frame_loop_is_the_code_that_is_tested_here() =>
        DocSample.AssertShown("docs/embedding.md", "tests/VisionPlugin.Tests/Components/EmbeddingDocTests.cs", "Loop");

    [Fact]
    public void The_sample_finds_and_follows_a_face()
    {
        var game = new Game();
        Play(game, Path.Combine(TestData.Repository, "models", "tiny_face_detector", "tiny_face_detector.onnx"));
        Assert.Empty(game.Errors);
        Assert.Equal([1], game.Boxes.Select(b => b.Id).Distinct());
        Assert.All(game.Boxes, b => Assert.InRange(b.Box.Width, 20, 400));
    }

    [Fact]
    public void The_sample_without_its_model_logs_one_error_and_goes_on()
    {
        var game = new Game();
        Play(game, Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString(), "none.onnx"));
        Assert.Contains("ObjectDetectorBehaviour.Update", Assert.Single(game.Errors), StringComparison.Ordinal);
        Assert.Empty(game.Boxes);
    }

    private static void Play(Game game, string path)
    {
        // Loop: begin
        using IBackend backend = Backends.Create(BackendType.Cpu);        // or GpuBackends.CreateInContext(gl, out _)
        using var host = new VisionHost(TimeSpan.FromMilliseconds(2));    // of each frame, for all that lives in it
        host.Error += error => game.Log(error.ToString());
        var tracker = new ObjectTracker();
        var faces = host.Add(new ObjectDetectorBehaviour(ModelAsset.Load(path), backend));
        faces.ResultsReady += found => tracker.Process(found.Results, found.ResultsTime);
        while (game.NextFrame())
        {
            faces.Process(new Frame(game.Pixels, game.Width, game.Height, PixelFormat.Rgba32), game.Time);
            host.Tick(game.DeltaTime);
            foreach (Track face in tracker.Tracks)
                game.DrawBox(face.Id, face.BoxAt(game.Time));
        }
        // Loop: end
    }

    // Shows one picture until some boxes are drawn, or for a while after an error.
    private sealed class Game
    {
        private readonly TestPicture _picture =
            TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));

        private int _frames;
        private int _framesAfterError;

        public byte[] Pixels => _picture.Rgba;

        public int Width => _picture.Width;

        public int Height => _picture.Height;

        public float DeltaTime { get; } = 1 / 60f;

        public TimeSpan Time => TimeSpan.FromSeconds(_frames / 60.0);

        public List<string> Errors { get; } = [];

        public List<(int Id, Box Box)> Boxes { get; } = [];

        public bool NextFrame()
        {
            // A game waits for its display here, and the model is loaded meanwhile.
            Thread.Sleep(1);
            _frames++;
            _framesAfterError += Errors.Count > 0 ? 1 : 0;
            Assert.True(_frames < 60_000, "Neither a face nor an error in many frames.");
            return Boxes.Count < 5 && _framesAfterError < 50;
        }

        public void Log(string error) => Errors.Add(error);

        public void DrawBox(int id, Box box) => Boxes.Add((id, box));
    }
}
