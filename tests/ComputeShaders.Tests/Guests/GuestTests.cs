using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests.Guests;

/// <summary>After every call of the plugin all of the host's OpenGL state is what it was before.</summary>
public class GuestTests
{
    public static TheoryData<GlProfile, bool, bool> Hosts => new()
    {
        { GlProfile.Core, false, false }, { GlProfile.Core, false, true }, { GlProfile.Core, true, false },
        { GlProfile.Es, false, false }, { GlProfile.Es, false, true },
    };

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void Every_call_leaves_every_state_as_it_was(GlProfile profile, bool compatibility, bool checksErrors)
    {
        using HeadlessContext context = Gpu.OpenContext(profile, new HeadlessTraits(IsCompatibility: compatibility));
        GL gl = context.Gl;
        var info = GlDeviceInfo.Read(gl);
        uint picture = Gpu.Upload(gl, TestPicture.Random(48, 40, 1));
        uint framebuffer = Gpu.Framebuffer(gl, picture);
        var host = new HostState(gl, info);
        string[] fresh = host.Read();
        host.Set();
        Assert.Equal(GLEnum.NoError, gl.GetError());
        string[] before = host.Read();
        Assert.Equal(GLEnum.NoError, gl.GetError());
        string[] unchanged = [.. fresh.Intersect(before)];
        Assert.True(before.Length > 300, $"{before.Length} states");
        // A few have one legal value, as line width and the third draw buffer of a framebuffer.
        Assert.True(unchanged.Length < 12, string.Join('\n', unchanged));

        List<string> traces = [];
        using var calls = new GuestCalls(gl, picture, framebuffer, checksErrors);
        foreach ((string name, Action call) in calls.All)
        {
            call();
            string[] after = host.Read();
            traces.AddRange(before.Zip(after).Where(s => s.First != s.Second).Select(s => $"{name}: {s.First} -> {s.Second}"));
            if (gl.GetError() is var error and not GLEnum.NoError)
                traces.Add($"{name}: {error}");
        }

        Assert.True(traces.Count == 0, string.Join('\n', traces));
    }

    [SkippableTheory]
    [InlineData(GLEnum.InvalidEnum, false)]
    [InlineData(GLEnum.InvalidValue, false)]
    [InlineData(GLEnum.InvalidOperation, false)]
    [InlineData(GLEnum.InvalidEnum, true)]
    [InlineData(GLEnum.InvalidValue, true)]
    [InlineData(GLEnum.InvalidOperation, true)]
    public void An_error_of_the_hosts_stays_the_hosts(GLEnum error, bool checksErrors)
    {
        using HeadlessContext context = Gpu.OpenContext(GlProfile.Core);
        GL gl = context.Gl;
        uint picture = Gpu.Upload(gl, TestPicture.Random(48, 40, 1));
        using var calls = new GuestCalls(gl, picture, Gpu.Framebuffer(gl, picture), checksErrors);
        foreach ((string name, Action call) in calls.All)
        {
            Raise(gl, error);
            call();
            Assert.True(gl.GetError() == error, name);
            Assert.True(gl.GetError() == GLEnum.NoError, name);
        }
    }

    [SkippableFact]
    public void A_program_marked_for_deletion_while_in_use_leaves_no_error()
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        GL gl = device.Gl;
        using var backend = new GpuBackend(device);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        uint program = gl.CreateProgram();
        uint shader = gl.CreateShader(ShaderType.ComputeShader);
        gl.ShaderSource(shader, "#version 430\nlayout(local_size_x = 3) in; void main() {}");
        gl.CompileShader(shader);
        gl.AttachShader(program, shader);
        gl.LinkProgram(program);
        gl.UseProgram(program);
        gl.DeleteProgram(program);
        SmallNetwork.AssertRuns(worker, "with a program marked for deletion");
        Assert.Equal(0, gl.GetInteger(GetPName.CurrentProgram));
        device.Check("the end");
    }

    [SkippableFact]
    public void Transform_feedback_must_pause_for_a_run()
    {
        using HeadlessContext context = Gpu.OpenContext(GlProfile.Core);
        var raw = new RawGl(context.Gl);
        using var backend = new GpuBackend(context.Gl);
        using var worker = new Worker(SmallNetwork.Create(), backend);
        SmallNetwork.AssertRuns(worker, "before");
        raw.BeginTransformFeedback(context.Gl);
        var error = Assert.Throws<InvalidOperationException>(() => worker.Schedule());
        Assert.Contains("Transform feedback", error.Message, StringComparison.Ordinal);
        raw.Call("glPauseTransformFeedback");
        SmallNetwork.AssertRuns(worker, "paused");
        raw.Call("glResumeTransformFeedback");
        raw.Call("glEndTransformFeedback");
        Assert.Equal(GLEnum.NoError, context.Gl.GetError());
    }

    // Mistakes that a host makes.
    private static void Raise(GL gl, GLEnum error)
    {
        if (error == GLEnum.InvalidEnum)
            gl.Enable((EnableCap)0x7777);
        else if (error == GLEnum.InvalidValue)
            gl.UseProgram(0x7777_7777);
        else
            gl.DispatchCompute(1, 1, 1);
    }
}
