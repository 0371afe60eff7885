using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// A plan seen from the model as loaded: inputs whose elements became part of the plan, and outputs that are constants
/// or inputs, never reach the backend.
/// </summary>
internal sealed class WorkerPlan : IDisposable
{
    private readonly int[] _planInputs;
    private readonly Tensor?[] _constantOutputs;

    public WorkerPlan(Model model, IPlan plan)
    {
        Plan = plan;
        Costs = new LearnedCosts(plan.StepCount);
        DeviceCosts = PlanDecorator.CostsOf(plan);
        Model compiled = plan.Graph.Model;
        List<string> names = [.. compiled.Inputs.Select(i => i.Name)];
        _planInputs = [.. model.Inputs.Select(input => names.IndexOf(input.Name))];
        _constantOutputs = [.. model.Outputs.Select(name => plan.Graph.Values[name].Value)];
    }

    /// <summary>The backend's plan.</summary>
    public IPlan Plan { get; }

    /// <summary>What the steps cost the calling thread.</summary>
    public LearnedCosts Costs { get; }

    /// <summary>What setting the inputs costs the calling thread; one step.</summary>
    public LearnedCosts InputCosts { get; } = new(1);

    /// <summary>What they cost the device, if the backend measures it.</summary>
    public IStepCosts? DeviceCosts { get; }

    /// <summary>Seconds to expect of the steps from <paramref name="first"/> on, of the thread or the device.</summary>
    public double ExpectFrom(int first)
    {
        double device = 0;
        for (int step = first; DeviceCosts is not null && step < Plan.StepCount; step++)
            device += DeviceCosts.CostOf(step)?.TotalSeconds ?? 0;
        return Math.Max(Costs.ExpectFrom(first), device);
    }

    /// <summary>Sets all inputs, in the order of the model as loaded.</summary>
    public void SetInputs(ReadOnlySpan<Tensor?> inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if (_planInputs[i] >= 0)
                Plan.SetInput(_planInputs[i], inputs[i]!);
        }
    }

    /// <summary>An output by its index in the model as loaded.</summary>
    public Tensor PeekOutput(int index) => _constantOutputs[index] ?? Plan.PeekOutput(index);

    public void Dispose() => Plan.Dispose();
}
