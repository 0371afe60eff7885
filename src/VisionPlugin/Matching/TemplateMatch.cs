using VisionPlugin.Decoding;

namespace VisionPlugin.Matching;

/// <summary>Where a template lies in a scene.</summary>
/// <param name="Box">The place, in pixels of the scene.</param>
/// <param name="Score">Normalised cross-correlation: 1 for the template itself, whatever its brightness and contrast; 0 for nothing alike.</param>
/// <param name="Scale">How many times larger than the template it is.</param>
public readonly record struct TemplateMatch(Box Box, float Score, double Scale);
