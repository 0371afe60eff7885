namespace VisionPlugin.Decoding;

/// <summary>One class that a classifier proposes.</summary>
/// <param name="ClassId">Index of the class in the labels.</param>
/// <param name="Score">Probability, 0..1, or the raw score if the network gives no probabilities.</param>
public readonly record struct Classification(int ClassId, float Score);
