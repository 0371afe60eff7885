using System.Diagnostics;
using Silk.NET.OpenGL;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Tests.Results;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests.Guests;

/// <summary>Every call by which the plugin comes to a host's context, in an order in which a program may make them.</summary>
internal sealed class GuestCalls(GL gl, uint picture, uint framebuffer, bool checksErrors) : IDisposable
{
    private readonly GpuFrame _frame = GpuFrame.Texture(picture, 48, 40);
    private readonly TestPicture _pixels = TestPicture.Random(48, 40, 2);
    private readonly Tensor<float> _input = RandomTensor.Uniform(SmallNetwork.Input, 1);
    private readonly VisionModel _model = Shipped("face_expression");

    private GpuBackend _backend = null!;
    private Worker _worker = null!;
    private Worker _another = null!;
    private WarmUp _warmUp = null!;
    private SlicedRun _run;
    private Tensor<float> _tensor = null!;
    private TextureConverter _converter = null!;
    private ReadbackBackend _reader = null!;
    private IGpuFrameInput _reading = null!;
    private ImageClassifier _classifier = null!;
    private ObjectDetector _detector = null!;
    private IBackend _onCpu = null!;
    private Segmenter _segmenter = null!;
    private VisionHost _host = null!;
    private ImageClassifierBehaviour _behaviour = null!;
    private GpuTimer _timer = null!;

    private static VisionModel Shipped(string name) => VisionModel.Load(PathOf(name));

    private static string PathOf(string name) => Path.Combine(TestData.Repository, "models", name, name + ".onnx");

    /// <summary>Name and call.</summary>
    public IEnumerable<(string Name, Action Call)> All =>
    [
        .. Workers, .. Errors, .. Pictures, .. Components, .. Ends,
    ];

    private IEnumerable<(string, Action)> Workers =>
    [
        ("new backend", () =>
        {
            _backend = new GpuBackend(gl);
            _backend.Device.ChecksErrors = checksErrors;
            _backend.Device.MarksSteps = true;
        }),
        ("new worker", () => _worker = new Worker(SmallNetwork.Create(), _backend)),
        ("prepare", () =>
        {
            _worker.SetInput(_input);
            _worker.Prepare();
        }),
        ("begin warm-up", () =>
        {
            _another = new Worker(SmallNetwork.Create(3), _backend);
            _another.SetInput(_input);
            _warmUp = _another.BeginWarmUp();
        }),
        ("some of the warm-up", () => _warmUp.MoveNext(TimeSpan.Zero)),
        ("all of the warm-up", () => _warmUp.FinishBlocking()),
        ("first run after warm-up", () => SmallNetwork.AssertRuns(_another, "after warm-up", 1, 3)),
        ("dispose warm worker", () => _another.Dispose()),
        ("schedule", () => _worker.Schedule()),
        ("peek", () => _worker.PeekOutput()),
        ("request read-back", () => _worker.PeekOutput().ReadbackRequest()),
        ("poll read-back", () => SpinWait.SpinUntil(() => _worker.PeekOutput().IsReadbackRequestDone())),
        ("take read-back", () => _worker.PeekOutput().ReadbackAndClone()),
        ("blocking read-back", () =>
        {
            _worker.Schedule();
            SmallNetwork.AssertOutput(_worker, _input, "as a guest");
        }),
        ("copy output", () => _worker.CopyOutput("y", new Tensor<float>(SmallNetwork.Output))),
        ("begin slices", () => _run = _worker.ScheduleIterable(TimeSpan.Zero)),
        ("first slice", () => _run.MoveNext()),
        ("other slices", () =>
        {
            while (_run.MoveNext())
            {
            }
        }),
        ("steps", () =>
        {
            foreach (var _ in _worker.ScheduleIterable())
            {
            }
        }),
        ("first of all steps", () => Assert.Equal(1, _worker.ScheduleIterable().First().Done)),
        ("ask for loss", () => _backend.Device.ThrowIfLost()),
        ("timer", () =>
        {
            _timer = new GpuTimer(_backend.Device);
            _timer.Begin();
            _timer.End();
            gl.Finish();
            Assert.Equal(_timer.IsSupported, _timer.TryRead(out double milliseconds));
            Assert.InRange(milliseconds, 0, 1e4);
        }),
        ("dispose timer", () => _timer.Dispose()),
    ];

