using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>An operator's own plain implementation as a step of a plan.</summary>
internal sealed class ReferenceKernel(KernelContext context) : CpuKernel(context)
{
    private readonly Operator _operator = context.Operator;
    private readonly Tensor?[] _inputs = [.. context.Inputs.Select(i => i?.Tensor)];
    private readonly Tensor[] _outputs = [.. context.Outputs.Select(o => o.Tensor)];

    /// <inheritdoc/>
    public override void Run() => _operator.Run(_inputs, _outputs);
}
