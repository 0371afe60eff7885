using VisionPlugin.Graphs.Control;
using VisionPlugin.Operators;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Operators;

public class OperatorCaseTests
{
    [Fact]
    public void Every_operator_has_cases()
    {
        HashSet<Type> tested = [.. OperatorCases.All.Select(c => c.Operator.GetType())];
        IEnumerable<Type> operators = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract
            && !t.IsSubclassOf(typeof(ControlFlow)));
        Assert.Empty(operators.Where(t => !tested.Contains(t)).Select(t => t.Name));
    }
}
