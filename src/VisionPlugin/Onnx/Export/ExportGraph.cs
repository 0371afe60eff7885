using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>The nodes and constants of a model while it is exported, under names that are unique.</summary>
internal sealed class ExportGraph
{
    private readonly Dictionary<string, Tensor> _added = [];
    private readonly UniqueNames _valueNames = new();
    private readonly UniqueNames _nodeNames = new();

    /// <summary>Starts with no nodes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="types">Types and shapes of its values.</param>
    /// <param name="opset">The operator set that is written.</param>
    public ExportGraph(Model model, ValueTypes types, int opset)
    {
        (Model, Types, Opset, NeededOpset) = (model, types, opset, opset);
        foreach (string name in model.Inputs.Select(i => i.Name).Concat(model.Constants.Keys)
            .Concat(model.Nodes.SelectMany(n => n.Outputs)))
        {
            _valueNames.Reserve(name);
        }
    }

    /// <summary>The model that is exported.</summary>
    public Model Model { get; }

    /// <summary>Types and shapes of the model's values.</summary>
    public ValueTypes Types { get; }

    /// <summary>The operator set that is written.</summary>
    public int Opset { get; }

    /// <summary>The lowest operator set that has everything written so far.</summary>
    public int NeededOpset { get; private set; }

    /// <summary>The nodes, in an order in which each one's inputs are ready.</summary>
    public List<NodeProto> Nodes { get; } = [];

    /// <summary>Says that a node needs an operator set.</summary>
    public void Require(int opset) => NeededOpset = Math.Max(NeededOpset, opset);

    /// <summary>A name for a value that the model does not have, like the wanted one.</summary>
    public string NameValue(string wanted) => _valueNames.Make(wanted);

    /// <summary>A name for a node, like the wanted one.</summary>
    public string NameNode(string wanted) => _nodeNames.Make(wanted);

    /// <summary>Adds a constant; returns its name, which is like the wanted one.</summary>
    public string AddConstant(string wanted, Tensor value)
    {
        string name = NameValue(wanted);
        _added.Add(name, value);
        return name;
    }

    /// <summary>A constant of the model, or one that was added; null for computed values and inputs.</summary>
    public Tensor? FindConstant(string name) =>
        _added.GetValueOrDefault(name) ?? Model.Constants.GetValueOrDefault(name);

    /// <summary>The constants that nodes read or the model returns, in the order of their first use.</summary>
    public IReadOnlyList<KeyValuePair<string, Tensor>> UsedConstants(Model model) =>
    [
        .. Nodes.SelectMany(n => n.Input).Concat(model.Outputs).Distinct()
            .Select(name => KeyValuePair.Create(name, FindConstant(name))).Where(c => c.Value is not null)!,
    ];
}
