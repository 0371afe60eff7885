using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Kernels;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// Chooses kernels for a graph: asks each operator's kernel for the layouts that it needs, inserts conversions once per
/// value where layouts differ, and notes from which to which step each piece of memory is needed.
/// </summary>
internal sealed class GpuPlanBuilder
{
    // The number of the scratch memory for a first output that nobody wants.
    private const int Unwanted = -1;

    private readonly CompiledGraph _graph;
    private readonly GpuTraits _traits;
    private readonly GpuFormat _packed;
    private readonly Dictionary<(string Value, GpuLayout Layout), GpuBlock> _blocks = [];
    private readonly Dictionary<string, int> _producers = [];
    private readonly List<(GpuKernel Kernel, ImmutableArray<GpuBlock> Blocks)>[] _steps;

    /// <summary>Chooses kernels for every node.</summary>
    public GpuPlanBuilder(CompiledGraph graph, GpuTraits traits)
    {
        _graph = graph;
        _traits = traits;
        _packed = GpuFormats.Of(traits.Precision.Activations);
        _steps = [.. graph.Model.Nodes.Select(_ => new List<(GpuKernel, ImmutableArray<GpuBlock>)>())];
        foreach (ValueInfo input in graph.Model.Inputs)
            Allocate(input.Name, GpuLayout.Linear, -1);
        for (int step = 0; step < _steps.Length; step++)
            Add(step, graph.Model.Nodes[step]);
        foreach (string output in graph.Model.Outputs)
            Keep(output);
    }

    /// <summary>The kernels of each step with the memory of their bindings.</summary>
    public IReadOnlyList<IReadOnlyList<(GpuKernel Kernel, ImmutableArray<GpuBlock> Blocks)>> Steps => _steps;

    /// <summary>All memory, each piece once.</summary>
    public IEnumerable<GpuBlock> Blocks =>
        _blocks.Values.Concat(_steps.SelectMany(s => s).SelectMany(k => k.Blocks)).Distinct();

    /// <summary>Where an input is written to, or an output read from: in linear layout.</summary>
    public GpuBlock LinearBlock(string value) => _blocks[(value, GpuLayout.Linear)];

    private void Add(int step, Node node)
    {
        TensorInfo[] outputs = _graph.OutputsOf(node);
        // Kernels write the first output, also where only another one is wanted.
        TensorInfo first = outputs[0].IsPresent ? outputs[0] : node.Operator.InferShapes(_graph.InputsOf(node))[0];
        outputs[0] = first with { Value = null };
        foreach (string output in node.Outputs)
            _producers[output] = step;
        if (outputs.All(o => !o.IsPresent || o.Shape.Length == 0))
        {
            foreach (string output in node.Outputs.Where(o => o.Length > 0))
                Allocate(output, GpuLayout.Linear, step);
            return;
        }

        var request = new KernelRequest(
            [.. _graph.InputsOf(node)], [.. outputs], [.. node.Inputs.Select(LayoutOf)], _traits);
        GpuOperation operation = KernelTable.Create(node.Operator, request);
        if (operation.Alias is { } layout)
        {
            _blocks[(node.Outputs[0], layout)] = Require(node.Inputs[0], layout, step);
            return;
        }

        var scratch = new Dictionary<int, GpuBlock>();
        foreach (GpuKernel kernel in operation.Kernels)
        {
            // Inputs first: a conversion that one needs must stand before the kernel.
            ImmutableArray<GpuBlock> blocks = [.. kernel.Bindings.Select(binding
                => Resolve(node, binding, scratch, step, first))];
            Add(step, kernel, blocks);
        }

        // Outputs without elements, which no kernel writes.
        foreach (string output in node.Outputs)
        {
            if (output.Length > 0 && !_blocks.ContainsKey((output, GpuLayout.Packed)))
                _blocks.TryAdd((output, GpuLayout.Linear), new GpuBlock(GpuTensorLayout.VectorBytes, step));
        }
    }

