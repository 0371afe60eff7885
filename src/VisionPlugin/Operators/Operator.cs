using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// A computation on tensors: its attributes (the record's members), the shapes it produces, and a plain implementation
/// that every faster one is tested against. Immutable; holds no tensors.
/// </summary>
public abstract record Operator
{
    /// <summary>The operator's name, as ONNX has it where ONNX has it: <c>Conv</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Types and shapes of the outputs. Checks everything that <see cref="Run"/> relies on.</summary>
    /// <param name="inputs">One entry an input, <c>default</c> for an absent optional one.</param>
    /// <exception cref="ShapeMismatchException">The inputs do not fit the operator or one another.</exception>
    public abstract TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs);

    /// <summary>The reference implementation: plain loops, double accumulators, host tensors.</summary>
    /// <param name="inputs">The inputs, null where absent, as <see cref="InferShapes"/> accepted them.</param>
    /// <param name="outputs">Tensors of the inferred types and shapes, to be overwritten. Never alias inputs.</param>
    public abstract void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs);

    /// <summary>
    /// True if <see cref="InferShapes"/> needs the elements of this input (a target shape, axes, bounds), not only its
    /// shape. The graph compiler then computes that input before the first run.
    /// </summary>
    public virtual bool NeedsValue(int input) => false;

    /// <summary>
    /// True if the only output has the elements of input 0 in the same row-major order, under another shape (Reshape,
    /// Flatten, ...): a backend may let both share memory.
    /// </summary>
    public virtual bool IsView => false;

    /// <summary>Multiply-accumulate operations of one run; 0 for operators that are not sums of products.</summary>
    public virtual long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) => 0;

    /// <summary>
    /// What one run costs, for <see cref="Graphs.ModelLimits"/>: elements looked at, counted as often as that happens, and
    /// multiply-accumulates. Rough, but never less than about a tenth of the truth: an operator whose outputs look at
    /// many elements each without being sums of products overrides it.
    /// </summary>
    public virtual long CountWork(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs)
    {
        long work = CountMacs(inputs, outputs);
        foreach (TensorInfo info in inputs)
            work += info.Shape.Length;
        foreach (TensorInfo info in outputs)
            work += info.Shape.Length;
        return work;
    }
}
