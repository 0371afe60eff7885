namespace VisionPlugin.Decoding;

/// <summary>
/// What detectors have in common that predict at every place of a grid: many predictions, each a box and scores. A
/// prediction proposes its best class, or every class that counts (<see cref="MultiLabel"/>).
/// </summary>
public abstract class DenseDecoder : DetectionDecoder
{
    // Rows at a time, so that what is written stays in the first cache and on the stack.
    private const int Block = 512;

    /// <summary>How the output holds the predictions.</summary>
    public PredictionLayout Layout { get; init; }

    /// <summary>True to propose a box for each class that counts rather than for its best class only.</summary>
    public bool MultiLabel { get; init; }

    /// <summary>Adds the predictions of a table that count.</summary>
    private protected void Propose(
        in PredictionTable boxes, in PredictionTable scores, in DenseColumns columns, ScoreFunction function,
        in DenseRun run, CandidateList candidates)
    {
        Span<float> bounds = stackalloc float[Block];
        // No score of a prediction exceeds its objectness; without one, none exceeds its largest. Sigmoid keeps the
        // order, so that logits are compared; with softmax nothing is known beforehand.
        (int first, int count) = columns.Objectness >= 0 ? (columns.Objectness, 1) : (columns.FirstClass, columns.Classes);
        float lowest = function switch
        {
            ScoreFunction.None => run.Conf,
            ScoreFunction.Sigmoid => Logit(run.Conf),
            _ => float.NegativeInfinity,
        };
        for (int start = 0; start < scores.Rows; start += Block)
        {
            Span<float> block = bounds[..Math.Min(Block, scores.Rows - start)];
            scores.Largest(first, count, start, block);
            for (int i = 0; i < block.Length; i++)
            {
                if (block[i] >= lowest)
                    ProposeRow(boxes, scores, start + i, columns, function, run, candidates);
            }
        }
    }

    /// <summary>The box of a row in input pixels.</summary>
    private protected abstract Box BoxAt(in PredictionTable boxes, int row, in DenseRun run);

    /// <summary>Throws unless there are as many predictions as the grids have places.</summary>
    private protected static void CheckRows(
        string decoder, ReadOnlySpan<GridLevel> levels, int found, int inputWidth, int inputHeight)
    {
        long expected = GridLevels.Count(levels, inputWidth, inputHeight);
        if (expected == found)
            return;
        string strides = string.Join(", ", levels.ToArray().Select(l => l.Stride));
        throw new ShapeMismatchException(
            $"Decoder '{decoder}' with strides {strides} expects {expected} predictions for an input of"
            + $" {inputWidth} x {inputHeight}; the model's output has {found}. Another input size, 'strides' or decoder is needed.");
    }

    private void ProposeRow(
        in PredictionTable boxes, in PredictionTable scores, int row, in DenseColumns columns, ScoreFunction function,
        in DenseRun run, CandidateList candidates)
    {
        float weight = columns.Objectness < 0 ? 1
            : function == ScoreFunction.Sigmoid ? AnchorGrid.Sigmoid(scores[row, columns.Objectness])
            : scores[row, columns.Objectness];
        SoftmaxScale softmax = function == ScoreFunction.Softmax ? SoftmaxScale.Of(scores, row) : default;
        Box box = BoxAt(boxes, row, run);
        int bestClass = -1;
        float best = run.Conf;
        for (int i = 0; i < columns.Classes; i++)
        {
            float value = scores[row, columns.FirstClass + i];
            float score = weight * function switch
            {
                ScoreFunction.Sigmoid => AnchorGrid.Sigmoid(value),
                ScoreFunction.Softmax => softmax.Apply(value),
                _ => value,
            };
            if (!(score >= run.Conf))
                continue;
            if (MultiLabel)
                candidates.Add(new Detection(i, score, box));
            else if (bestClass < 0 || score > best)
                (bestClass, best) = (i, score);
        }

        if (bestClass >= 0)
            candidates.Add(new Detection(bestClass, best, box));
    }

    // A little below, since the scores that pass are looked at exactly; sigmoid(16) is 1 in single precision.
    private static float Logit(float p) =>
        p <= 0 ? float.NegativeInfinity : Math.Min(MathF.Log(p / (1 - p)), 16) - 1e-3f;

    // exp(x - largest) / sum, over all columns: with the background, where there is one.
    private readonly record struct SoftmaxScale(float Largest, float Sum)
    {
        public static SoftmaxScale Of(in PredictionTable scores, int row)
        {
            float largest = float.NegativeInfinity, sum = 0;
            for (int i = 0; i < scores.Columns; i++)
                largest = Math.Max(largest, scores[row, i]);
            for (int i = 0; i < scores.Columns; i++)
                sum += MathF.Exp(scores[row, i] - largest);
            return new SoftmaxScale(largest, sum);
        }

        public float Apply(float value) => MathF.Exp(value - Largest) / Sum;
    }
}
