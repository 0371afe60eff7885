using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Graphs;

public class GraphOptimizerTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 150)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Outputs_of_random_graphs_stay_the_same(int seed) =>
        TestGraph.CheckOptimized(RandomGraph(new Random(seed)));

    [Fact]
    public void A_residual_block_becomes_two_convolutions()
    {
        var g = new TestGraph();
        string x = g.Input([1, 4, 6, 6]);
        string a = g.Unary(UnaryFunction.Relu, g.BatchNorm(g.Conv(x, 4, 4, bias: false), 4));
        string b = g.BatchNorm(g.Conv(a, 4, 4), 4);
        string y = g.Unary(UnaryFunction.Relu, g.Binary(BinaryFunction.Add, b, x));
        CompiledGraph graph = TestGraph.CheckOptimized(g.Compile(y));
        Assert.Equal(["n0", "n3"], graph.Model.Nodes.Select(n => n.Name));
        Node second = graph.Model.Nodes[1];
        Assert.Equal(Activation.Relu, Assert.IsType<Conv>(second.Operator).Activation);
        Assert.Equal((x, y), (second.Inputs[3], second.Outputs[0]));
        Assert.Equal(4, graph.Model.Constants.Count);
    }

    [Fact]
    public void Values_that_others_need_are_not_merged_away()
    {
        var g = new TestGraph();
        string conv = g.Conv(g.Input([1, 2, 4, 4]), 2, 2);
        string relu = g.Unary(UnaryFunction.Relu, conv);
        Assert.Equal(2, TestGraph.CheckOptimized(g.Compile(conv, relu)).Model.Nodes.Length);
        string sum = g.Binary(BinaryFunction.Mul, conv, relu);
        Assert.Equal(3, TestGraph.CheckOptimized(g.Compile(sum)).Model.Nodes.Length);
    }

    [Fact]
    public void An_activation_before_the_sum_keeps_it_apart()
    {
        var g = new TestGraph();
        string x = g.Input([1, 2, 4, 4]);
        string y = g.Binary(BinaryFunction.Add, g.Unary(UnaryFunction.Relu, g.Conv(x, 2, 2)), x);
        Assert.Equal(["Conv", "Add"], TestGraph.CheckOptimized(g.Compile(y)).Model.Nodes.Select(n => n.Operator.Name));
    }

    [Fact]
    public void Of_two_summed_convolutions_the_later_one_adds()
    {
        var g = new TestGraph();
        string x = g.Input([1, 2, 4, 4]);
        string a = g.Conv(x, 2, 2), b = g.Conv(x, 2, 2, kernel: 1);
        CompiledGraph graph = TestGraph.CheckOptimized(g.Compile(g.Binary(BinaryFunction.Add, b, a)));
        Assert.Equal(a, graph.Model.Nodes[1].Inputs[3]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_spelling_of_hard_swish_becomes_one_activation(int spelling)
    {
        var g = new TestGraph();
        string x = g.Conv(g.Input([1, 2, 4, 4]), 2, 2);
        string shifted = g.Binary(BinaryFunction.Add, g.Constant(3), x);
        string clipped = spelling == 3
            ? g.Binary(BinaryFunction.Min, g.Binary(BinaryFunction.Max, shifted, g.Constant(0)), g.Constant(6))
            : g.Unary(UnaryFunction.Clip, shifted, 0, 6);
        string sixth = g.Constant(1f / 6), six = g.Constant(6);
        string y = spelling switch
        {
            0 => g.Binary(BinaryFunction.Div, g.Binary(BinaryFunction.Mul, x, clipped), six),
            1 => g.Binary(BinaryFunction.Mul, g.Binary(BinaryFunction.Mul, sixth, x), clipped),
            2 => g.Binary(BinaryFunction.Mul, x, g.Binary(BinaryFunction.Div, clipped, six)),
            3 => g.Binary(BinaryFunction.Mul, g.Binary(BinaryFunction.Mul, clipped, sixth), x),
            _ => g.Binary(BinaryFunction.Mul, x, g.Unary(UnaryFunction.HardSigmoid, x, 1f / 6, 0.5f)),
        };
        Node node = Assert.Single(TestGraph.CheckOptimized(g.Compile(y)).Model.Nodes);
        Assert.Equal(UnaryFunction.HardSwish, ((Conv)node.Operator).Activation.Function);
    }

    [Fact]
    public void Silu_and_hard_sigmoid_are_recognised()
    {
        var g = new TestGraph();
        string x = g.Conv(g.Input([1, 2, 4, 4]), 2, 2);
        string silu = g.Binary(BinaryFunction.Mul, g.Unary(UnaryFunction.Sigmoid, x), x);
        string z = g.Conv(silu, 2, 2);
        string hard = g.Binary(BinaryFunction.Div,
            g.Unary(UnaryFunction.Clip, g.Binary(BinaryFunction.Add, z, g.Constant(3)), 0, 6), g.Constant(6));
        CompiledGraph graph = TestGraph.CheckOptimized(g.Compile(hard));
        Assert.Equal([UnaryFunction.Silu, UnaryFunction.HardSigmoid],
            graph.Model.Nodes.Select(n => ((Conv)n.Operator).Activation.Function));
    }

    [Theory]
    [InlineData(2.5f, 6, 1f / 6)]
    [InlineData(3, 5, 1f / 6)]
    public void What_is_almost_hard_swish_is_left_alone(float shift, float bound, float scale)
    {
        var g = new TestGraph();
        string x = g.Input([8]);
        string clip = g.Unary(UnaryFunction.Clip, g.Binary(BinaryFunction.Add, x, g.Constant(shift)), 0, bound);
        string y = g.Binary(BinaryFunction.Mul, g.Binary(BinaryFunction.Mul, x, clip), g.Constant(scale));
        CompiledGraph graph = TestGraph.CheckOptimized(g.Compile(y));
        Assert.DoesNotContain(graph.Model.Nodes, n =>
            n.Operator is Unary { Activation.Function: UnaryFunction.HardSwish or UnaryFunction.ScaledHardSwish });
    }

    [Fact]
    public void Hard_swish_with_a_rounded_sixth_stays_what_the_file_says()
    {
        var g = new TestGraph();
        string x = g.Conv(g.Input([1, 2, 4, 4]), 2, 2);
        string clip = g.Unary(UnaryFunction.Clip, g.Binary(BinaryFunction.Add, x, g.Constant(3)), 0, 6);
        string scaled = g.Binary(BinaryFunction.Mul, x, g.Constant((float)(Half)(1 / 6f)));
        CompiledGraph graph = TestGraph.CheckOptimized(g.Compile(g.Binary(BinaryFunction.Mul, scaled, clip)));
        Activation found = ((Conv)Assert.Single(graph.Model.Nodes).Operator).Activation;
        Assert.Equal((UnaryFunction.ScaledHardSwish, 0.99975586f), (found.Function, found.Alpha));
    }

    [Fact]
    public void A_factor_behind_an_activation_joins_the_convolution_before_it()
    {
        var g = new TestGraph();
        string x = g.Input([1, 2, 4, 4]);
        string clip = g.Unary(UnaryFunction.Clip, g.Conv(x, 2, 2), -1, 2);
        string a = g.Binary(BinaryFunction.Mul, g.Constant(0.75f), clip);
        string b = g.Binary(BinaryFunction.Div, g.Unary(UnaryFunction.LeakyRelu, g.Conv(x, 2, 2), 0.1f), g.Constant(4));
        CompiledGraph graph = TestGraph.CheckOptimized(g.Compile(a, b));
        Assert.Equal([new(UnaryFunction.Clip, -0.75f, 1.5f), new Activation(UnaryFunction.LeakyRelu, 0.1f)],
            graph.Model.Nodes.Select(n => ((Conv)n.Operator).Activation));
    }

    [Fact]
    public void A_negative_factor_or_another_function_stays_behind_the_activation()
    {
        var g = new TestGraph();
        string x = g.Input([1, 2, 4, 4]);
        string a = g.Binary(BinaryFunction.Mul, g.Unary(UnaryFunction.Relu, g.Conv(x, 2, 2)), g.Constant(-2));
        string b = g.Binary(BinaryFunction.Mul, g.Unary(UnaryFunction.Tanh, g.Conv(x, 2, 2)), g.Constant(2));
        string c = g.Binary(BinaryFunction.Div, g.Constant(2), g.Unary(UnaryFunction.Clip, g.Conv(x, 2, 2), 1, 2));
        Assert.Equal(6, TestGraph.CheckOptimized(g.Compile(a, b, c)).Model.Nodes.Length);
    }

    [Fact]
    public void Clips_of_clips_merge_and_slopes_of_one_value_are_leaky_relu()
    {
        var g = new TestGraph();
        string x = g.Conv(g.Input([1, 3, 4, 4]), 3, 3);
        string clips = g.Binary(BinaryFunction.Min, g.Unary(UnaryFunction.Relu, x), g.Constant(6));
        var slopes = new Tensor<float>([3, 1, 1]);
        slopes.AsSpan().Fill(0.25f);
        string y = g.Add(new PRelu(), g.Conv(clips, 3, 3), g.Constant(slopes));
        CompiledGraph graph = TestGraph.CheckOptimized(g.Compile(y));
        Assert.Equal([Activation.Relu6, new Activation(UnaryFunction.LeakyRelu, 0.25f)],
            graph.Model.Nodes.Select(n => ((Conv)n.Operator).Activation));
    }

    [Theory]
    [InlineData(BinaryFunction.Add, true)]
    [InlineData(BinaryFunction.Add, false)]
    [InlineData(BinaryFunction.Sub, true)]
    [InlineData(BinaryFunction.Sub, false)]
    [InlineData(BinaryFunction.Mul, true)]
    [InlineData(BinaryFunction.Mul, false)]
    [InlineData(BinaryFunction.Div, true)]
    public void A_constant_a_channel_is_folded_into_the_convolution(BinaryFunction function, bool first)
    {
        foreach (TensorShape shape in new TensorShape[] { [], [1], [4, 1, 1], [1, 4, 1, 1] })
        {
            var g = new TestGraph();
            string conv = g.Conv(g.Input([2, 6, 5, 5]), 6, 4, groups: 2);
            string k = g.Random(shape, 0.5f, 2);
            string y = first ? g.Binary(function, conv, k) : g.Binary(function, k, conv);
            Assert.Single(TestGraph.CheckOptimized(g.Compile(y)).Model.Nodes);
        }
    }

    [Fact]
    public void A_constant_over_a_convolution_stays_apart()
    {
        var g = new TestGraph();
        string x = g.Input([1, 2, 4, 4]);
        string[] values =
        [
            g.Binary(BinaryFunction.Div, g.Random([1], 0.5f, 2), g.Conv(x, 2, 2, bias: false)),
            g.Binary(BinaryFunction.Mul, g.Conv(x, 2, 2), g.Random([4])),
            g.Binary(BinaryFunction.Mul, g.Conv(x, 2, 2), g.Random([2, 4, 1])),
            g.Binary(BinaryFunction.Mul, g.Conv(x, 2, 2), g.Random([3, 1, 1, 1])),
        ];
        var g2 = g.Compile([.. values.Skip(1)]);
        Assert.Equal(6, TestGraph.CheckOptimized(g2).Model.Nodes.Length);
    }

    [Fact]
    public void Batch_normalisation_folds_into_transposed_convolutions_with_groups()
    {
        var g = new TestGraph();
        string x = g.Input([1, 6, 4, 4]);
        string conv = g.Add(new ConvTranspose(Window.Square(3, stride: 2), Groups: 3), x, g.Random([6, 2, 3, 3]));
        string y = g.Unary(UnaryFunction.Relu, g.BatchNorm(conv, 6));
        Node node = Assert.Single(TestGraph.CheckOptimized(g.Compile(y)).Model.Nodes);
        Assert.Equal(Activation.Relu, ((ConvTranspose)node.Operator).Activation);
    }

    [Fact]
    public void Zero_padding_of_spatial_axes_joins_the_convolution()
    {
        var g = new TestGraph();
        string x = g.Input([1, 2, 5, 6]);
        string pad = g.Add(new Pad(), x, g.List(0, 0, 1, 0, 0, 0, 2, 3));
        string y = g.Conv(pad, 2, 3);
        Node node = Assert.Single(TestGraph.CheckOptimized(g.Compile(y)).Model.Nodes);
        Assert.Equal([2, 1, 3, 4], ((Conv)node.Operator).Window.Pads.ToArray());
    }

    [Fact]
    public void Other_padding_stays_apart()
    {
        var g = new TestGraph();
        string x = g.Input([1, 2, 5, 6]);
        string channels = g.Conv(g.Add(new Pad(), x, g.List(0, 0, 0, 0, 0, 1, 0, 0)), 3, 3);
        string edge = g.Conv(g.Add(new Pad(PadMode.Edge), x, g.List(0, 0, 1, 1, 0, 0, 1, 1)), 2, 3);
        string ones = g.Conv(g.Add(new Pad(), x, g.List(0, 0, 1, 1, 0, 0, 1, 1), g.Constant(1)), 2, 3);
        string same = g.Add(new Conv(new Window([3, 3], [2, 2], [1, 1], [], AutoPad.SameUpper)),
            g.Add(new Pad(), x, g.List(0, 0, 1, 1, 0, 0, 1, 1)), g.Random([3, 2, 3, 3]));
        Assert.Equal(8, TestGraph.CheckOptimized(g.Compile(channels, edge, ones, same)).Model.Nodes.Length);
    }

    [Fact]
    public void Nodes_without_effect_vanish_even_before_an_output()
    {
        var g = new TestGraph();
        string x = g.Input([1, 2, 3, 4]);
        string conv = g.Conv(x, 2, 2);
        string v = g.Add(new Identity(), g.Add(new Dropout(), g.Add(new Cast(DataType.Float32), conv)));
        v = g.Add(new Transpose([0, 1, 2, 3]), g.Add(new Reshape(), v, g.List(1, 2, 3, 4)));
        v = g.Add(new Slice(), g.Add(new Concat(1), g.Add(new Pad(), v, g.List(new long[8]))), g.List(0), g.List(99));
        CompiledGraph graph = TestGraph.CheckOptimized(g.Compile(v));
        Assert.Equal(v, Assert.Single(graph.Model.Nodes).Outputs[0]);
    }

    [Fact]
    public void An_input_or_constant_that_is_returned_keeps_its_copy()
    {
        var g = new TestGraph();
        string y = g.Add(new Identity(), g.Input([3]));
        Assert.Single(TestGraph.CheckOptimized(g.Compile(y)).Model.Nodes);
    }

    [Fact]
    public void A_reversing_slice_is_not_taken_for_a_copy()
    {
        var g = new TestGraph();
        string y = g.Unary(UnaryFunction.Neg,
            g.Add(new Slice(), g.Input([4]), g.List(-1), g.List(-9), g.List(0), g.List(-1)));
        Assert.Equal(2, TestGraph.CheckOptimized(g.Compile(y)).Model.Nodes.Length);
    }

    [Fact]
    public void Chains_of_transpositions_and_of_reshapes_merge()
    {
        var g = new TestGraph();
        string x = g.Input([2, 3, 4, 5]);
        string t = g.Add(new Transpose([0, 3, 1, 2]), g.Add(new Transpose([0, 2, 3, 1]), x));
        string u = g.Add(new Transpose([3, 0, 2, 1]), g.Add(new Transpose([]), t));
        string r = g.Add(new Reshape(), g.Add(new Flatten(2), g.Add(new Unsqueeze(), u, g.List(0))), g.List(-1));
        CompiledGraph graph = TestGraph.CheckOptimized(g.Compile(r));
        Assert.Equal(["Transpose", "Reshape"], graph.Model.Nodes.Select(n => n.Operator.Name));
    }

    [Fact]
    public void A_transposition_of_axes_of_size_1_is_a_view()
    {
        var g = new TestGraph();
        string y = g.Add(new Transpose([0, 3, 1, 2]), g.Input([1, 4, 5, 1]));
        Assert.IsType<Reshape>(Assert.Single(TestGraph.CheckOptimized(g.Compile(y)).Model.Nodes).Operator);
    }

    [Fact]
    public void A_matrix_product_and_its_bias_become_one_gemm()
    {
        var g = new TestGraph();
        string product = g.Add(new MatMul(), g.Input([2, 6]), g.Random([6, 3]));
        string y = g.Unary(UnaryFunction.Relu, g.Binary(BinaryFunction.Add, g.Random([3]), product));
        Node node = Assert.Single(TestGraph.CheckOptimized(g.Compile(y)).Model.Nodes);
        Assert.Equal(Activation.Relu, ((Gemm)node.Operator).Activation);
    }

    [Fact]
    public void Dead_nodes_and_unread_outputs_are_dropped()
    {
        var g = new TestGraph();
        string x = g.Input([1, 2, 4, 4]);
        g.Conv(g.Conv(x, 2, 2), 2, 2);
        string y = g.Unary(UnaryFunction.Neg, x);
        CompiledGraph graph = TestGraph.CheckOptimized(g.Compile(y));
        Assert.Single(graph.Model.Nodes);
        Assert.Empty(graph.Model.Constants);
        Assert.Equal(2, graph.Values.Count);
    }

    // Convolutions, normalisations, activations, sums and everything else that passes look for, in random order.
    private static CompiledGraph RandomGraph(Random random)
    {
        const int channels = 4;
        var g = new TestGraph();
        TensorShape shape = [1, channels, 5, 5];
        List<string> values = [g.Input(shape), g.Input(shape)];
        string Any() => values[^random.Next(1, Math.Min(values.Count, 5) + 1)];
        for (int i = 0; i < 14; i++)
        {
            string x = random.Next(3) == 0 ? Any() : values[^1];
            values.Add(random.Next(17) switch
            {
                0 => g.Conv(x, channels, channels, random.Next(2) == 0 ? 1 : 3),
                1 => g.Conv(x, channels, channels, random.Next(2) == 0 ? 1 : 3, groups: channels),
                2 => g.Conv(x, channels, channels, bias: false),
                3 or 4 => g.BatchNorm(x, channels),
                5 => g.Unary(UnaryFunction.Relu, x),
                6 => g.Unary(UnaryFunction.Clip, x, -1, 6),
                7 => g.Binary(BinaryFunction.Mul, x, g.Random([channels, 1, 1])),
                8 => g.Binary(BinaryFunction.Sub, g.Constant(2), x),
                9 or 10 => g.Binary(BinaryFunction.Add, x, Any()),
                11 => g.Binary(BinaryFunction.Mul, x, g.Unary(UnaryFunction.Sigmoid, x)),
                12 => g.Binary(BinaryFunction.Mul, g.Binary(BinaryFunction.Mul, x, g.Constant(1f / 6)),
                    g.Unary(UnaryFunction.Clip, g.Binary(BinaryFunction.Add, x, g.Constant(3)), 0, 6)),
                13 => g.Conv(g.Add(new Pad(), x, g.List(0, 0, 1, 2, 0, 0, 0, -0)), channels, channels) is var wide
                    ? g.Add(new Slice(), wide, g.List(1, 0), g.List(6, 5), g.List(2, 3)) : x,
                14 => g.Add(new Transpose([0, 1, 3, 2]), x),
                15 => g.Add(new Reshape(), g.Add(new Flatten(), x), g.List(1, channels, 5, 5)),
                _ => g.Add(new Identity(), x),
            });
        }

        return g.Compile([values[^1], Any()]);
    }
}
