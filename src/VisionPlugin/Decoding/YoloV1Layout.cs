namespace VisionPlugin.Decoding;

/// <summary>Order of the S * S * (5 B + C) numbers that YOLO v1 puts out.</summary>
public enum YoloV1Layout
{
    /// <summary>Cell by cell, as the paper draws it: B times (x, y, w, h, confidence), then C class probabilities.</summary>
    Cells,

    /// <summary>As darknet stores it: all cells' C class probabilities, then all confidences (B a cell), then all (x, y, w, h).</summary>
    Planes,
}
