using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>Finds the most probable classes in an output of C scores: (1, C), (1, C, 1, 1), (C).</summary>
public sealed class ClassificationDecoder : Decoder
{
    /// <summary>True if the network gives logits: a softmax turns them into probabilities.</summary>
    public bool Softmax { get; init; }

    /// <inheritdoc/>
    public override int OutputCount => 1;

    /// <inheritdoc/>
    public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes)
    {
        TensorShape found = outputs[0];
        int axesAboveOne = 0;
        foreach (int size in found.Sizes)
            axesAboveOne += size > 1 ? 1 : 0;
        if (axesAboveOne > 1 || found.Length == 0 || (classes is { } c && found.Length != c))
            throw Mismatch("classification", $"[1, {(classes is { } n ? $"{n} classes" : "C")}]", found);
    }

    /// <summary>Writes the best classes, best first, NaN last; allocates nothing.</summary>
    /// <param name="output">The output, on the host.</param>
    /// <param name="top">Receives the classes; its length is the largest number, up to 1024.</param>
    /// <returns>Number of classes written.</returns>
    public int Decode(Tensor<float> output, Span<Classification> top) => Decode(output.AsSpan(), top);

    /// <summary>The same for scores that are a part of an output.</summary>
    internal int Decode(ReadOnlySpan<float> scores, Span<Classification> top)
    {
        Span<int> indices = stackalloc int[Math.Min(top.Length, 1024)];
        int count = TopK.Select(scores, indices);
        double largest = count == 0 ? 0 : scores[indices[0]], sum = 0;
        if (Softmax)
        {
            foreach (float score in scores)
                sum += Math.Exp(score - largest);
        }

        for (int i = 0; i < count; i++)
        {
            float score = scores[indices[i]];
            top[i] = new Classification(indices[i], Softmax ? (float)(Math.Exp(score - largest) / sum) : score);
        }

        return count;
    }
}
