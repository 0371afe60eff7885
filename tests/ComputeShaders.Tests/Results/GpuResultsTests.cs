using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests.Results;

/// <summary>What a detector leaves in GPU memory. Runs alone: what others allocate would be counted.</summary>
[Collection(nameof(GpuPlanTests))]
public class GpuResultsTests
{
    [SkippableTheory]
    [InlineData(GlProfile.Core, false)]
    [InlineData(GlProfile.Core, true)]
    [InlineData(GlProfile.Es, false)]
    [InlineData(GlProfile.Es, true)]
    public void The_buffer_holds_what_process_returns_and_a_command_to_draw_it(GlProfile profile, bool decodedOnHost)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        using var cpu = new CpuBackend();
        using var detector = new ObjectDetector(decodedOnHost ? GpuResults.OtherFaces : GpuResults.Faces, backend);
        using var oracle = new ObjectDetector(GpuResults.Faces, cpu);
        IGpuDetections results = detector.GpuResults!;
        Assert.Equal(decodedOnHost, results.WhyDecodedOnHost?.Contains("no shader", StringComparison.Ordinal) == true);
        Assert.Null(oracle.GpuResults);
        nint command = results.DrawCommandOffset(10);
        Assert.Empty(GpuResults.Read(device, results, command).Found);

        foreach (float conf in (float[])[0.5f, 0.02f, 0.999f])
        {
            detector.Options = oracle.Options = oracle.Options with { Conf = conf };
            Detection[] expected = oracle.Process(GpuResults.Astronaut.Frame).ToArray();
            Detection[] found = detector.Process(GpuResults.Astronaut.Frame).ToArray();
            Assert.Equal(conf < 0.9f, found.Length > 0);
            Assert.Equal(expected.Length, found.Length);
            Assert.All(expected.Zip(found), pair => Assert.True(pair.First.Box.IoU(pair.Second.Box) > 0.99f));
            (uint vertices, uint instances, uint first, uint start, Detection[] drawn) =
                GpuResults.Read(device, results, command);
            Assert.Equal((10u, (uint)found.Length, 0u, 0u), (vertices, instances, first, start));
            Assert.Equal(found, drawn);
        }
    }

    [SkippableFact]
    public void Commands_are_kept_by_their_number_of_vertices_and_there_are_eight()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var detector = new ObjectDetector(GpuResults.Faces, backend);
        IGpuDetections results = detector.GpuResults!;
        int found = detector.Process(GpuResults.Astronaut.Frame).Length;
        Assert.True(found > 0);
        for (int vertices = 1; vertices <= 8; vertices++)
        {
            // Asked for after the frame, it draws that frame's results too.
            nint command = results.DrawCommandOffset(vertices);
            Assert.Equal(((uint)vertices, (uint)found),
                (GpuResults.Read(device, results, command).Vertices, GpuResults.Read(device, results, command).Instances));
        }

        Assert.Equal(results.DrawCommandOffset(1) + 16, results.DrawCommandOffset(2));
        Assert.Throws<InvalidOperationException>(() => results.DrawCommandOffset(9));
        Assert.Throws<ArgumentOutOfRangeException>(() => results.DrawCommandOffset(0));
    }

    [SkippableFact]
    public void Submitted_frames_are_in_the_buffer_at_once_and_are_taken_once()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var detector = new ObjectDetector(GpuResults.Faces, backend);
        Assert.False(detector.HasResults);
        Assert.Throws<InvalidOperationException>(() => detector.TakeResults().Length);
        detector.Submit(GpuResults.Astronaut.Frame);
        Detection[] drawn = GpuResults.Read(
            device, detector.GpuResults!, detector.GpuResults!.DrawCommandOffset(4)).Found;
        SpinWait.SpinUntil(() => detector.HasResults);
        Assert.Equal(drawn, detector.TakeResults().ToArray());
        Assert.False(detector.HasResults);
        Assert.Throws<InvalidOperationException>(() => detector.TakeResults().Length);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_frame_allocates_nothing(bool decodedOnHost)
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        device.ChecksErrors = false;
        using var backend = new GpuBackend(device);
        using var detector = new ObjectDetector(decodedOnHost ? GpuResults.OtherFaces : GpuResults.Faces, backend);
        TestPicture picture = GpuResults.Astronaut;
        uint buffer = 0;
        void Process()
        {
            detector.Process(picture.Frame);
            buffer = detector.GpuResults!.Buffer;
        }

        for (int i = 0; i < 5; i++)
            Process();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            Process();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0u, buffer);
    }

    [SkippableFact]
    public void A_lost_context_takes_the_buffer_and_recreating_makes_another()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var detector = new ObjectDetector(GpuResults.Faces, backend);
        nint command = detector.GpuResults!.DrawCommandOffset(6);
        Detection[] before = detector.Process(GpuResults.Astronaut.Frame).ToArray();
        Gpu.Destroy(device);
        Assert.Throws<GpuDeviceLostException>(() => detector.Process(GpuResults.Astronaut.Frame).Length);
        backend.Recreate();
        Assert.Empty(GpuResults.Read(device, detector.GpuResults, command).Found);
        Assert.Equal(before, detector.Process(GpuResults.Astronaut.Frame).ToArray());
        var drawn = GpuResults.Read(device, detector.GpuResults, command);
        Assert.Equal(6u, drawn.Vertices);
        Assert.Equal(before, drawn.Found);
    }

    [SkippableFact]
    public void Disposing_frees_the_buffers()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        var detector = new ObjectDetector(GpuResults.Faces, backend);
        detector.Process(GpuResults.Astronaut.Frame);
        IGpuDetections results = detector.GpuResults!;
        detector.Dispose();
        detector.Dispose();
        Assert.Throws<ObjectDisposedException>(() => results.Buffer);
        device.Check("disposing");
    }

    [SkippableFact]
    public void A_behaviour_reads_back_only_results_and_says_whose_the_buffer_holds()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var host = new VisionHost(TimeSpan.FromMilliseconds(50));
        host.Error += error => throw error.Exception;
        var faces = host.Add(new ObjectDetectorBehaviour(ModelAsset.Load(GpuResults.FacePath), backend));
        Assert.Null(faces.GpuResults);
        faces.Prepare();
        TestPicture picture = GpuResults.Astronaut;
        for (int frame = 1; frame <= 3; frame++)
        {
            Assert.True(faces.Process(picture.Frame, TimeSpan.FromSeconds(frame)));
            for (int i = 0; i < 100_000 && faces.ResultsCount < frame; i++)
                host.Tick(0.01f);
            Assert.Equal(TimeSpan.FromSeconds(frame), faces.ResultsTime);
            Assert.Equal(TimeSpan.FromSeconds(frame), faces.GpuResultsTime);
            Assert.NotEmpty(faces.Results.ToArray());
            Assert.Equal(faces.Results.ToArray(),
                GpuResults.Read(device, faces.GpuResults!, faces.GpuResults!.DrawCommandOffset(4)).Found);
        }
    }

    [SkippableFact]
    public void A_context_beside_the_cpu_backend_has_the_buffer_too()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new ReadbackBackend(new CpuBackend(), device.Gl);
        using var detector = new ObjectDetector(GpuResults.Faces, backend);
        nint command = detector.GpuResults!.DrawCommandOffset(4);
        Detection[] found = detector.Process(GpuResults.Astronaut.Frame).ToArray();
        Assert.NotEmpty(found);
        Assert.NotNull(detector.GpuResults.WhyDecodedOnHost);
        Assert.Equal(found, GpuResults.Read(device, detector.GpuResults, command).Found);
    }
}
