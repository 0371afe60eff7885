using System.Globalization;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution.Conformance;

/// <summary>Recorded inputs and outputs of a model: one folder <c>test_data_set_N</c>, or a light model's outputs.</summary>
/// <param name="Name">Name for messages.</param>
/// <param name="Prefix">Path that <c>output_0.pb</c> and the like are added to.</param>
/// <param name="HasInputs">
/// False if inputs are not recorded: they are ramps from 0 towards 1, as ONNX's test runner makes them for light models.
/// </param>
internal sealed record RecordedSet(string Name, string Prefix, bool HasInputs)
{
    /// <summary>The recorded sets of a test, in the order of their numbers.</summary>
    public static IReadOnlyList<RecordedSet> Find(string folder) =>
    [
        .. Directory.GetDirectories(folder, "test_data_set*")
            .OrderBy(d => d.Length).ThenBy(d => d, StringComparer.Ordinal)
            .Select(d => new RecordedSet(Path.GetFileName(d), d + Path.DirectorySeparatorChar, HasInputs: true)),
    ];

    /// <summary>The model's inputs.</summary>
    /// <exception cref="ModelFormatException">A file is missing, too much or damaged.</exception>
    public IReadOnlyList<Tensor> ReadInputs(Model model, ModelLimits limits)
    {
        if (!HasInputs)
            return [.. model.Inputs.Select(Ramp)];
        VerifyCount("input", model.Inputs.Length);
        return [.. model.Inputs.Select((input, i) => As(input.DataType, Read("input", i, limits)))];
    }

    /// <summary>An expected output, as the type of the actual one.</summary>
    /// <exception cref="ModelFormatException">The file is missing or damaged.</exception>
    /// <exception cref="UnsupportedOperatorException">Its element type is not supported.</exception>
    public Tensor ReadOutput(int index, DataType type, ModelLimits limits) => As(type, Read("output", index, limits));

    /// <summary>Checks that exactly the model's outputs are recorded.</summary>
    /// <exception cref="ModelFormatException">A file is missing or too much.</exception>
    public void VerifyOutputs(Model model) => VerifyCount("output", model.Outputs.Length);

    /// <summary>A tensor in the type that a model declares: half values are read as single precision.</summary>
    internal static Tensor As(DataType type, Tensor tensor)
    {
        if (type != DataType.Float16 || tensor.DataType != DataType.Float32)
            return tensor;
        var half = Tensor.Create(type, tensor.Shape);
        new Cast(type).Run([tensor], [half]);
        return half;
    }

    private void VerifyCount(string kind, int count)
    {
        if (!File.Exists(PathOf(kind, count)) && (count == 0 || File.Exists(PathOf(kind, count - 1))))
            return;
        int found = 0;
        while (File.Exists(PathOf(kind, found)))
            found++;
        throw new ModelFormatException($"{Name} has {found} recorded {kind}s; the model has {count}.");
    }

    private Tensor Read(string kind, int index, ModelLimits limits)
    {
        string path = PathOf(kind, index), name = $"{Name}/{Path.GetFileName(path)}";
        TensorProto proto = OnnxReader.ReadTensor(path, name, limits);
        if (!OnnxTensorReader.IsSupported(proto))
        {
            throw new UnsupportedOperatorException(
                $"{Name} is recorded in a type that is not supported:",
                [$"{kind} {index}: element type {OnnxTypes.NameOf(proto.DataType)}"]);
        }

        return new OnnxTensorReader(name, new ExternalData(name, null), limits).Read(proto, proto.Name);
    }

    private string PathOf(string kind, int index) => $"{Prefix}{kind}_{index.ToString(CultureInfo.InvariantCulture)}.pb";

    private static Tensor Ramp(ValueInfo input)
    {
        if (input.DataType != DataType.Float32 || input.Dimensions.IsDefault)
            throw new ModelFormatException($"Input {input} is not recorded, and only float inputs of known rank are made up.");
        var shape = new TensorShape([.. input.Dimensions.Select(d => d.Size ?? 1)]);
        return new Tensor<float>(shape,
            [.. Enumerable.Range(0, shape.Length).Select(i => (float)((double)i / shape.Length))]);
    }
}
