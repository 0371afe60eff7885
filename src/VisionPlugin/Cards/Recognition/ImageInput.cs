using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cards.Recognition;

/// <summary>The input of a model that takes one picture.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 or 3.</param>
/// <param name="IsChannelsLast">True for (1, H, W, C) rather than (1, C, H, W).</param>
/// <param name="IsOpen">True if the model leaves width or height open.</param>
/// <param name="IsGuessed">True if nobody said which size to use.</param>
internal sealed record ImageInput(
    string Name, int Width, int Height, int Channels, bool IsChannelsLast, bool IsOpen, bool IsGuessed)
{
    /// <summary>The shape for one picture.</summary>
    public TensorShape Shape => IsChannelsLast ? [1, Height, Width, Channels] : [1, Channels, Height, Width];

    /// <summary>The input that may take a picture: the only one, of four axes, one of them of 1 or 3 channels.</summary>
    /// <exception cref="ModelFormatException">There is none.</exception>
    public static ValueInfo Find(Model model)
    {
        ValueInfo input = model.Inputs.Length == 1 ? model.Inputs[0] : throw new ModelFormatException(
            $"{model.Name} has no card, and {model.Inputs.Length} inputs ({Text(model)}): only what takes one picture is recognised.");
        bool isPicture = input.DataType is DataType.Float32 or DataType.Float16
            && (input.Dimensions.IsDefault || (input.Dimensions.Length == 4 && input.Dimensions[0].Size is null or 1));
        return isPicture ? input : throw new ModelFormatException(
            $"{model.Name} has no card, and its input {input} does not take one picture: expected is Float32[1, 3, height, width]."
            + " Export it with batch 1.");
    }

    /// <summary>The input at a size, where the model does not fix it.</summary>
    /// <param name="model">The model, for messages.</param>
    /// <param name="input">Its input.</param>
    /// <param name="size">The size to use for what is open.</param>
    /// <param name="isNoted">True if the card or the exporter named that size.</param>
    /// <exception cref="ModelFormatException">No axis can be that of the channels.</exception>
    public static ImageInput Of(Model model, ValueInfo input, (int Width, int Height) size, bool isNoted)
    {
        ImmutableArray<Dimension> sizes = input.Dimensions.IsDefault
            ? [.. Enumerable.Repeat(default(Dimension), 4)] : input.Dimensions;
        bool isFirst = sizes[1].Size is 1 or 3, isLast = !isFirst && sizes[3].Size is 1 or 3;
        if (!isFirst && !isLast && sizes[1].Size is not null)
        {
            throw new ModelFormatException(
                $"{model.Name} has no card, and its input {input} has neither 1 nor 3 channels: expected is [1, 3, height, width].");
        }

        (Dimension channels, Dimension height, Dimension width) =
            isLast ? (sizes[3], sizes[1], sizes[2]) : (sizes[1], sizes[2], sizes[3]);
        bool isOpen = height.Size is null || width.Size is null;
        return new ImageInput(input.Name, width.Size ?? size.Width, height.Size ?? size.Height, channels.Size ?? 3, isLast,
            isOpen, isOpen && !isNoted);
    }

    private static string Text(Model model) => string.Join("; ", model.Inputs.Select(i => i.ToString()));
}
