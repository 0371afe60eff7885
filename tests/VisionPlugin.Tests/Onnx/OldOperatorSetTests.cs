using Google.Protobuf;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Onnx;

/// <summary>Attributes that only the first operator sets have.</summary>
public class OldOperatorSetTests
{
    [Fact]
    public void Upsample_by_two_factors() => Gives(
        new Tensor<float>([1, 1, 2, 4], [1, 1, 2, 2, 1, 1, 2, 2]), "Upsample", [1, 1, 1, 2], [1, 2],
        Float("height_scale", 2), Float("width_scale", 2));

    [Fact]
    public void Upsample_bilinear() => Gives(
        new Tensor<float>([1, 1, 1, 4], [1, 1.5f, 2, 2]), "Upsample", [1, 1, 1, 2], [1, 2],
        Float("height_scale", 1), Float("width_scale", 2), new AttributeProto { Name = "mode", Type = 3, S = ByteString.CopyFromUtf8("bilinear") });

    [Fact]
    public void Pads_under_their_first_name() => Gives(
        new Tensor<float>([4], [0, 1, 2, 0]), "Pad", [2], [1, 2], SmallModel.Ints("paddings", 1, 1));

    [Fact]
    public void The_exponent_of_a_norm_as_a_fraction() => Gives(
        new Tensor<float>([1, 1, 1], [7]), "GlobalLpPool", [1, 1, 2], [3, -4], Float("p", 1));

    [Fact]
    public void An_exponent_that_is_no_whole_number_is_refused()
    {
        var error = Assert.Throws<UnsupportedOperatorException>(
            () => Load("LpPool", [1, 1, 2], Float("p", 1.5f), SmallModel.Ints("kernel_shape", 2)));
        Assert.Contains("p 1.5, which is no whole number", Assert.Single(error.Nodes));
    }

    [Fact]
    public void A_shape_as_an_attribute() => Gives(
        new Tensor<float>([2, 1], [1, 2]), "Reshape", [1, 2], [1, 2], SmallModel.Ints("shape", 2, -1));

    private static AttributeProto Float(string name, float value) => new() { Name = name, Type = 1, F = value };

    private static void Gives(
        Tensor<float> expected, string type, long[] shape, float[] x, params AttributeProto[] attributes)
    {
        using var backend = new ReferenceBackend();
        using var worker = new Worker(Load(type, shape, attributes), backend);
        worker.SetInput(0, new Tensor<float>([.. shape.Select(size => (int)size)], x));
        worker.Schedule();
        TensorAssert.Equal(expected, worker.PeekOutput(0), 1e-6, 1e-6);
    }

    private static Model Load(string type, long[] shape, params AttributeProto[] attributes)
    {
        ModelProto proto = SmallModel.Empty();
        proto.OpsetImport[0].Version = 1;
        proto.Graph.Input.Add(SmallModel.Value("x", OnnxTypes.Float, shape));
        proto.Graph.Node.Add(SmallModel.Node(type, "node", ["x"], ["y"], attributes));
        proto.Graph.Output.Add(SmallModel.Value("y", OnnxTypes.Float));
        return ModelLoader.Load(proto.ToByteArray());
    }
}
