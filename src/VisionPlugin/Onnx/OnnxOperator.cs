using VisionPlugin.Operators;

namespace VisionPlugin.Onnx;

/// <summary>How one operator of ONNX is imported.</summary>
/// <param name="Name">ONNX's name.</param>
/// <param name="Since">
/// First version of the operator set that the factory understands; 7 is the oldest that is read.
/// </param>
/// <param name="Create">Reads the attributes; may rearrange the node's inputs and add constants and nodes.</param>
internal sealed record OnnxOperator(string Name, int Since, Func<OnnxNode, Operator> Create);
