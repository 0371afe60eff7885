using System.Collections.Immutable;
using VisionPlugin.Graphs.Control;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>Infers every shape of a model for given inputs and computes what is constant.</summary>
public static class GraphCompiler
{
    /// <summary>Compiles a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">
    /// Type and shape of each input by name. An input that is given with its elements becomes a constant of the result.
    /// </param>
    /// <param name="limits">Sizes that no value may exceed.</param>
    /// <exception cref="ShapeMismatchException">
    /// An input is missing, a symbol of the declared shapes would have two sizes, a node's inputs do not fit, or a value
    /// exceeds a limit; names the input or the node.
    /// </exception>
    /// <exception cref="UnsupportedOperatorException">
    /// A branch or a loop depends on what only a run computes; names the node and what decides it.
    /// </exception>
    public static CompiledGraph Compile(
        Model model, IReadOnlyDictionary<string, TensorInfo> inputs, ModelLimits? limits = null)
    {
        limits ??= ModelLimits.Default;
        var values = ImmutableDictionary.CreateBuilder<string, TensorInfo>();
        var constants = model.Constants.ToBuilder();
        foreach ((string name, Tensor constant) in model.Constants)
            values[name] = TensorInfo.Of(constant);
        var symbols = new Dictionary<string, (int Size, string Input)>();
        foreach (ValueInfo input in model.Inputs)
        {
            TensorInfo info = CheckInput(model, input, inputs, limits);
            CheckSymbols(model, input, info, symbols);
            values[input.Name] = info;
            if (info.IsConstant)
                constants[input.Name] = info.Value;
        }

        long growth = limits.FoldedElements, early = limits.FoldedWork, late = limits.RunWork;
        var nodes = ImmutableArray.CreateBuilder<Node>();
        var pending = new Stack<Node>(model.Nodes.Reverse());
        BodyWriter? writer = null;
        while (pending.TryPop(out Node? node))
        {
            TensorInfo[] infos = [.. node.Inputs.Select(name => name.Length == 0 ? default : values[name])];
            if (node.Operator is ControlFlow control)
            {
                writer ??= new BodyWriter(NodeNames(model), ValueNames(model), limits.UnrolledNodes, Define);
                Node[] written = Guarded(model, node, infos, () => Expand(model, node, control, infos, writer));
                for (int i = written.Length - 1; i >= 0; i--)
                    pending.Push(written[i]);
                continue;
            }

            TensorInfo[] outputs = Guarded(model, node, infos, () => InferShapes(node, infos, limits));
            bool folded = Guarded(model, node, infos, () => FoldConstant(node, infos, outputs, ref growth, ref early));
            for (int i = 0; i < node.Outputs.Length; i++)
            {
                if (node.Outputs[i].Length == 0)
                    continue;
                values[node.Outputs[i]] = outputs[i];
                if (folded)
                    constants[node.Outputs[i]] = outputs[i].Value!;
            }

            // Kernels rely on a place for their first output; nobody wants what has none.
            if (folded || node.Outputs.All(name => name.Length == 0))
                continue;
            nodes.Add(node);
            late -= Guarded(model, node, infos, () => CountWork(node, infos, outputs, late, limits));
        }

        Model compiled = model with
        {
            Inputs = [.. model.Inputs.Where(i => !values[i.Name].IsConstant)],
            Nodes = nodes.ToImmutable(),
            Constants = constants.ToImmutable(),
        };
        return new CompiledGraph(compiled, values.ToImmutable());

        void Define(string name, Tensor value) => (constants[name], values[name]) = (value, TensorInfo.Of(value));
    }

    private static Node[] Expand(Model model, Node node, ControlFlow control, TensorInfo[] inputs, BodyWriter writer) =>
        control.Expand(node, inputs, writer) is not { } reason ? writer.Take()
            : throw new UnsupportedOperatorException(
                $"{model.Name} cannot be compiled: what is computed must be known before the run.", [$"{node}: {reason}"]);

    private static UniqueNames NodeNames(Model model)
    {
        var names = new UniqueNames();
        foreach (Node node in model.Nodes)
            names.Reserve(node.Name);
        return names;
    }

