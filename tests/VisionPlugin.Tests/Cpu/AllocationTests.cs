using VisionPlugin.Cpu;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Cpu;

/// <summary>Nothing is allocated in the steady state, on any thread. Runs alone: what others allocate would be counted.</summary>
[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public class AllocationTests
{
    public static TheoryData<string> Operators =>
        [.. OperatorCases.All.Where(c => Find(c.ToGraph()) is not null).Select(c => c.Operator.GetType().Name).Distinct()];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Fast_kernels_allocate_nothing(string type)
    {
        using var backend = new CpuBackend(2);
        foreach (OperatorCase test in OperatorCases.All.Where(c => c.Operator.GetType().Name == type && Find(c.ToGraph()) is not null))
        {
            using IPlan plan = backend.Prepare(test.ToGraph());
            test.SetInputs(plan);
            Assert.InRange(BytesOf(() => Run(plan)), 0, 0);
        }
    }

    [Fact]
    public void Loops_of_a_team_allocate_nothing()
    {
        using var team = new ThreadTeam(2);
        Action<int, int> body = static (_, _) => { };
        Assert.Equal(0, BytesOf(() => team.For(8, body)));
    }

    // The least of several tries, since the runtime's own threads allocate now and then.
    private static long BytesOf(Action action)
    {
        for (int i = 0; i < 3; i++)
            action();
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < 5; i++)
                action();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    private static KernelEntry? Find(CompiledGraph graph) =>
        graph.Model.Nodes.IsEmpty ? null : KernelTable.Find(graph.Model.Nodes[0], graph, out _);

    private static void Run(IPlan plan)
    {
        for (int step = 0; step < plan.StepCount; step++)
            plan.RunStep(step);
    }
}
