using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests.Device;

public class GpuTimerTests
{
    private const string Busy = """
        layout(local_size_x = 64) in;
        layout(std430, binding = 0) buffer Data { float data[]; };
        void main() {
            float x = data[gl_GlobalInvocationID.x];
            for (int i = 0; i < ROUNDS; i++)
                x = sin(x) + 1.0;
            data[gl_GlobalInvocationID.x] = x;
        }
        """;

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void More_work_takes_longer(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var timer = new GpuTimer(device);
        Requirement.SkipUnless(timer.IsSupported, "the driver has no GPU clock");
        using var programs = new ProgramCache(device, Gpu.Library(("busy.comp", Busy)), null);
        using var buffer = new GlBuffer(device, 64 * 64 * sizeof(float), GlBufferUse.Shaders, "data");
        buffer.Bind(0);
        double Measure(int rounds)
        {
            ComputeProgram program = programs.Get("busy.comp", new ShaderDefine("ROUNDS", rounds));
            timer.Begin();
            device.Dispatch(program, 64, 1, 1);
            timer.End();
            device.Gl.Finish();
            Assert.True(timer.TryRead(out double milliseconds));
            return milliseconds;
        }

        Measure(1);
        Assert.InRange(Measure(1), 0, 10_000);
        Assert.True(Measure(20_000) > Measure(1));
        Assert.False(timer.TryRead(out _));
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Results_that_nobody_takes_make_room_for_new_ones(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var timer = new GpuTimer(device, depth: 2);
        Requirement.SkipUnless(timer.IsSupported, "the driver has no GPU clock");
        for (int i = 0; i < 5; i++)
        {
            timer.Begin();
            timer.End();
        }
        device.Gl.Finish();

        Assert.True(timer.TryRead(out _));
        Assert.True(timer.TryRead(out _));
        Assert.False(timer.TryRead(out _));
        device.Check("the end");
    }
}
