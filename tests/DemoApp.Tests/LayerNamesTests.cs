using System.CommandLine;
using VisionPlugin.DemoApp.Commands;

namespace VisionPlugin.DemoApp.Tests;

public class LayerNamesTests
{
    private static readonly string[] Layers = ["conv1", "relu1", "conv2", "relu2", "head/conv"];

    [Fact]
    public void Names_patterns_and_all_are_found_in_the_order_of_the_network()
    {
        Assert.Equal(["conv1", "conv2"], Find("conv2", "conv1", "conv1"));
        Assert.Equal(["relu1", "relu2"], Find("relu*"));
        Assert.Equal(["conv1", "conv2", "head/conv"], Find("*conv*"));
        Assert.Equal(Layers, Find("all"));
    }

    [Fact]
    public void What_is_not_there_is_told_with_what_is_near()
    {
        Assert.Contains("relu2, relu1", Assert.Throws<BadInputException>(() => Find("rellu2")).Message, StringComparison.Ordinal);
        Assert.Equal("head/conv", LayerNames.Near("HEAD", Layers)[0]);
        Assert.Throws<BadInputException>(() => Find("nothing*"));
        string[] many = [.. Enumerable.Range(0, 1000).Select(i => $"layer{i}")];
        string message = Assert.Throws<BadInputException>(() => LayerNames.Find(many, [new string('x', 5000)], n => [n], "layer")).Message;
        Assert.Contains("and 992 more", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("activations", "selfie", "re", "relu_1")]
    [InlineData("filters", "zoo:alexnet", "conv", "conv5")]
    [InlineData("filters", "no such model", "", null)]
    public void A_shell_is_given_the_names(string command, string model, string word, string? expected)
    {
        Command root = command == "filters" ? FiltersCommand.Create(new Terminal(TextWriter.Null, TextWriter.Null, false, false)) : ActivationsCommand.Create(new Terminal(TextWriter.Null, TextWriter.Null, false, false));
        string[] source = command == "filters" ? [] : ["picture.png"];
        string[] found = [.. root.Parse([model, .. source, "--layer", word]).GetCompletions().Select(c => c.Label)];
        if (expected is not null)
            Assert.Contains(expected, found);
        else
            Assert.DoesNotContain("all", found);
    }

    private static List<string> Find(params string[] wanted) => LayerNames.Find(Layers, wanted, name => [name], "layer");
}
