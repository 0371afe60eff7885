using System.Globalization;
using System.Text;
using VisionPlugin.Execution;
using VisionPlugin.Fuzz.Tests.Mutations;
using VisionPlugin.Fuzz.Tests.Trials;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Fuzz.Tests.Targets;

/// <summary>
/// Operators of models that are built in code, with attributes that no file may have. A case is a line: the name of a good
/// one, and a seed.
/// </summary>
/// <param name="backend">What is compared with the reference; belongs to the target.</param>
internal sealed class OperatorRecords(IBackend backend) : IFuzzTarget
{
    public string Extension => "case";

    public byte[] Make(Random random) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Odd.Of(OperatorCases.All, random)}\n{random.Next()}"));

    public string Try(byte[] file)
    {
        string[] lines = Encoding.UTF8.GetString(file).Split('\n');
        var random = new Random(int.Parse(lines[1], CultureInfo.InvariantCulture));
        OperatorCase test = HostileCase.Make(OperatorCases.Find(lines[0]), random);
        // Weights that a run sets, now and then.
        test = test with { FirstConstant = random.Next(3) == 0 ? int.MaxValue : test.FirstConstant, Precision = Precision.Single };
        Model model = test.ToModel();
        Tensor[] inputs = [.. model.Inputs.Select(input => test.Inputs[int.Parse(input.Name[2..], CultureInfo.InvariantCulture)]!)];
        return ModelTrial.Run(model, inputs, backend);
    }

    public void Dispose() => backend.Dispose();
}
