using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>Reads objects out of a detector's raw outputs.</summary>
public abstract class DetectionDecoder : Decoder
{
    /// <summary>Adds what was found, in pixels of the network's input.</summary>
    /// <param name="outputs">The outputs, on the host, of the shapes that passed <see cref="Decoder.Validate"/>.</param>
    /// <param name="inputWidth">Columns of the network's input.</param>
    /// <param name="inputHeight">Rows of the network's input.</param>
    /// <param name="conf">Lowest score that counts.</param>
    /// <param name="candidates">Receives the candidates.</param>
    public abstract void Decode(
        ReadOnlySpan<Tensor<float>> outputs, int inputWidth, int inputHeight, float conf, CandidateList candidates);
}
