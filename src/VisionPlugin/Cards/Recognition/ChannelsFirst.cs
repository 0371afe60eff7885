using VisionPlugin.Graphs;
using VisionPlugin.Operators;

namespace VisionPlugin.Cards.Recognition;

/// <summary>Gives a network that takes pictures as (1, H, W, C) an input (1, C, H, W): a transposition in front.</summary>
internal static class ChannelsFirst
{
    /// <summary>The network, unchanged if its card does not ask for it or it is done already.</summary>
    public static Model Apply(Model model, ModelCard card)
    {
        int channels = card.Input.ChannelCount;
        if (!card.IsChannelsLast || model.Inputs.Length != 1
            || model.Inputs[0].Dimensions is not { IsDefault: false, Length: 4 } sizes
            || sizes[1].Size == channels || (sizes[3].Size ?? channels) != channels)
        {
            return model;
        }

        ValueInfo input = model.Inputs[0];
        var names = new UniqueNames();
        foreach (string used in model.Nodes.SelectMany(n => n.Inputs.Concat(n.Outputs).Append(n.Name)).Concat(model.Constants.Keys))
            names.Reserve(used);
        string last = names.Make($"{input.Name}.nhwc");
        var transpose = new Node(names.Make($"{last}.transpose"), new Transpose([0, 2, 3, 1]), [input.Name], [last]);
        return model with
        {
            Inputs = [input with { Dimensions = [sizes[0], sizes[3], sizes[1], sizes[2]] }],
            Nodes = [transpose, .. model.Nodes.Select(n => n with { Inputs = [.. n.Inputs.Select(i => i == input.Name ? last : i)] })],
        };
    }
}
