using VisionPlugin.Decoding;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Decoding;

/// <summary>An output of N predictions of K numbers in either layout, written prediction by prediction; zeros at first.</summary>
internal sealed class Table(int rows, int columns, PredictionLayout layout) : IDisposable
{
    public Tensor<float> Tensor { get; } = new(layout == PredictionLayout.Rows ? [1, rows, columns] : [1, columns, rows]);

    public TensorShape Shape => Tensor.Shape;

    public void Fill(float value) => Tensor.AsSpan().Fill(value);

    public void Write(int row, ReadOnlySpan<float> numbers)
    {
        Assert.Equal(columns, numbers.Length);
        for (int k = 0; k < columns; k++)
            Tensor.AsSpan()[layout == PredictionLayout.Rows ? (row * columns) + k : (k * rows) + row] = numbers[k];
    }

    public void Dispose() => Tensor.Dispose();
}
