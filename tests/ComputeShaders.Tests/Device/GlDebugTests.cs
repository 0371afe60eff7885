using System.Runtime.InteropServices;
using System.Text;
using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests.Device;

/// <summary>What a graphics debugger sees: names of objects and groups of commands.</summary>
public class GlDebugTests
{
    private const uint GroupPushed = 0x8269, GroupPopped = 0x826A, DebugOutput = 0x92E0, Synchronous = 0x8242;

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public unsafe void Objects_have_names(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        device.ChecksErrors = false;
        using var backend = new GpuBackend(device);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        worker.Schedule(RandomTensor.Uniform(SmallNetwork.Input, 1));
        worker.PeekOutput().ReadbackRequest();
        using var timer = new GpuTimer(device);
        var getLabel = (delegate* unmanaged<ObjectIdentifier, uint, int, int*, byte*, void>)
            device.Gl.Context.GetProcAddress("glGetObjectLabel");
        HashSet<string> names = [];
        byte* text = stackalloc byte[256];
        foreach (ObjectIdentifier kind in (ObjectIdentifier[])
            [ObjectIdentifier.Buffer, ObjectIdentifier.Program, ObjectIdentifier.Texture, ObjectIdentifier.Query])
        {
            for (uint name = 1; name < 64; name++)
            {
                int length = 0;
                getLabel(kind, name, 256, &length, text);
                if (length > 0)
                    names.Add($"{kind}: {Encoding.UTF8.GetString(text, length)}");
            }
        }

        Assert.Superset(
            new HashSet<string>
            {
                "Buffer: VisionPlugin network activations", "Buffer: VisionPlugin network constants",
                $"Buffer: VisionPlugin read-back of Float32{SmallNetwork.Output}",
                "Program: VisionPlugin max_pool.comp", "Program: VisionPlugin binary.comp",
            },
            names);
        Assert.Equal(GpuTexels.Wanted(device), names.Contains("Texture: VisionPlugin network constants"));
        Assert.Equal(timer.IsSupported, names.Contains("Query: VisionPlugin GPU time"));
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Runs_and_their_nodes_are_groups(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        device.ChecksErrors = false;
        using var backend = new GpuBackend(device);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        SmallNetwork.AssertRuns(worker, "without groups");
        Assert.False(device.MarksSteps);
        Assert.Empty(Groups(device, () => worker.Schedule()));

        device.MarksSteps = true;
        string[] groups = Groups(device, () => worker.Schedule());
        Assert.Equal(
            ["VisionPlugin: network", "Conv conv [1, 9, 12, 10]", "end", "MaxPool pool [1, 9, 6, 5]", "end"], groups[..5]);
        Assert.Equal("end", groups[^1]);
        Assert.Equal(groups.Count(g => g == "end"), groups.Count(g => g != "end"));
        SmallNetwork.AssertRuns(worker, "with groups");
    }

    [SkippableFact]
    public void Groups_close_when_a_run_fails_and_when_the_option_changes_in_between()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        device.ChecksErrors = false;
        using var backend = new GpuBackend(device);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        worker.SetInput(RandomTensor.Uniform(SmallNetwork.Input, 1));
        IPlan plan = worker.Prepare();
        device.MarksSteps = true;
        string[] groups = Groups(device, () =>
        {
            plan.BeginRun();
            Assert.Throws<IndexOutOfRangeException>(() => plan.RunStep(99));
            device.MarksSteps = false;
            plan.RunStep(0);
            plan.EndRun();
        });
        Assert.Equal(["VisionPlugin: network", "end"], groups);
    }

    [SkippableFact]
    public void Where_the_hosts_groups_are_as_deep_as_can_be_there_are_none_of_ours()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        using var backend = new GpuBackend(device);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        SmallNetwork.AssertRuns(worker, "before");
        device.MarksSteps = true;
        int most = device.Gl.GetInteger((GetPName)0x826C);
        int free = most - device.Gl.GetInteger((GetPName)0x826D);
        for (int i = 0; i < free - 1; i++)
            Assert.True(device.Debug.TryBeginGroup("host's"u8));
        // The run's group is the last that fits, those of its nodes do not.
        Assert.Equal(["VisionPlugin: network", "end"], Groups(device, () => worker.Schedule()));
        Assert.Equal(most - 1, device.Gl.GetInteger((GetPName)0x826D));
        device.Check("the end");
    }

    // All groups that are opened, by their names, and closed ("end") while the action runs.
    private static unsafe string[] Groups(GlDevice device, Action action)
    {
        List<string> groups = [];
        MessageCallback callback = (_, type, _, _, length, message, _) =>
        {
            if (type == GroupPushed)
                groups.Add(Encoding.UTF8.GetString((byte*)message, length));
            else if (type == GroupPopped)
                groups.Add("end");
        };
        GL gl = device.Gl;
        var setCallback = (delegate* unmanaged<nint, nint, void>)gl.Context.GetProcAddress("glDebugMessageCallback");
        gl.Enable((EnableCap)DebugOutput);
        gl.Enable((EnableCap)Synchronous);
        setCallback(Marshal.GetFunctionPointerForDelegate(callback), 0);
        action();
        setCallback(0, 0);
        GC.KeepAlive(callback);
        return [.. groups];
    }

    private delegate void MessageCallback(
        uint source, uint type, uint id, uint severity, int length, nint message, nint user);
}
