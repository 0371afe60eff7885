using VisionPlugin.Graphs.Control;
using VisionPlugin.Onnx.Export;
using VisionPlugin.Operators;

namespace VisionPlugin.Tests.Onnx.Export;

public class ExportTableTests
{
    /// <summary>Operators that ONNX has no form for, each with the reason.</summary>
    private static readonly Dictionary<Type, string> Inexpressible = new()
    {
        [typeof(If)] = "the branch is chosen when the graph is compiled",
        [typeof(Loop)] = "iterations are written out when the graph is compiled",
        [typeof(StochasticPool)] = "ONNX has other random numbers",
        [typeof(Scan)] = "slices are written out when the graph is compiled",
    };

    [Fact]
    public void Every_operator_can_be_exported_or_says_why_not()
    {
        IEnumerable<Type> operators = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract);
        Assert.Empty(operators.Where(t => !OnnxExports.Operators.Contains(t) && !Inexpressible.ContainsKey(t)).Select(t => t.Name));
    }

    [Fact]
    public void No_reason_is_left_for_what_can_be_exported() =>
        Assert.Empty(Inexpressible.Keys.Where(t => OnnxExports.Operators.Contains(t)).Select(t => t.Name));
}
