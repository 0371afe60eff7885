using System.Runtime.Intrinsics;
using VisionPlugin.Cpu;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// Vectorised, multi-threaded kernels. One backend has one team of threads; its workers may be used from several threads at
/// once, of which one gets the team at a time while the others compute alone. An operator without a fast kernel runs its
/// reference implementation. Disposing ends the threads; dispose workers first.
/// </summary>
public sealed class CpuBackend : IBackend
{
    private readonly ThreadTeam _team;
    private readonly int _width;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">Threads to use, the calling one included; 0 for one a core.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is negative.</exception>
    public CpuBackend(int threads = 0)
        : this(threads, WidestVector)
    {
    }

    /// <summary>Starts the threads, with registers of <paramref name="width"/> bits: 128, 256 or 512.</summary>
    internal CpuBackend(int threads, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        _width = width;
        _team = new ThreadTeam(threads == 0 ? Environment.ProcessorCount : threads);
    }

    /// <inheritdoc/>
    public BackendType Type => BackendType.Cpu;

    /// <inheritdoc/>
    public string Description => $"{InstructionSet}, {_team.Size} {(_team.Size == 1 ? "thread" : "threads")}";

    /// <summary>Bits of the widest registers that the processor works on at full speed.</summary>
    internal static int WidestVector =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private string InstructionSet => (System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported, _width) switch
    {
        (true, _) => "NEON, 128-bit vectors",
        (_, 512) => "AVX-512, 512-bit vectors",
        (_, 256) => "AVX2, 256-bit vectors",
        _ => Vector128.IsHardwareAccelerated ? "128-bit vectors" : "no vector instructions",
    };

    /// <inheritdoc/>
    public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) => null;

    /// <inheritdoc/>
    public IPlan Prepare(CompiledGraph graph) => new CpuPlan(graph, _team, _width);

    /// <inheritdoc/>
    public IPlanPreparation BeginPrepare(CompiledGraph graph) => new PlanPreparation(
        () =>
        {
            IPlan plan = Prepare(graph);
            TryRun(plan);
            return plan;
        },
        inPool: true);

    /// <summary>Ends the threads and waits for them.</summary>
    public void Dispose() => _team.Dispose();

    // Compiles the code that the kernels are and touches all memory, so that the first frame takes no longer than others.
    private static void TryRun(IPlan plan)
    {
        try
        {
            for (int step = 0; step < plan.StepCount; step++)
                plan.RunStep(step);
        }
        catch (Exception error) when (error is ArithmeticException or ArgumentException or VisionException)
        {
            // All inputs are zero, by which integers cannot be divided for example. True ones may be what it needs.
        }
    }
}
