using System.Reflection;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Execution;

/// <summary>What stands before a backend or a plan hides nothing of it.</summary>
public class DecoratorTests
{
    [Theory]
    [InlineData(typeof(BackendDecorator), typeof(IBackend))]
    [InlineData(typeof(PlanDecorator), typeof(IPlan))]
    [InlineData(typeof(DecoratedPreparation), typeof(IPlanPreparation))]
    public void Every_member_is_passed_on(Type decorator, Type contract)
    {
        // A member that is not implemented has the interface's default, which knows nothing of the inner one.
        InterfaceMapping map = decorator.GetInterfaceMap(contract);
        Assert.Empty(map.TargetMethods.Where(m => m?.DeclaringType != decorator).Select(m => m?.Name));
    }

    [Fact]
    public void A_decorated_plan_runs_prepared_at_once_or_in_pieces()
    {
        Model model = ZooModels.Create("lenet5");
        using var reference = new ReferenceBackend();
        Tensor expected = ZooModels.Run(model, reference)[0];
        using var counted = new Steps(new ReferenceBackend());
        TensorAssert.Equal(expected, ZooModels.Run(model, counted)[0]);
        int once = counted.Run;
        Assert.NotEqual(0, once);

        using Tensor<float> input = RandomTensor.Uniform(ZooModels.InputShape(model), 1);
        using var worker = new Worker(model, counted);
        worker.SetInput(model.Inputs[0].Name, input);
        using (WarmUp warmUp = worker.BeginWarmUp())
            warmUp.FinishBlocking();
        worker.Schedule();
        TensorAssert.Equal(expected, worker.PeekOutput());
        Assert.Equal(2 * once, counted.Run);
    }

    [Fact]
    public void Costs_of_a_device_are_those_of_the_plan_behind()
    {
        var costs = new Costs();
        Assert.Same(costs, PlanDecorator.CostsOf(new Counted(new Counted(costs, () => { }), () => { })));
        using var reference = new ReferenceBackend();
        using IPlan plain = reference.Prepare(GraphCompiler.Compile(ZooModels.Create("lenet5"), new Dictionary<string, TensorInfo>
        {
            ["input"] = new(DataType.Float32, [1, 1, 32, 32]),
        }));
        Assert.Null(PlanDecorator.CostsOf(new Counted(plain, () => { })));
    }

    private sealed class Steps(IBackend inner) : BackendDecorator(inner)
    {
        public int Run { get; private set; }

        protected override IPlan Decorate(IPlan plan) => new Counted(plan, () => Run++);
    }

    private sealed class Counted(IPlan inner, Action ran) : PlanDecorator(inner)
    {
        public override void RunStep(int step)
        {
            base.RunStep(step);
            ran();
        }
    }

    private sealed class Costs : IPlan, IStepCosts
    {
        public CompiledGraph Graph => throw new InvalidOperationException();

        public int StepCount => 0;

        public long ActivationBytes => 0;

        public TimeSpan? CostOf(int step) => null;

        public void SetInput(int index, Tensor tensor)
        {
        }

        public void RunStep(int step)
        {
        }

        public Tensor PeekOutput(int index) => throw new InvalidOperationException();

        public void Dispose()
        {
        }
    }
}
