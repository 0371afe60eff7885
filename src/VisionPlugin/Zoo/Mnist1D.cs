using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>
/// The networks with which Prince, Understanding Deep Learning (2023), section 10.2.5, compares convolution and full connection
/// on MNIST-1D (Greydanus 2020). Input (N, 1, 40), output (N, 10).
/// </summary>
public static class Mnist1D
{
    /// <summary>
    /// Three convolutions of kernel 3, stride 2, 15 channels, without padding, and a linear layer: 60 + 690 + 690 + 610 parameters.
    /// </summary>
    public static Model CreateConv(IWeightSource? weights = null)
    {
        var net = new ModelBuilder("mnist1d-conv", weights);
        Layer x = net.Input([1, 1, 40]);
        for (int i = 0; i < 3; i++)
            x = x.Conv1d(15, 3, stride: 2).Relu();
        return net.Build(x.Flatten().Linear(10));
    }

    /// <summary>
    /// As many layers, fully connected, with as many units as convolutions of so many channels have places: 19, 9 and 4 times the
    /// channels. 15 channels give 285-135-60 and 59,065 parameters; 25 give 475-225-100 and 150,185.
    /// </summary>
    /// <param name="weights">Where the weights come from.</param>
    /// <param name="channels">Channels of the convolutions that it is compared with.</param>
    public static Model CreateFullyConnected(IWeightSource? weights = null, int channels = 15)
    {
        var net = new ModelBuilder(channels == 15 ? "mnist1d-fc" : $"mnist1d-fc-{channels}", weights);
        Layer x = net.Input([1, 1, 40]).Flatten();
        foreach (int places in (int[])[19, 9, 4])
            x = x.Linear(channels * places).Relu();
        return net.Build(x.Linear(10));
    }
}