    private GpuBlock Resolve(
        Node node, GpuBinding binding, Dictionary<int, GpuBlock> scratch, int step, TensorInfo first)
    {
        switch (binding.Kind)
        {
            case GpuBindingKind.Input:
                return Require(node.Inputs[binding.Index], binding.Layout, step);
            case GpuBindingKind.Output:
                string output = node.Outputs[binding.Index];
                if (output.Length == 0)
                    return Scratch(Unwanted, GpuTensorLayout.Bytes(first.Shape, binding.Layout));
                return _blocks.GetValueOrDefault((output, binding.Layout)) ?? Allocate(output, binding.Layout, step);
            case GpuBindingKind.Constant:
                return new GpuBlock(binding.Data!);
            default:
                return Scratch(binding.Index, binding.ScratchBytes);
        }

        GpuBlock Scratch(int index, long bytes) => scratch.TryGetValue(index, out GpuBlock? block) ? block
            : scratch[index] = new GpuBlock(Math.Max(bytes, GpuTensorLayout.VectorBytes), step);
    }

    // The value in a layout, converted in this step if no earlier one needed it so.
    private GpuBlock Require(string value, GpuLayout layout, int step)
    {
        if (_blocks.TryGetValue((value, layout), out GpuBlock? block))
        {
            block.Use(step);
            return block;
        }

        TensorInfo info = _graph.Values[value];
        if (info.IsConstant)
            return _blocks[(value, layout)] = new GpuBlock(ConstantData(info.Value, layout, _packed));
        GpuLayout other = layout == GpuLayout.Packed ? GpuLayout.Linear : GpuLayout.Packed;
        GpuBlock source = _blocks[(value, other)];
        source.Use(step);
        if (_packed == GpuFormat.Singles && GpuTensorLayout.Coincide(info.Shape, other, layout))
            return _blocks[(value, layout)] = source;
        block = Allocate(value, layout, step);
        Add(step, LayoutKernel.Convert(info.Shape, layout), [source, block]);
        return block;
    }

    private void Add(int step, GpuKernel kernel, ImmutableArray<GpuBlock> blocks)
    {
        if (kernel.Groups == 0)
            return;
        kernel = kernel with { Halves = _packed == GpuFormat.Halves && kernel.Bindings.Any(b => b.IsActivation) };
        if (kernel.Halves || kernel.Bindings.Any(b => b.Format == GpuFormat.Halves))
            kernel = kernel with { Defines = [.. kernel.Defines, new("EMULATED_HALVES", _traits.IsSoftware)] };
        _steps[step].Add((kernel, blocks));
    }

    // Outputs are read back in linear layout and stay to the end of the run.
    private void Keep(string output)
    {
        if (_graph.Values[output].IsConstant)
            return;
        Require(output, GpuLayout.Linear, _producers.GetValueOrDefault(output, -1)).Use(_steps.Length);
    }

    private GpuBlock Allocate(string value, GpuLayout layout, int step) =>
        _blocks[(value, layout)] = new GpuBlock(GpuTensorLayout.Bytes(_graph.Values[value].Shape, layout, _packed), step);

    private GpuLayout LayoutOf(string value)
    {
        if (value.Length == 0)
            return GpuLayout.Linear;
        TensorInfo info = _graph.Values[value];
        if (info.IsConstant)
            return GpuTensorLayout.Preferred(info);
        bool packed = _blocks.ContainsKey((value, GpuLayout.Packed));
        bool linear = _blocks.ContainsKey((value, GpuLayout.Linear));
        return packed && linear ? GpuTensorLayout.Preferred(info) : packed ? GpuLayout.Packed : GpuLayout.Linear;
    }

    private static Array ConstantData(Tensor value, GpuLayout layout, GpuFormat packed)
    {
        if (value.DataType == DataType.Float32)
        {
            float[] floats = GpuTensorLayout.Pack(value, layout);
            return layout == GpuLayout.Packed && packed == GpuFormat.Halves ? GpuTensorLayout.ToHalves(floats) : floats;
        }

        var narrow = new int[GpuTensorLayout.Bytes(value.Shape, GpuLayout.Linear) / GpuTensorLayout.ElementBytes];
        // Those that are no indices were looked at when their kernels were chosen.
        GpuWords.Narrow(value, narrow, isIndices: true);
        return narrow;
    }
}
