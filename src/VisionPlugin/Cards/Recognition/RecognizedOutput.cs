using VisionPlugin.Tensors;

namespace VisionPlugin.Cards.Recognition;

/// <summary>A model's output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape for the input that was assumed.</param>
internal readonly record struct RecognizedOutput(string Name, TensorShape Shape)
{
    /// <summary>Rows and columns of an output (1, rows, columns); null for other shapes.</summary>
    public (int Rows, int Columns)? Table =>
        Shape.Rank == 3 && Shape[0] == 1 && Shape.Length > 0 ? (Shape[1], Shape[2]) : null;

    /// <summary>Name and shape: <c>output0 [1, 84, 8400]</c>.</summary>
    public override string ToString() => $"{Name} {Shape}";
}
