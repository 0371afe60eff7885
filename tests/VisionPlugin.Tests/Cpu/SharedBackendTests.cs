using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Cpu;

public class SharedBackendTests
{
    [Fact]
    public void Plans_of_one_backend_run_on_several_threads_at_once()
    {
        using var backend = new CpuBackend(3);
        using var reference = new ReferenceBackend();
        OperatorCase[] cases =
        [
            .. OperatorCases.All.Where(c => c.Operator is Conv or MaxPool or MatMul).Take(60),
        ];
        Tensor[] expected = [.. cases.Select(c => c.Run(reference, out _)![0])];
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, caller =>
        {
            for (int i = caller % 4; i < cases.Length; i += 4)
            {
                CompiledGraph graph = cases[i].ToGraph();
                using IPlan plan = backend.Prepare(graph);
                cases[i].SetInputs(plan);
                for (int step = 0; step < plan.StepCount; step++)
                    plan.RunStep(step);
                TensorAssert.Equal(expected[i], plan.PeekOutput(0), cases[i].Atol, cases[i].Rtol, cases[i].ToString());
            }
        });
    }

    [Fact]
    public void The_description_states_instruction_set_and_threads()
    {
        using var backend = new CpuBackend(2);
        Assert.Matches("^.*(vectors|instructions), 2 threads$", backend.Description);
    }

    [Fact]
    public void A_negative_number_of_threads_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CpuBackend(-1));
}
