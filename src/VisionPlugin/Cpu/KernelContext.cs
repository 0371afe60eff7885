using System.Diagnostics;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>What a kernel is made from.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Inputs">The inputs, null where absent. The context keeps their memory alive.</param>
/// <param name="Outputs">The outputs; those that nobody wants have memory too.</param>
/// <param name="Team">The threads to use.</param>
/// <param name="Scratch">Working memory to reserve from.</param>
internal sealed record KernelContext(
    Operator Operator, Operand?[] Inputs, Operand[] Outputs, ThreadTeam Team, ScratchMemory Scratch)
{
    /// <summary>The first input.</summary>
    public Operand X => Inputs[0]!;

    /// <summary>The first output.</summary>
    public Operand Y => Outputs[0];

    /// <summary>An input that may be absent.</summary>
    public Operand? Input(int index) => index < Inputs.Length ? Inputs[index] : null;

    /// <summary>
    /// An input that may be absent, in a layout. Only constants are ever copied for it; anything else the plan has brought
    /// there already.
    /// </summary>
    public Operand? Input(int index, Layout layout)
    {
        Operand? input = Input(index);
        if (input is null || layout == input.Layout || !LayoutPlan.HasLayouts(input.Shape))
            return input;
        Debug.Assert(input.IsConstant && layout == Layout.ChannelsLast, "The plan converts all but constants.");
        var copy = new Operand(Tensor.Create(input.Tensor.DataType, input.Shape), layout, IsConstant: true);
        LayoutKernel.Create(this with { Inputs = [input], Outputs = [copy] }).Run();
        return Inputs[index] = copy;
    }
}
