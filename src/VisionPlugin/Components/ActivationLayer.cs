using VisionPlugin.Tensors;

namespace VisionPlugin.Components;

/// <summary>One value inside a network that <see cref="ActivationView"/> can show.</summary>
/// <param name="Name">The value's name in the model.</param>
/// <param name="Operator">The operator that computes it.</param>
/// <param name="Shape">Its shape: (1, C, H, W), (C, H, W) or (1, C).</param>
/// <param name="Node">The node that computes it.</param>
public readonly record struct ActivationLayer(string Name, string Operator, TensorShape Shape, string Node);
