using System.Reflection;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Components;

public class ModelAssetTests
{
    private static readonly string Folder = Path.Combine(TestData.Repository, "models", "tiny_face_detector");
    private static readonly string File = Path.Combine(Folder, "tiny_face_detector.onnx");

    [Fact]
    public async Task A_file_is_loaded_with_its_card()
    {
        var progress = new List<float>();
        ModelAsset asset = ModelAsset.Load(File, progress: new Collect(progress));
        Assert.Equal(File, asset.Name);
        VisionModel model = await asset;
        Assert.Same(model, asset.Value);
        Assert.Equal((ModelAssetState.Ready, null, 1f), (asset.State, asset.Error, asset.Progress));
        Assert.Equal(VisionTask.Detect, model.Card.Task);
        Assert.NotEmpty(model.Model.Nodes);
        Assert.True(progress.Count > 10);
        Assert.Equal(progress.Order(), progress);
        Assert.Equal(progress.Distinct(), progress);
        Assert.Equal(1, progress[^1]);
    }

    [Fact]
    public async Task A_stream_is_loaded_and_stays_open()
    {
        using FileStream stream = System.IO.File.OpenRead(File);
        ModelAsset asset = ModelAsset.Load(stream, ModelCard.Load(ModelCard.PathFor(File)));
        Assert.NotEmpty((await asset).Model.Nodes);
        Assert.True(stream.CanRead);
        Assert.Equal("tiny face detector", asset.Name, ignoreCase: true);
    }

    [Fact]
    public async Task Embedded_resources_are_loaded()
    {
        Assembly assembly = typeof(ModelAssetTests).Assembly;
        VisionModel model = await ModelAsset.LoadResource(assembly, "models/tiny.onnx");
        Assert.Equal(VisionTask.Detect, model.Card.Task);
        FileNotFoundException error =
            await Assert.ThrowsAsync<FileNotFoundException>(
                () => ModelAsset.LoadResource(assembly, "models/none.onnx").Task);
        Assert.Contains("models/tiny.onnx", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void While_it_loads_there_is_no_value_and_the_caller_goes_on()
    {
        using var gate = new GatedStream();
        ModelAsset asset = ModelAsset.Load(gate, ModelCard.Load(ModelCard.PathFor(File)));
        Assert.Equal((ModelAssetState.Loading, null, 0f), (asset.State, asset.Error, asset.Progress));
        Assert.Throws<InvalidOperationException>(() => asset.Value);
        gate.Open();
        Assert.Throws<ModelFormatException>(() => asset.GetAwaiter().GetResult());
        Assert.Equal(ModelAssetState.Failed, asset.State);
        Assert.Same(asset.Error, Assert.Throws<ModelFormatException>(() => asset.Value));
    }

    [Fact]
    public void A_load_can_be_cancelled_while_it_reads()
    {
        using var cancellation = new CancellationTokenSource();
        using var gate = new GatedStream();
        ModelCard card = ModelCard.Load(ModelCard.PathFor(File));
        ModelAsset asset = ModelAsset.Load(gate, card, cancellation: cancellation.Token);
        gate.WaitForReader();
        cancellation.Cancel();
        gate.Open();
        Assert.ThrowsAny<OperationCanceledException>(() => asset.GetAwaiter().GetResult());
        Assert.Equal(ModelAssetState.Failed, asset.State);
        Assert.IsAssignableFrom<OperationCanceledException>(asset.Error);
        Assert.ThrowsAny<OperationCanceledException>(() => asset.Value);

        ModelAsset never = ModelAsset.Load(File, cancellation: cancellation.Token);
        Assert.ThrowsAny<OperationCanceledException>(() => never.GetAwaiter().GetResult());
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_its_error()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string path = Path.Combine(folder, "net.onnx");
            await Assert.ThrowsAsync<FileNotFoundException>(async () => await ModelAsset.Load(path));
            await System.IO.File.WriteAllTextAsync(path, "no model");
            ModelFormatException error =
                await Assert.ThrowsAsync<ModelFormatException>(async () => await ModelAsset.Load(path));
            Assert.Contains("not an ONNX model", error.Message, StringComparison.Ordinal);
            await System.IO.File.WriteAllTextAsync(ModelCard.PathFor(path), "{ no card");
            error = await Assert.ThrowsAsync<ModelFormatException>(async () => await ModelAsset.Load(path));
            Assert.Contains("net.vision.json", error.Message, StringComparison.Ordinal);
            System.IO.File.Delete(ModelCard.PathFor(path));
            System.IO.File.Copy(Path.Combine(TestData.Repository, "models", "centernet", "centernet.onnx"), path, overwrite: true);
            error = await Assert.ThrowsAsync<ModelFormatException>(async () => await ModelAsset.Load(path));
            Assert.Contains("no family that is recognised", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_model_at_hand_is_ready_at_once()
    {
        VisionModel model = DeepModel.Classifier(1);
        var asset = new ModelAsset(model);
        Assert.Equal((ModelAssetState.Ready, 1f, "Deep"), (asset.State, asset.Progress, asset.Name));
        Assert.Same(model, await asset);
    }

    private sealed class Collect(List<float> reports) : IProgress<float>
    {
        public void Report(float value)
        {
            lock (reports)
                reports.Add(value);
        }
    }

    // Gives a first byte, and then nothing, until it is opened.
    private sealed class GatedStream : Stream
    {
        private readonly ManualResetEventSlim _gate = new();
        private readonly ManualResetEventSlim _reading = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Open() => _gate.Set();

        public void WaitForReader() => _reading.Wait();

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_gate.IsSet)
                return 0;
            _reading.Set();
            _gate.Wait();
            buffer[offset] = 255;
            return 1;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _gate.Dispose();
            _reading.Dispose();
            base.Dispose(disposing);
        }
    }
}
