using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>
/// Exports that give finished objects: one output (1, N, 6 + extra) of left, top, right, bottom in pixels of the
/// network's input, score, class; rows that are not used have a score of 0. (Ultralytics' exports with NMS; YOLOv10 and
/// YOLO26, which need none.) What a row holds beyond is not read.
/// </summary>
public sealed class EndToEndDecoder : DetectionDecoder
{
    /// <summary>True if boxes are on 0..1 rather than in pixels of the input.</summary>
    public bool Normalized { get; init; }

    /// <inheritdoc/>
    public override int OutputCount => 1;

    /// <inheritdoc/>
    public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes)
    {
        if (PredictionTable.SizeOf(outputs[0], PredictionLayout.Rows)?.Columns is not >= 6)
            throw Mismatch("end-to-end", "[1, N, 6 or more]", outputs[0]);
    }

    /// <inheritdoc/>
    public override void Decode(
        ReadOnlySpan<Tensor<float>> outputs, int inputWidth, int inputHeight, float conf, CandidateList candidates)
    {
        PredictionTable table = PredictionTable.Of(outputs[0], PredictionLayout.Rows);
        (float scaleX, float scaleY) = Normalized ? (inputWidth, inputHeight) : (1f, 1f);
        for (int row = 0; row < table.Rows; row++)
        {
            float score = table[row, 4], classId = table[row, 5];
            if (score >= conf && score > 0 && classId is >= 0 and < 1 << 24)
                candidates.Add(new Detection((int)classId, score, BoxForms.Read(BoxForm.Corners, table, row, scaleX, scaleY)));
        }
    }
}
