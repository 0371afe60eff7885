namespace VisionPlugin.DemoApp.Output;

/// <summary>An output that was written to a file.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="File">The file.</param>
internal sealed record WrittenTensor(string Name, string Type, int[] Shape, string File);
