using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Heads;

/// <summary>Fully connected layers as convolutions whose kernel is as large as the map.</summary>
internal static class HeadProducts
{
    /// <summary>Rewrites Y = Alpha * X * W + Beta * B.</summary>
    public static void Rewrite(HeadRewriter head, Node node, Gemm gemm)
    {
        if (head.Find(node, 0) is not { } x || head.Constant(node, 1) is not Tensor<float> { Shape.Rank: 2 } weights)
            throw head.Error(node, "a fully connected layer has maps on the left and a constant matrix of single precision on the right.");
        TensorShape old = x.Places.Shape;
        int features = x.PerPicture, units = head.OldShape(node)[^1];
        if (gemm.TransposeA || old[^1] != features || !RowsArePictures(x))
            throw head.Error(node, $"the rows of its input {old} are not the pictures of the maps {x.Shape}.");

        TensorShape kernel = [units, .. x.Shape.Sizes[1..]];
        Tensor<float> w = Kernel(weights, gemm, x, kernel);
        string[] inputs = [x.Map, head.Add($"{node.Name}.kernel", w)];
        if (node.Inputs.Length > 2 && node.Inputs[2].Length > 0)
            inputs = [.. inputs, head.Add($"{node.Name}.offset", Bias(head, node, gemm.Beta, units))];
        head.Emit(node, new Conv(new Window([.. kernel.Sizes[2..]], [], [], []), 1, gemm.Activation), x.OnePlace(units), inputs);
    }

    // Every row has one picture's elements, all rows in one order.
    private static bool RowsArePictures(HeadValue x)
    {
        ReadOnlySpan<int> places = x.Places.AsSpan();
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] != places[i % x.PerPicture] + (i / x.PerPicture * x.PerPicture))
                return false;
        }

        return true;
    }

    // (units, C, spatial...): the weights themselves if they lie so already.
    private static Tensor<float> Kernel(Tensor<float> weights, Gemm gemm, HeadValue x, TensorShape shape)
    {
        if (gemm.TransposeB && gemm.Alpha == 1 && x.IsInOrder)
            return (Tensor<float>)weights.Reshape(shape);
        var kernel = new Tensor<float>(shape);
        ReadOnlySpan<float> from = weights.AsSpan();
        ReadOnlySpan<int> places = x.Places.AsSpan();
        Span<float> to = kernel.AsSpan();
        int units = shape[0], features = x.PerPicture;
        for (int unit = 0; unit < units; unit++)
        {
            Span<float> row = to.Slice(unit * features, features);
            for (int i = 0; i < features; i++)
                row[places[i]] = gemm.Alpha * from[gemm.TransposeB ? (unit * features) + i : (i * units) + unit];
        }

        return kernel;
    }

    private static Tensor<float> Bias(HeadRewriter head, Node node, float beta, int units)
    {
        if (head.Constant(node, 2) is not Tensor<float> c || !(c.Shape.Length == 1 || (c.Shape.Length == units && c.Shape[^1] == units)))
            throw head.Error(node, "its bias is neither one constant number nor one for each unit.");
        if (beta == 1 && c.Shape.Length == units)
            return (Tensor<float>)c.Reshape([units]);
        var bias = new Tensor<float>([units]);
        for (int i = 0; i < units; i++)
            bias.AsSpan()[i] = beta * c.AsSpan()[c.Shape.Length == 1 ? 0 : i];
        return bias;
    }
}
