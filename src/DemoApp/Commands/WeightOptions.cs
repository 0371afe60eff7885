using System.CommandLine;

namespace VisionPlugin.DemoApp.Commands;

/// <summary>The options that go with <c>zoo:NAME</c>.</summary>
internal sealed class WeightOptions
{
    private readonly Option<int?> _seed =
        CommonOptions.Number("--seed", "Seed of the random weights of a network of the zoo; 0 unless said.", 0, int.MaxValue);

    private readonly Option<string?> _weights = new("--weights")
    {
        Description = "Trained weights for a network of the zoo, by name.",
        HelpName = "FILE.onnx|.safetensors|.npz",
    };

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_seed);
        command.Add(_weights);
    }

    /// <summary>What was said.</summary>
    public WeightChoice Read(ParseResult args) => new(args.GetValue(_seed), args.GetValue(_weights));
}
