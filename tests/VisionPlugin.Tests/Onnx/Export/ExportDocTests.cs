using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Onnx.Export;

/// <summary>The sample code of docs/export.md.</summary>
public class ExportDocTests
{
    [Fact]
    public void The_sample_code_is_this_code_and_runs()
    {
        DocSample.AssertShown("docs/export.md", "tests/VisionPlugin.Tests/Onnx/Export/ExportDocTests.cs", "Save");
        string folder = Directory.CreateTempSubdirectory("vision-doc").FullName;
        try
        {
            Assert.Equal("input: Float32[batch, 3, 32, 32]", Save(Path.Combine(folder, "small.onnx")).Inputs[0].ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Model Save(string file)
    {
        // Save: begin
        var net = new ModelBuilder("small", new SeededWeights(1));
        Layer x = net.Input([1, 3, 32, 32]).Conv2d(16, 3, padding: Padding.Same).Relu().MaxPool(2, 2);
        Model model = net.Build(x.Flatten().Linear(10));
        model.Save(file, new ModelSaveOptions { Batch = new Dimension(null, "batch") });
        Model loaded = ModelLoader.Load(file); // its input: Float32[batch, 3, 32, 32]
        // Save: end
        return loaded;
    }
}