    private IEnumerable<(string, Action)> Errors =>
    [
        ("an error in a step", () =>
        {
            IPlan plan = _worker.Prepare();
            plan.BeginRun();
            try
            {
                plan.SetInput(0, _input);
                plan.RunStep(0);
                Assert.Throws<IndexOutOfRangeException>(() => plan.RunStep(plan.StepCount));
            }
            finally
            {
                plan.EndRun();
            }
        }),
        ("an input of another backend", () =>
        {
            using var stranger = new GpuBackend(gl);
            using Tensor<float> tensor = GpuTensor.Create(stranger, SmallNetwork.Input);
            Assert.Throws<InvalidOperationException>(() => _worker.Schedule(tensor));
        }),
        ("a shader that does not compile", () => Assert.Throws<ShaderCompilationException>(() =>
        {
            using var programs = new ProgramCache(
                _backend.Device, Gpu.Library(("a.comp", "void main() { nonsense }")), null);
            programs.Get("a.comp");
        })),
        ("no memory", () => Assert.Throws<GpuOutOfMemoryException>(() =>
        {
            using (_backend.Device.State.Enter(GlTouches.Transfers))
                new GlBuffer(_backend.Device, 1L << 50, GlBufferUse.Shaders, "large").Dispose();
        })),
        ("a wrong thread", () =>
        {
            Exception? error = null;
            var thread = new Thread(() => error = Record.Exception(() => _worker.Schedule(_input)));
            thread.Start();
            thread.Join();
            Assert.IsType<InvalidOperationException>(error);
        }),
    ];

    private IEnumerable<(string, Action)> Pictures =>
    [
        ("new tensor", () => _tensor = GpuTensor.Create(_backend, [1, 3, 12, 10])),
        ("new converter", () => _converter = new TextureConverter(
            _backend, new FrameToTensorOptions { Width = 10, Height = 12 })),
        ("convert", () => _converter.ToTensor(_frame, _tensor)),
        ("convert a part", () => _converter.ToTensor(_frame.Crop(new PixelRect(3, 4, 20, 10)), _tensor)),
        ("convert a framebuffer", () => _converter.ToTensor(GpuFrame.Framebuffer(framebuffer, 48, 40), _tensor)),
        ("convert it again", () => _converter.ToTensor(GpuFrame.Framebuffer(framebuffer, 48, 40), _tensor)),
        ("an unusable picture", () => Assert.Throws<FrameSourceException>(
            () => _converter.ToTensor(GpuFrame.Texture(0x7777, 48, 40), _tensor))),
        ("an unusable framebuffer", () => Assert.Throws<FrameSourceException>(
            () => _converter.ToTensor(GpuFrame.Framebuffer(0x7777, 48, 40), _tensor))),
        ("read tensor", () => _tensor.ReadbackAndClone()),
        ("run on tensor", () =>
        {
            using var negation = new Worker(SmallNetwork.Negation(), _backend);
            negation.Schedule(_tensor);
            negation.PeekOutput().ReadbackAndClone();
        }),
        ("dispose converter", () => _converter.Dispose()),
        ("new read-back", () =>
        {
            _reader = new ReadbackBackend(new ReferenceBackend(), gl);
            _reading = _reader.CreateGpuFrameInput(new FrameToTensorOptions { Width = 10, Height = 12 });
        }),
        ("read a texture back", () => _reading.Begin(_frame)),
        ("poll the picture", () => SpinWait.SpinUntil(() => _reading.IsReady)),
        ("take the picture", () => _reading.Take(out _)),
        ("read a framebuffer back", () => _reading.Begin(GpuFrame.Framebuffer(framebuffer, 48, 40))),
        ("take it blocking", () => _reading.Take(out _)),
        ("read an unusable picture back", () => Assert.Throws<FrameSourceException>(
            () => _reading.Begin(GpuFrame.Texture(0x7777, 48, 40)))),
        ("dispose read-back", () =>
        {
            _reading.Dispose();
            _reader.Dispose();
        }),
        ("dispose tensor", () => _tensor.Dispose()),
    ];

