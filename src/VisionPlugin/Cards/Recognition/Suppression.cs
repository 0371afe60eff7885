using VisionPlugin.Decoding;

namespace VisionPlugin.Cards.Recognition;

/// <summary>The boxes and scores that a graph hands to its own suppression of overlapping boxes.</summary>
/// <param name="Boxes">Name of the boxes: ([1,] N, 4).</param>
/// <param name="Scores">Name of the scores: ([1,] N, C) or ([1,] C, N).</param>
/// <param name="Layout">Which of the two.</param>
/// <param name="Form">What the boxes' numbers are.</param>
/// <param name="Classes">C.</param>
/// <param name="Iou">Largest overlap that the graph allows; null if it is not constant.</param>
/// <param name="Conf">Lowest score that the graph allows; null if it is not constant.</param>
internal sealed record Suppression(
    string Boxes, string Scores, PredictionLayout Layout, BoxForm Form, int Classes, float? Iou, float? Conf);