    private static UniqueNames ValueNames(Model model)
    {
        var names = new UniqueNames();
        foreach (string name in model.Inputs.Select(i => i.Name).Concat(model.Constants.Keys)
            .Concat(model.Nodes.SelectMany(n => n.Outputs)))
            names.Reserve(name);
        return names;
    }

    private static TensorInfo CheckInput(
        Model model, ValueInfo input, IReadOnlyDictionary<string, TensorInfo> inputs, ModelLimits limits)
    {
        if (!inputs.TryGetValue(input.Name, out TensorInfo info))
            throw new ShapeMismatchException($"{model.Name}: no shape was given for input '{input.Name}'.");
        if (!input.Accepts(info))
            throw new ShapeMismatchException($"{model.Name}: the model declares {input}; the input given is {info}.");
        if (info.Shape.Length > limits.TensorElements)
        {
            throw new ShapeMismatchException(
                $"{model.Name}: input '{input.Name}', {info}, exceeds the limit of {limits.TensorElements} elements.");
        }

        return info;
    }

    // A symbol stands for one size, wherever it is.
    private static void CheckSymbols(
        Model model, ValueInfo input, TensorInfo info, Dictionary<string, (int Size, string Input)> symbols)
    {
        for (int axis = 0; !input.Dimensions.IsDefault && axis < input.Dimensions.Length; axis++)
        {
            // Exporters write "?" and the like for a size of which they know nothing.
            if (input.Dimensions[axis].Symbol is not { } symbol || symbol is "?" or "None" or "-1")
                continue;
            if (!symbols.TryAdd(symbol, (info.Shape[axis], input.Name)) && symbols[symbol].Size != info.Shape[axis])
            {
                throw new ShapeMismatchException($"{model.Name}: input '{input.Name}', {info}, has '{symbol}' ="
                    + $" {info.Shape[axis]}; by input '{symbols[symbol].Input}' it is {symbols[symbol].Size}.");
            }
        }
    }

    private static TensorInfo[] InferShapes(Node node, TensorInfo[] inputs, ModelLimits limits)
    {
        TensorInfo[] outputs = node.Operator.InferShapes(inputs);
        if (outputs.Length < node.Outputs.Length)
            throw new ShapeMismatchException($"It has {outputs.Length} outputs, not {node.Outputs.Length}.");
        foreach (TensorInfo output in outputs)
        {
            if (output.Shape.Length > limits.TensorElements)
            {
                throw new ShapeMismatchException(
                    $"Its output {output} exceeds the limit of {limits.TensorElements} elements.");
            }
        }

        return outputs;
    }

    private static long CountWork(
        Node node, TensorInfo[] inputs, TensorInfo[] outputs, long left, ModelLimits limits)
    {
        long work = node.Operator.CountWork(inputs, outputs);
        return work <= left ? work : throw new ShapeMismatchException(
            $"It takes {work:N0} operations, by which a run exceeds the limit of {limits.RunWork:N0}.");
    }

    // Replaces outputs by computed constants where all inputs are constant. That saves time and memory only if it does
    // not cost more of them itself.
    private static bool FoldConstant(
        Node node, TensorInfo[] inputs, TensorInfo[] outputs, ref long growth, ref long work)
    {
        if (outputs.All(o => o.IsConstant))
            return true;
        if (inputs.Any(i => i.IsPresent && !i.IsConstant))
            return false;
        long read = inputs.Sum(i => (long)i.Shape.Length), written = outputs.Sum(o => (long)o.Shape.Length);
        long cost = node.Operator.CountWork(inputs, outputs);
        if (written - read > growth || cost > work)
            return false;
        growth -= Math.Max(0, written - read);
        work -= cost;
        Tensor[] results = [.. outputs.Select(o => Tensor.Create(o.DataType, o.Shape))];
        node.Operator.Run([.. inputs.Select(i => i.Value)], results);
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = TensorInfo.Of(results[i]);
        return true;
    }

    // Attributes and sizes of a hostile model may overflow any arithmetic on them: that too is an error of this node.
    private static T Guarded<T>(Model model, Node node, TensorInfo[] inputs, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (error is ShapeMismatchException or ArithmeticException or ArgumentException
            or IndexOutOfRangeException)
        {
            string found = string.Join(", ", inputs.Select(i => i.ToString()));
            throw new ShapeMismatchException($"{model.Name}, node {node}, inputs {found}: {error.Message}", error);
        }
    }
}
