using VisionPlugin.Onnx;

namespace VisionPlugin.Tests.Onnx.Export;

/// <summary>What ONNX's own checker asks of a model (docs/IR.md there), as far as it concerns what is written here.</summary>
internal static class OnnxRules
{
    /// <summary>Fails with the first rule that is broken.</summary>
    /// <param name="model">The model.</param>
    /// <param name="areShapesKnown">False where outputs depend on data, so that they have no shape.</param>
    public static void Check(ModelProto model, bool areShapesKnown = true)
    {
        Assert.InRange(model.IrVersion, 8, 11);
        OperatorSetIdProto set = Assert.Single(model.OpsetImport);
        Assert.InRange(set.Version, 18, 21);
        GraphProto graph = model.Graph;
        Assert.NotEmpty(graph.Name);
        foreach (ValueInfoProto value in graph.Input.Concat(graph.Output))
        {
            Assert.NotEqual(0, value.Type.TensorType.ElemType);
            Assert.True(value.Type.TensorType.Shape is not null || !areShapesKnown, $"'{value.Name}' has no shape.");
        }

        var values = new HashSet<string>();
        foreach (string name in graph.Input.Select(i => i.Name).Concat(graph.Initializer.Select(t => t.Name)))
            Assert.True(name.Length > 0 && values.Add(name), $"'{name}' is defined twice.");
        foreach (NodeProto node in graph.Node)
            CheckNode(node, (int)set.Version, values);
        Assert.All(graph.Output, o => Assert.Contains(o.Name, values));
        Assert.Equal(graph.Node.Count, graph.Node.Select(n => n.Name).Distinct().Count());
        HashSet<string> read = [.. graph.Node.SelectMany(n => n.Input), .. graph.Output.Select(o => o.Name)];
        Assert.All(graph.Initializer, t => Assert.Contains(t.Name, read));
    }

    private static void CheckNode(NodeProto node, int opset, HashSet<string> values)
    {
        Assert.True(OnnxOperators.Find(node.OpType, opset) is not null, $"There is no {node.OpType} in operator set {opset}.");
        Assert.NotEmpty(node.Output);
        Assert.NotEqual("", node.Output[^1]);
        Assert.NotEqual("", node.Input.LastOrDefault() ?? "none");
        Assert.All(node.Input.Where(name => name.Length > 0), name => Assert.Contains(name, values));
        foreach (string output in node.Output.Where(name => name.Length > 0))
            Assert.True(values.Add(output), $"'{output}' is defined twice.");
        Assert.Equal(node.Attribute.Count, node.Attribute.Select(a => a.Name).Distinct().Count());
        Assert.All(node.Attribute, a => Assert.True(a is { Type: > 0, Name.Length: > 0 }));
    }
}
