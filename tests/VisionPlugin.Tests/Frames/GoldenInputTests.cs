using VisionPlugin.Frames;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Testing.Goldens;

namespace VisionPlugin.Tests.Frames;

public class GoldenInputTests
{
    public static TheoryData<string, string> Recordings => GoldenModel.Recordings;

    [SkippableTheory]
    [MemberData(nameof(Recordings))]
    public void Inputs_are_those_that_the_models_were_recorded_with(string model, string picture)
    {
        Golden golden = GoldenModel.Recording(model, picture);
        FrameToTensorOptions options = GoldenModel.Card(model).Input;
        using var input = new Tensor<float>(options.Shape);
        new FrameToTensor(options).Convert(golden.Picture.Frame, input);

        Assert.Equal(golden.Input.Shape, input.Shape.Sizes.ToArray());
        // 1e-4 on the scale of 0..255, whatever the normalisation makes of it.
        double atol = 1e-4 * options.ScaleOf(0);
        golden.Input.AssertMatches(input.AsSpan(), atol, 0, "input");

        // The recording holds a hash of all elements; the naive conversion meets it to the bit, and ours is near to that one everywhere.
        float[] naive = NaiveFrameToTensor.Convert(golden.Picture, options);
        golden.Input.AssertMatches(naive, atol, 0, "naive input");
        Assert.True(golden.Input.HasHash(naive), "hash");
        TensorAssert.Equal(new Tensor<float>(input.Shape, naive), input, atol: atol);
    }
}
