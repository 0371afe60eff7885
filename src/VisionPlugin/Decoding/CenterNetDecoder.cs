using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>
/// CenterNet: objects are the peaks of a heat map (1, C, H, W), cells that equal the maximum of their 3 x 3
/// neighbourhood in their class; further outputs say each peak's box (<see cref="CenterNetBoxes"/>). The best
/// <see cref="Top"/> peaks over all classes count. (Zhou et al., "Objects as Points", 2019.)
/// </summary>
public sealed class CenterNetDecoder : DetectionDecoder
{
    /// <summary>How boxes are given.</summary>
    public CenterNetBoxes Boxes { get; init; }

    /// <summary>True if the heat map holds logits rather than probabilities.</summary>
    public bool Sigmoid { get; init; }

    /// <summary>Number of peaks that count.</summary>
    public int Top { get; init; } = 100;

    /// <inheritdoc/>
    public override int OutputCount => Boxes == CenterNetBoxes.Edges ? 2 : 3;

    /// <inheritdoc/>
    public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes)
    {
        TensorShape heat = outputs[0];
        if (heat.Rank != 4 || heat[0] != 1 || heat[1] == 0 || (classes is { } c && heat[1] != c))
            throw Mismatch("centernet", $"[1, {(classes is { } n ? $"{n} classes" : "C")}, H, W] (heat map)", heat);
        for (int i = 1; i < outputs.Length; i++)
        {
            TensorShape expected = [1, Boxes == CenterNetBoxes.Edges ? 4 : 2, heat[2], heat[3]];
            if (outputs[i] != expected)
                throw Mismatch("centernet", $"{expected} beside its heat map {heat}", outputs[i]);
        }
    }

    /// <inheritdoc/>
    public override void Decode(
        ReadOnlySpan<Tensor<float>> outputs, int inputWidth, int inputHeight, float conf, CandidateList candidates)
    {
        TensorShape shape = outputs[0].Shape;
        int rows = shape[2], columns = shape[3], cells = rows * columns;
        // Sigmoid keeps the order, so peaks are found among logits and only their scores are computed.
        float lowest = Sigmoid ? Logit(conf) : conf;
        for (int classId = 0; classId < shape[1]; classId++)
        {
            ReadOnlySpan<float> heat = outputs[0].AsSpan().Slice(classId * cells, cells);
            for (int cell = NextAtLeast(heat, lowest, 0); cell < cells; cell = NextAtLeast(heat, lowest, cell + 1))
            {
                int row = cell / columns, column = cell % columns;
                if (!IsPeak(heat, rows, columns, row, column))
                    continue;
                float score = Sigmoid ? AnchorGrid.Sigmoid(heat[cell]) : heat[cell];
                Box box = BoxAt(outputs, row, column, (float)inputWidth / columns, (float)inputHeight / rows);
                candidates.Add(new Detection(classId, score, box));
            }
        }

        candidates.KeepBest(Top);
    }

    private Box BoxAt(ReadOnlySpan<Tensor<float>> outputs, int row, int column, float cellWidth, float cellHeight)
    {
        TensorShape shape = outputs[1].Shape;
        int cells = shape[2] * shape[3], cell = (row * shape[3]) + column;
        ReadOnlySpan<float> first = outputs[1].AsSpan();
        if (Boxes == CenterNetBoxes.Edges)
        {
            float x = column * cellWidth, y = row * cellHeight;
            return new Box(x - first[cell], y - first[cells + cell], x + first[(2 * cells) + cell], y + first[(3 * cells) + cell]);
        }

        ReadOnlySpan<float> offset = outputs[2].AsSpan();
        return Box.FromCenter((column + offset[cell]) * cellWidth, (row + offset[cells + cell]) * cellHeight,
            first[cell] * cellWidth, first[cells + cell] * cellHeight);
    }

    private static bool IsPeak(ReadOnlySpan<float> heat, int rows, int columns, int row, int column)
    {
        float value = heat[(row * columns) + column];
        for (int y = Math.Max(row - 1, 0); y <= Math.Min(row + 1, rows - 1); y++)
        {
            for (int x = Math.Max(column - 1, 0); x <= Math.Min(column + 1, columns - 1); x++)
            {
                if (heat[(y * columns) + x] > value)
                    return false;
            }
        }

        return true;
    }

    // Nearly all of a heat map is background, so the search is vectorised.
    private static int NextAtLeast(ReadOnlySpan<float> heat, float lowest, int start)
    {
        int i = start;
        for (; i + Vector<float>.Count <= heat.Length; i += Vector<float>.Count)
        {
            if (Vector.GreaterThanOrEqualAny(new Vector<float>(heat[i..]), new Vector<float>(lowest)))
                break;
        }

        while (i < heat.Length && !(heat[i] >= lowest))
            i++;
        return i;
    }

    /// <summary>The inverse of the sigmoid.</summary>
    internal static float Logit(float p) => p <= 0 ? float.NegativeInfinity : p >= 1 ? float.PositiveInfinity : MathF.Log(p / (1 - p));
}
