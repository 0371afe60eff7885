using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx;

/// <summary>The constants and nodes of a model while it is imported, under names that are unique.</summary>
/// <param name="source">The model's name, for messages.</param>
/// <param name="opset">Version of the ONNX operators that the model uses.</param>
/// <param name="tensors">Reads tensor messages.</param>
internal sealed class OnnxGraphBuilder(string source, int opset, OnnxTensorReader tensors)
{
    /// <summary>The model's name, for messages.</summary>
    public string Source => source;

    /// <summary>Version of the ONNX operators that the model uses.</summary>
    public int Opset => opset;

    /// <summary>Constants by value name.</summary>
    public Dictionary<string, Tensor> Constants { get; } = [];

    /// <summary>Nodes in the order of the file.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>Value names that are taken.</summary>
    public UniqueNames ValueNames { get; } = new();

    /// <summary>Node names that are taken.</summary>
    public UniqueNames NodeNames { get; } = new();

    /// <summary>Reads a tensor.</summary>
    public Tensor ReadTensor(TensorProto tensor, string name) => tensors.Read(tensor, name);

    /// <summary>Adds a constant of the file under its own name.</summary>
    /// <exception cref="ModelFormatException">The name is taken by another constant.</exception>
    public void DefineConstant(string name, Tensor value)
    {
        if (!Constants.TryAdd(name, value))
            throw new ModelFormatException($"{source}: constant '{name}' is defined twice.");
    }

    /// <summary>
    /// Adds a constant that the file has in another form; returns its name, which is like the wanted one.
    /// </summary>
    public string AddConstant(string wanted, Tensor value)
    {
        string name = ValueNames.Make(wanted);
        Constants.Add(name, value);
        return name;
    }

    /// <summary>Adds a node that is part of one of the file; returns the name of its output.</summary>
    public string AddNode(string wanted, Operator created, params ReadOnlySpan<string> inputs)
    {
        string output = ValueNames.Make(wanted);
        Nodes.Add(new Node(NodeNames.Make(output), created, [.. inputs], [output]));
        return output;
    }
}
