using System.Collections.Immutable;
using Google.Protobuf;
using VisionPlugin.Execution.Conformance;
using VisionPlugin.Fuzz.Tests.Mutations;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Tensors;

namespace VisionPlugin.Fuzz.Tests.Trials;

/// <summary>
/// What a model is run on: inputs that lie in its own metadata, so that a saved case is one file, else random ones.
/// </summary>
internal static class FuzzInputs
{
    /// <summary>Begin of the metadata's keys.</summary>
    public const string Key = "fuzz.input.";

    private const int MostElements = 1 << 18;

    /// <summary>Keeps an input in a model's metadata.</summary>
    public static void Record(ModelProto model, string name, TensorProto value) => model.MetadataProps.Add(
        new StringStringEntryProto { Key = Key + name, Value = Convert.ToBase64String(value.ToByteArray()) });

    /// <summary>A tensor for each input; null if one would be too large to try.</summary>
    public static Tensor[]? Make(Model model, int seed)
    {
        var random = new Random(seed);
        var tensors = new Tensor[model.Inputs.Length];
        var symbols = new Dictionary<string, int>();
        for (int i = 0; i < tensors.Length; i++)
        {
            ValueInfo input = model.Inputs[i];
            if (Recorded(model, input) is { } recorded)
            {
                tensors[i] = recorded;
                continue;
            }

            int[] sizes = [.. Sizes(input, symbols, random)];
            if (sizes.Aggregate(1L, (product, size) => Math.Min(product * size, MostElements + 1)) > MostElements)
                return null;
            tensors[i] = Fill(Tensor.Create(input.DataType, new TensorShape(sizes)), random);
        }

        return tensors;
    }

    private static Tensor? Recorded(Model model, ValueInfo input)
    {
        if (!model.Metadata.TryGetValue(Key + input.Name, out string? text))
            return null;
        try
        {
            TensorProto proto = TensorProto.Parser.ParseFrom(Convert.FromBase64String(text));
            if (!OnnxTensorReader.IsSupported(proto))
                return null;
            var limits = new ModelLimits { TensorElements = MostElements };
            var reader = new OnnxTensorReader("recorded", new ExternalData("recorded", null), limits);
            Tensor tensor = RecordedSet.As(input.DataType, reader.Read(proto, input.Name));
            return input.Accepts(TensorInfo.Of(tensor)) ? tensor : null;
        }
        catch (Exception error) when (error is FormatException or InvalidProtocolBufferException or VisionException)
        {
            // Damaged too: random numbers will do.
            return null;
        }
    }

    private static IEnumerable<int> Sizes(ValueInfo input, Dictionary<string, int> symbols, Random random)
    {
        if (input.Dimensions.IsDefault)
            return Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(1, 6)).ToImmutableArray();
        return input.Dimensions.Select(d => d.Size ?? (d.Symbol is not { } symbol ? random.Next(1, 6)
            : symbols.TryGetValue(symbol, out int known) ? known : symbols[symbol] = random.Next(1, 6)));
    }

    private static Tensor Fill(Tensor tensor, Random random)
    {
        bool isOdd = random.Next(8) == 0;
        switch (tensor)
        {
            case Tensor<float> t:
                foreach (ref float value in t.AsSpan())
                    value = isOdd && random.Next(8) == 0 ? Odd.Real(random) : (random.NextSingle() * 4) - 2;
                break;
            case Tensor<Half> t:
                foreach (ref Half value in t.AsSpan())
                    value = (Half)((random.NextSingle() * 4) - 2);
                break;
            case Tensor<double> t:
                foreach (ref double value in t.AsSpan())
                    value = (random.NextDouble() * 4) - 2;
                break;
            case Tensor<long> t:
                foreach (ref long value in t.AsSpan())
                    value = isOdd ? Odd.Integer(random) : random.Next(4);
                break;
            case Tensor<int> t:
                foreach (ref int value in t.AsSpan())
                    value = isOdd ? unchecked((int)Odd.Integer(random)) : random.Next(4);
                break;
            case Tensor<bool> t:
                foreach (ref bool value in t.AsSpan())
                    value = random.Next(2) == 0;
                break;
            default:
                random.NextBytes(tensor.AsBytes());
                break;
        }

        return tensor;
    }
}
