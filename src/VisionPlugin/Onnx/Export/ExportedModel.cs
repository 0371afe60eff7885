using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>A model as messages, with the constants beside them, so that weights are written from where they are.</summary>
/// <param name="Name">The model's name, for messages.</param>
/// <param name="Proto">Everything but the initialisers.</param>
/// <param name="Constants">The initialisers by name, in the order in which they are written.</param>
internal sealed record ExportedModel(
    string Name, ModelProto Proto, IReadOnlyList<KeyValuePair<string, Tensor>> Constants);
