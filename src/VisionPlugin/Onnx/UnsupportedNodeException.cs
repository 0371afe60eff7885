namespace VisionPlugin.Onnx;

/// <summary>
/// One node cannot be imported. The importer collects them and throws one <see cref="UnsupportedOperatorException"/>.
/// </summary>
internal sealed class UnsupportedNodeException(string reason) : VisionException(reason);
