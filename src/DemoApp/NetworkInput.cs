using System.Collections.Immutable;
using VisionPlugin.Cards;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp;

/// <summary>A network with one picture, or one NumPy file, as its input.</summary>
/// <param name="Model">The network.</param>
/// <param name="Tensor">The input, which its owner disposes of.</param>
internal sealed record NetworkInput(Model Model, Tensor Tensor) : IDisposable
{
    private const int UsualSize = 224;

    /// <summary>True if the network's own input is a sequence, or a vector, and no picture.</summary>
    public bool IsSequence => Tensor.Shape.Rank < 4;

    /// <summary>Opens a network and makes its input.</summary>
    /// <param name="name">A model that ships, an ONNX file or <c>zoo:NAME</c>.</param>
    /// <param name="card">Its card, if that does not lie beside it.</param>
    /// <param name="weights">The weights of a network of the zoo.</param>
    /// <param name="source">
    /// A picture, which becomes the input as the card says, or what the network is recognised as; without either, as
    /// RGB or grey on 0..1, stretched. Or a .npy file, which is the input itself.
    /// </param>
    /// <param name="terminal">Is told what was taken for granted.</param>
    /// <exception cref="BadInputException">The network does not take such an input.</exception>
    public static NetworkInput Open(string name, string? card, WeightChoice weights, string source, Terminal terminal)
    {
        if (Path.GetExtension(source).Equals(".npy", StringComparison.OrdinalIgnoreCase))
        {
            Model raw = ModelCatalog.Load(name, weights);
            return new NetworkInput(raw, ReadTensor(raw, source));
        }

        if (Directory.Exists(source))
            throw new BadInputException($"{source} is a folder; give one picture.");
        Picture picture = Picture.Load(source);
        (Model model, FrameToTensorOptions options) = OpenForPicture(name, card, weights, terminal);
        var input = new Tensor<float>(options.Shape);
        new FrameToTensor(options).Convert(picture.Frame, input);
        return new NetworkInput(model, model.Inputs[0].DataType == DataType.Float16 ? Narrow(input) : input);
    }

    public void Dispose() => Tensor.Dispose();

    /// <summary>Opens a network, and its card; that is null if it has none and is of no known family.</summary>
    public static (Model Model, ModelCard? Card) OpenModel(string name, string? card, WeightChoice weights)
    {
        try
        {
            VisionModel vision = ModelCatalog.LoadVision(name, card, weights);
            return (vision.Model, vision.Card);
        }
        catch (ModelFormatException) when (card is null && !ModelCatalog.HasCard(name))
        {
            return (ModelCatalog.Load(name, weights), null);
        }
    }

    private static (Model, FrameToTensorOptions) OpenForPicture(
        string name, string? card, WeightChoice weights, Terminal terminal)
    {
        try
        {
            VisionModel vision = ModelCatalog.LoadVision(name, card, weights);
            if (vision.Recognition is { } recognition)
                terminal.Note($"{vision.Card.Name} is {recognition}");
            if (vision.Model.Inputs.Length != 1)
            {
                throw new BadInputException(
                    $"{name} has {vision.Model.Inputs.Length} inputs; one picture must be its only one.");
            }

            return (vision.Model, vision.Card.Input);
        }
        catch (ModelFormatException) when (card is null && !ModelCatalog.HasCard(name))
        {
            Model model = ModelCatalog.Load(name, weights);
            FrameToTensorOptions options = Guess(name, model);
            string colors = options.Channels == ChannelOrder.Gray ? "grey" : "RGB";
            terminal.Note($"{name} has no card and is of no known family: the picture is given as {colors} on 0..1,"
                + $" stretched to {options.Width} x {options.Height}.");
            return (model, options);
        }
    }

    private static FrameToTensorOptions Guess(string name, Model model)
    {
        string have = string.Join("; ", model.Inputs.Select(i => i.ToString()));
        string advice = $"{name} does not take one picture [1, 1 or 3, height, width]: its inputs are {have}.";
        if (model.Inputs.Length != 1)
            throw new BadInputException($"{advice} 'vision run' takes several, as .npy files.");
        ValueInfo input = model.Inputs[0];
        ImmutableArray<Dimension> sizes = input.Dimensions;
        bool isPicture = input.DataType is DataType.Float32 or DataType.Float16
            && sizes is { IsDefault: false, Length: 4 }
            && sizes[0].Size is null or 1 && sizes[1].Size is 1 or 3;
        return isPicture ? new FrameToTensorOptions
        {
            Width = sizes[3].Size ?? UsualSize,
            Height = sizes[2].Size ?? UsualSize,
            Channels = sizes[1].Size == 1 ? ChannelOrder.Gray : ChannelOrder.Rgb,
            Scale = [1f / 255],
        }
        : throw new BadInputException($"{advice} Give a .npy file of that shape.");
    }

    // In the type that the network wants; axes of size 1 may be missing or too many, such as (40) for [1, 1, 40].
    private static Tensor ReadTensor(Model model, string file)
    {
        ValueInfo input = model.Inputs.Length == 1 ? model.Inputs[0] : throw new BadInputException(
            $"{model.Name} has {model.Inputs.Length} inputs; 'vision run' takes several.");
        Tensor read = NumPyFile.Read(file), tensor = input.DataType switch
        {
            DataType.Float32 => Single(read),
            DataType.Float16 when read.DataType != DataType.Float16 => Narrow(Single(read)),
            _ => read,
        };
        if (tensor.DataType != input.DataType)
            throw new BadInputException($"{file} holds {read}; the model's input is {input}.");
        if (input.Accepts(new TensorInfo(tensor.DataType, tensor.Shape)))
            return tensor;
        if (!input.Dimensions.IsDefault)
        {
            var shape = new TensorShape([.. input.Dimensions.Select(d => d.Size ?? 1)]);
            if (shape.Length == tensor.Shape.Length)
                return tensor.Reshape(shape);
        }

        throw new BadInputException($"{file} holds {read}; the model's input is {input}.");
    }

    private static Tensor<float> Single(Tensor tensor)
    {
        var single = new Tensor<float>(tensor.Shape);
        Span<float> to = single.AsSpan();
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = tensor switch
            {
                Tensor<float> t => t.AsSpan()[i],
                Tensor<double> t => (float)t.AsSpan()[i],
                Tensor<Half> t => (float)t.AsSpan()[i],
                Tensor<byte> t => t.AsSpan()[i],
                Tensor<int> t => t.AsSpan()[i],
                Tensor<long> t => t.AsSpan()[i],
                _ => throw new BadInputException(
                    $"The file holds {tensor}; write float32, float64, int32, int64 or uint8."),
            };
        }

        return single;
    }

    private static Tensor<Half> Narrow(Tensor<float> single)
    {
        var half = new Tensor<Half>(single.Shape);
        for (int i = 0; i < single.Shape.Length; i++)
            half.AsSpan()[i] = (Half)single.AsSpan()[i];
        return half;
    }
}
