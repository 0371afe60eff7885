using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>Runs plans as a whole.</summary>
internal static class PlanRunner
{
    /// <summary>Sets all inputs by name and runs all steps.</summary>
    public static void Run(IPlan plan, Func<string, Tensor> inputs)
    {
        plan.BeginRun();
        try
        {
            for (int i = 0; i < plan.Graph.Model.Inputs.Length; i++)
                plan.SetInput(i, inputs(plan.Graph.Model.Inputs[i].Name));
            for (int step = 0; step < plan.StepCount; step++)
                plan.RunStep(step);
        }
        finally
        {
            plan.EndRun();
        }
    }
}
