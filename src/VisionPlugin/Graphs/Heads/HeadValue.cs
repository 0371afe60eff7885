using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Heads;

/// <summary>A value of the head as it was, and the map that stands for it in the rewritten network.</summary>
/// <param name="Map">Name of the map.</param>
/// <param name="Shape">The map's shape (N, C, spatial...) for the input size that the head was made for.</param>
/// <param name="Places">
/// Of the old value's shape: for each element, which element of the map, in row-major order, it is. However often it was
/// reshaped and transposed, that says which weight belongs where in a kernel.
/// </param>
internal sealed record HeadValue(string Map, TensorShape Shape, Tensor<int> Places)
{
    /// <summary>Pictures.</summary>
    public int Batch => Shape[0];

    /// <summary>The map's elements of one picture.</summary>
    public int PerPicture => Shape.LengthOf(1, Shape.Rank);

    /// <summary>True if the old value has the map's elements in their order.</summary>
    public bool IsInOrder
    {
        get
        {
            ReadOnlySpan<int> places = Places.AsSpan();
            for (int i = 0; i < places.Length; i++)
            {
                if (places[i] != i)
                    return false;
            }

            return true;
        }
    }

    /// <summary>True if the map is of one place: the old value's elements are its channels.</summary>
    public bool HasOnePlace => PerPicture == Shape[1];

    /// <summary>A map that was written for an old value of some shape, in its order.</summary>
    public static HeadValue InOrder(string map, TensorShape shape, TensorShape old)
    {
        var places = new Tensor<int>(old);
        for (int i = 0; i < places.Shape.Length; i++)
            places.AsSpan()[i] = i;
        return new HeadValue(map, shape, places);
    }

    /// <summary>The shape of maps with other channels and one place.</summary>
    public TensorShape OnePlace(int channels) => [Batch, channels, .. Enumerable.Repeat(1, Shape.Rank - 2)];
}
