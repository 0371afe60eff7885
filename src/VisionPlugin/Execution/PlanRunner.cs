using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>Runs plans as a whole.</summary>
internal static class PlanRunner
{
    /// <summary>Sets all inputs by name and runs all steps.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="inputs">Gives an input by its name.</param>
    /// <param name="run">Runs a step; null for <see cref="IPlan.RunStep"/>.</param>
    public static void Run(IPlan plan, Func<string, Tensor> inputs, Action<int>? run = null)
    {
        plan.BeginRun();
        try
        {
            for (int i = 0; i < plan.Graph.Model.Inputs.Length; i++)
                plan.SetInput(i, inputs(plan.Graph.Model.Inputs[i].Name));
            run ??= plan.RunStep;
            for (int step = 0; step < plan.StepCount; step++)
                run(step);
        }
        finally
        {
            plan.EndRun();
        }
    }
}
