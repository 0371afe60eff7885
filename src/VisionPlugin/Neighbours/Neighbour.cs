namespace VisionPlugin.Neighbours;

/// <summary>An entry of a <see cref="FeatureIndex"/> that was found.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Distance">How far it is from what was asked for.</param>
public readonly record struct Neighbour(string Name, float Distance);