    private IEnumerable<(string, Action)> Components =>
    [
        ("new component", () => _classifier = new ImageClassifier(_model, _backend)),
        ("component on pixels", () => _classifier.Process(_pixels.Frame)),
        ("component on a texture", () => _classifier.Process(_frame)),
        ("dispose component", () => _classifier.Dispose()),
        ("new detector", () => _detector = new ObjectDetector(Shipped("tiny_face_detector"), _backend)),
        ("detector on pixels", () => _detector.Process(_pixels.Frame)),
        ("submit to detector", () => _detector.Submit(_frame)),
        ("detections to draw", () => Assert.NotEqual(0u, _detector.GpuResults!.Buffer)),
        ("command to draw", () => Assert.True(_detector.GpuResults!.DrawCommandOffset(6) >= 0)),
        ("poll detector", () => SpinWait.SpinUntil(() => _detector.HasResults)),
        ("take its results", () => _detector.TakeResults()),
        ("dispose detector", () => _detector.Dispose()),
        ("detector without a shader", () => _detector = new ObjectDetector(GpuResults.OtherFaces, _backend)),
        ("upload its results", () => _detector.Process(_pixels.Frame)),
        ("dispose that", () => _detector.Dispose()),
        ("backend on the CPU", () => _onCpu = GpuBackends.CreateInContext(gl, out _, BackendType.Cpu)),
        ("component on the CPU", () => _classifier = new ImageClassifier(_model, _onCpu)),
        ("texture to the CPU", () => _classifier.Process(_frame)),
        ("framebuffer to the CPU", () => _classifier.Process(GpuFrame.Framebuffer(framebuffer, 48, 40))),
        ("dispose component on the CPU", () => _classifier.Dispose()),
        ("dispose backend on the CPU", () => _onCpu.Dispose()),
        ("new segmenter", () => _segmenter = new Segmenter(GpuResults.Selfie, _backend)),
        ("segmenter on pixels", () => _segmenter.Process(_pixels.Frame)),
        ("mask of another size", () =>
        {
            _segmenter.GpuMask!.Size = (24, 20);
            _segmenter.Submit(_frame);
        }),
        ("dispose segmenter", () => _segmenter.Dispose()),
        ("new host", () =>
        {
            _host = new VisionHost(TimeSpan.FromMilliseconds(1));
            _host.Error += error => throw error.Exception;
            _behaviour = _host.Add(new ImageClassifierBehaviour(ModelAsset.Load(PathOf("face_expression")), _backend));
        }),
        ("prepare behaviour", () => _behaviour.Prepare()),
        ("behaviour on pixels", () => _behaviour.Process(_pixels.Frame, TimeSpan.Zero)),
        ("ticks", () => Tick(1)),
        ("behaviour on a texture", () => _behaviour.Process(_frame, TimeSpan.Zero)),
        ("more ticks", () => Tick(2)),
        ("dispose host", () => _host.Dispose()),
    ];

    private IEnumerable<(string, Action)> Ends =>
    [
        ("lost", () =>
        {
            _backend.Device.MarkLost("A test.");
            Assert.Throws<GpuDeviceLostException>(() => _worker.Schedule(_input));
        }),
        ("recreate", () => _backend.Recreate()),
        ("schedule after loss", () => _worker.Schedule(_input)),
        ("dispose worker", () => _worker.Dispose()),
        ("dispose backend", () => _backend.Dispose()),
    ];

    /// <summary>What a test that failed half-way has left.</summary>
    public void Dispose()
    {
        foreach (IDisposable? left in (IDisposable?[])
            [
                _host, _classifier, _detector, _segmenter, _converter, _tensor, _timer, _warmUp, _another, _worker, _onCpu,
                _backend,
            ])
        {
            left?.Dispose();
        }
    }

    private void Tick(int results)
    {
        long start = Stopwatch.GetTimestamp();
        while (_behaviour.ResultsCount < results && Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2))
            _host.Tick(0.01f);
        Assert.Equal(results, _behaviour.ResultsCount);
    }
}
