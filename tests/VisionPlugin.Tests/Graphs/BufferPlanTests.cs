using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Graphs;

public class BufferPlanTests
{
    private const int Alignment = 64;

    [Fact]
    public void A_chain_needs_only_its_two_largest_neighbours()
    {
        CompiledGraph graph = Compile(["x:100"], ["d"],
            Op("a", 100, "x"), Op("b", 100, "a"), Op("c", 100, "b"), Op("d", 100, "c"));
        BufferPlan plan = Plan(graph);
        Assert.Equal(2 * 448, plan.TotalBytes);
        Assert.Equal(plan.Offsets["x"], plan.Offsets["b"]);
        Assert.NotEqual(plan.Offsets["x"], plan.Offsets["a"]);
    }

    [Fact]
    public void Views_share_the_place_of_their_source_and_keep_it_alive()
    {
        CompiledGraph graph = Compile(["x:16"], ["e"],
            Op("a", 16, "x"), View("b", 16, "a"), View("c", 16, "b"), Op("d", 16, "x"), Op("e", 16, "c", "d"));
        BufferPlan plan = Plan(graph);
        Assert.Equal(plan.Offsets["a"], plan.Offsets["b"]);
        Assert.Equal(plan.Offsets["a"], plan.Offsets["c"]);
        Assert.NotEqual(plan.Offsets["a"], plan.Offsets["d"]);
    }

    [Fact]
    public void A_backend_that_packs_may_say_that_nothing_is_a_view()
    {
        CompiledGraph graph = Compile(["x:16"], ["b"], Op("a", 16, "x"), View("b", 16, "a"));
        BufferPlan plan = BufferPlan.Create(graph, Bytes, Alignment, isView: _ => false);
        Assert.NotEqual(plan.Offsets["a"], plan.Offsets["b"]);
    }

    [Fact]
    public void Outputs_stay_alive_to_the_end()
    {
        CompiledGraph graph = Compile(["x:16"], ["a", "c"], Op("a", 16, "x"), Op("b", 16, "a"), Op("c", 16, "b"));
        BufferPlan plan = Plan(graph);
        Assert.DoesNotContain(plan.Offsets["a"], new[] { plan.Offsets["b"], plan.Offsets["c"] });
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_two_values_that_are_alive_together_overlap(int seed)
    {
        CompiledGraph graph = RandomGraph(new Random(seed), out Dictionary<string, string> sources);
        BufferPlan plan = Plan(graph);
        string Root(string value) => sources.TryGetValue(value, out string? source) ? Root(source) : value;

        // Simulates a run that records which value was written last to each place.
        var owner = new Dictionary<long, string>();
        void Write(string value)
        {
            Assert.Equal(0, plan.Offsets[value] % Alignment);
            Assert.True(plan.Offsets[value] + Bytes(graph.Values[value]) <= plan.TotalBytes);
            for (long at = plan.Offsets[value]; at < plan.Offsets[value] + Bytes(graph.Values[value]); at += Alignment)
                owner[at] = Root(value);
        }

        void Read(string value)
        {
            for (long at = plan.Offsets[value]; at < plan.Offsets[value] + Bytes(graph.Values[value]); at += Alignment)
                Assert.Equal(Root(value), owner[at]);
        }

        foreach (ValueInfo input in graph.Model.Inputs)
            Write(input.Name);
        foreach (Node node in graph.Model.Nodes)
        {
            foreach (string output in node.Outputs)
                Write(output);
            foreach (string input in node.Inputs)
                Read(input);
            foreach (string output in node.Outputs)
                Read(output);
        }

        foreach (string output in graph.Model.Outputs)
            Read(output);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 50)];

    private static BufferPlan Plan(CompiledGraph graph) => BufferPlan.Create(graph, Bytes, Alignment);

    private static long Bytes(TensorInfo info) => info.Shape.Length * 4L;

    private static Node Op(string output, int size, params string[] inputs) =>
        new(output, new FakeOperator(false, size), [.. inputs], [output]);

    private static Node View(string output, int size, string input) =>
        new(output, new FakeOperator(true, size), [input], [output]);

    private static CompiledGraph RandomGraph(Random random, out Dictionary<string, string> sources)
    {
        sources = [];
        var sizes = new Dictionary<string, int> { ["x0"] = random.Next(1, 200), ["x1"] = random.Next(1, 200) };
        var nodes = new List<Node>();
        for (int i = 0; i < 40; i++)
        {
            string[] inputs = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any())];
            bool view = random.Next(4) == 0;
            string[] outputs = [.. Enumerable.Range(0, view ? 1 : random.Next(1, 3)).Select(o => $"v{i}_{o}")];
            foreach (string output in outputs)
                sizes[output] = view ? sizes[inputs[0]] : random.Next(1, 400);
            if (view)
                sources[outputs[0]] = inputs[0];
            var op = new FakeOperator(view, [.. outputs.Select(o => sizes[o])]);
            nodes.Add(new Node($"n{i}", op, [.. inputs], [.. outputs]));
        }

        string[] results = [.. Enumerable.Range(0, 3).Select(_ => Any()).Distinct()];
        return Compile([$"x0:{sizes["x0"]}", $"x1:{sizes["x1"]}"], results, [.. nodes]);

        string Any() => sizes.Keys.ElementAt(random.Next(sizes.Count));
    }

    private static CompiledGraph Compile(string[] inputs, string[] outputs, params Node[] nodes)
    {
        var infos = inputs.Select(i => i.Split(':'))
            .ToDictionary(i => i[0], i => new TensorInfo(DataType.Float32, [int.Parse(i[1])]));
        var model = new Model
        {
            Name = "test",
            Inputs = [.. infos.Select(i => new ValueInfo(i.Key, DataType.Float32, default))],
            Outputs = [.. outputs],
            Nodes = [.. nodes],
            Constants = ImmutableDictionary<string, Tensor>.Empty,
        };
        return GraphCompiler.Compile(model, infos);
    }
}
