using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>A node while it is exported: what it reads and writes, and the messages that it becomes.</summary>
internal sealed class ExportNode(ExportGraph graph, Node node)
{
    private readonly string _name =
        node.Name.Length > 0 ? node.Name : node.Outputs.FirstOrDefault(o => o.Length > 0) ?? node.Operator.Name;

    /// <summary>The operator.</summary>
    public Operator Operator => node.Operator;

    /// <summary>The operator set that is written.</summary>
    public int Opset => graph.Opset;

    /// <summary>Value names of the outputs.</summary>
    public IReadOnlyList<string> Outputs => node.Outputs;

    /// <summary>True if the optional input is given.</summary>
    public bool Has(int input) => input < node.Inputs.Length && node.Inputs[input].Length > 0;

    /// <summary>Name of an input, empty if it is absent.</summary>
    public string In(int input) => Has(input) ? node.Inputs[input] : "";

    /// <summary>True if the output is wanted.</summary>
    public bool Wants(int output) => output < node.Outputs.Length && node.Outputs[output].Length > 0;

    /// <summary>Names of outputs that ONNX wants named, also those that nobody reads.</summary>
    public string[] AllOutputs(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Wants(i) ? node.Outputs[i] : Value("unused"))];

    /// <summary>Name of the first output.</summary>
    public string Out => node.Outputs[0];

    /// <summary>Type and shape of an input; <c>default</c> if it is absent. Only type and rank hold for every run.</summary>
    public ValueType Info(int input) => Has(input) ? graph.Types[node.Inputs[input]] : default;

    /// <summary>The rank of an input, without which the node cannot be written.</summary>
    /// <exception cref="UnsupportedNodeException">It depends on data, or on an input whose rank is not declared.</exception>
    public int RankOf(int input) => Info(input).Shape?.Rank ?? throw new UnsupportedNodeException(
        $"the rank of its input '{In(input)}' is not known; give {nameof(ModelSaveOptions.InputShapes)}");

    /// <summary>The value of an input that is a constant of the model; null if it is absent or computed.</summary>
    public Tensor? Constant(int input) => Has(input) ? graph.FindConstant(node.Inputs[input]) : null;

    /// <summary>Says that the node needs an operator set.</summary>
    public void Require(int opset) => graph.Require(opset);

    /// <summary>A name for a value between the messages.</summary>
    public string Value(string suffix) => graph.NameValue($"{_name}/{suffix}");

    /// <summary>Adds a constant; returns its name.</summary>
    public string Constant(string suffix, Tensor value) => graph.AddConstant($"{_name}/{suffix}", value);

    /// <summary>Adds a list of 64-bit integers; returns its name.</summary>
    public string Longs(string suffix, params ReadOnlySpan<long> values) =>
        Constant(suffix, new Tensor<long>([values.Length], values));

    /// <summary>Adds the message that does all of the node's work: same inputs, same outputs.</summary>
    public NodeProto Add(string type) => Add(type, [.. node.Inputs], [.. node.Outputs]);

    /// <summary>Adds a message with one output.</summary>
    public NodeProto Add(string type, string[] inputs, string output) => Add(type, inputs, [output]);

    /// <summary>Adds a message. Absent optional inputs and outputs at the end are left out.</summary>
    public NodeProto Add(string type, string[] inputs, string[] outputs)
    {
        var proto = new NodeProto { Name = graph.NameNode(_name), OpType = type };
        proto.Input.Add(Trim(inputs));
        // The first output is never optional.
        proto.Output.Add(Trim([outputs[0].Length > 0 ? outputs[0] : Value("unused"), .. outputs.AsSpan()[1..]]));
        graph.Nodes.Add(proto);
        return proto;
    }

    /// <summary>Adds a message for part of the work; returns the name of its output.</summary>
    public string Step(string type, string suffix, params string[] inputs)
    {
        string value = Value(suffix);
        Add(type, inputs, value);
        return value;
    }

    /// <summary>Adds a cast; returns the name of its output.</summary>
    public string Cast(string value, DataType to, string suffix)
    {
        string result = Value(suffix);
        Add("Cast", [value], result).Set("to", OnnxTypes.NumberOf(to));
        return result;
    }

    private static IEnumerable<string> Trim(string[] names)
    {
        int count = names.Length;
        while (count > 0 && names[count - 1].Length == 0)
            count--;
        return names.Take(count);
    }
}
