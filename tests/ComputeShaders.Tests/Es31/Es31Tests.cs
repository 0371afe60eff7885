using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Testing.Goldens;

namespace VisionPlugin.ComputeShaders.Tests.Es31;

/// <summary>Everything within what OpenGL ES 3.1 promises, and in the kernels that a hardware driver gets.</summary>
public class Es31Tests
{
    public static TheoryData<string> Operators => [.. Cases.Select(c => c.Operator.Name).Distinct()];

    public static TheoryData<string, string> Recordings => GoldenModel.Recordings;

    [SkippableTheory]
    [MemberData(nameof(Operators))]
    public void Every_operator_case_is_computed(string name)
    {
        using var reference = new ReferenceBackend();
        using var driver = new Es31Driver();
        using var backend = new GpuBackend(driver.Device);
        foreach (OperatorCase test in CasesOf(name))
        {
            Tensor[] expected = test.Run(reference, out _)!;
            Tensor[]? actual = test.Run(backend, out _);
            Assert.Empty(driver.Violations);
            for (int i = 0; actual is not null && i < expected.Length; i++)
                TensorAssert.Equal(expected[i], actual[i], test.Atol, test.Rtol, $"{test}, output {i}");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Recordings))]
    public void Models_give_the_recorded_outputs(string model, string picture)
    {
        using var driver = new Es31Driver();
        using var backend = new GpuBackend(driver.Device);
        GoldenAssert.Outputs(backend, model, picture);
        Assert.Empty(driver.Violations);
    }

    internal static IEnumerable<OperatorCase> CasesOf(string name) => Cases.Where(c => c.Operator.Name == name);

    private static IEnumerable<OperatorCase> Cases =>
        GpuCaseTests.Cases.Select(row => (string)row[0]).Distinct().Select(OperatorCases.Find);

    [SkippableFact]
    public void The_device_is_what_the_standard_promises_and_no_more()
    {
        using var driver = new Es31Driver();
        GlDevice device = driver.Device;
        Assert.False(device.Info.IsSoftware);
        Assert.True(device.Info is { IsEs: true, Major: 3, Minor: 1 });
        Assert.Equal(4, device.Limits.StorageBlocks);
        Assert.Equal(128, device.Limits.GroupInvocations);
        Assert.False(device.Debug.IsWatched);
        Assert.False(device.Debug.TryBeginGroup("none"u8));
        device.ThrowIfLost();
        using var timer = new GpuTimer(device);
        Assert.False(timer.IsSupported);
    }

    [SkippableFact]
    public void Components_pictures_and_recreation_work()
    {
        using var driver = new Es31Driver();
        using var backend = new GpuBackend(driver.Device);
        TestPicture picture = TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));
        string path = Path.Combine(TestData.Repository, "models", "tiny_face_detector", "tiny_face_detector.onnx");
        using var detector = new ObjectDetector(VisionPlugin.Cards.VisionModel.Load(path), backend);
        int found = detector.Process(picture.Frame).Length;
        Assert.NotEqual(0, found);
        uint texture = Gpu.Upload(backend.Device.Gl, picture);
        Assert.Equal(found, detector.Process(GpuFrame.Texture(texture, picture.Width, picture.Height)).Length);

        backend.Device.MarksSteps = true;
        backend.Device.MarkLost("A test.");
        Assert.Throws<GpuDeviceLostException>(() => detector.Process(picture.Frame).Length);
        backend.Recreate();
        Assert.Equal(found, detector.Process(picture.Frame).Length);
        Assert.Empty(driver.Violations);
    }
}
