using VisionPlugin.Building;
using VisionPlugin.Graphs;

namespace VisionPlugin.Zoo;

/// <summary>A network of the zoo and what is known of it.</summary>
/// <param name="Name">Its name: <c>resnet50</c>.</param>
/// <param name="Title">What it is, in a line.</param>
/// <param name="Parameters">
/// Trained numbers: weights, biases, scales and shifts, not the running statistics of batch normalisations.
/// </param>
/// <param name="Macs">Multiply-accumulate operations for one input of the declared size.</param>
/// <param name="Build">Builds it, with seeded weights if it is given none.</param>
public sealed record ZooEntry(string Name, string Title, long Parameters, long Macs, Func<IWeightSource?, Model> Build);
