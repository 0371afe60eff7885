using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

// Most expected values are those of the examples in the ONNX specification.
public class ResizeTests
{
    private static readonly Tensor<float> To4 = Range([2, 2], 1);
    private static readonly Tensor<float> To8 = Range([2, 4], 1);
    private static readonly Tensor<float> To16 = Range([4, 4], 1);

    [Fact]
    public void Nearest_repeats_and_drops_elements()
    {
        Gives(Floats([4, 6], 1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 3, 3, 3, 4, 4, 4),
            new Resize(Interpolation.Nearest), To4, null, Scales(2, 3));
        Gives(Floats([1, 2], 1, 3), new Resize(Interpolation.Nearest), To8, null, Scales(0.6f, 0.6f));
        Gives(Floats([1, 3], 1, 2, 4), new Resize(Interpolation.Nearest), To8, null, null, Sizes(1, 3));
    }

    [Theory]
    [InlineData(NearestMode.Ceil, CoordinateMode.HalfPixel, new float[] { 1, 2, 2, 3, 3, 4, 4, 4 })]
    [InlineData(NearestMode.Floor, CoordinateMode.AlignCorners, new float[] { 1, 1, 1, 2, 2, 3, 3, 4 })]
    [InlineData(NearestMode.RoundPreferCeil, CoordinateMode.Asymmetric, new float[] { 1, 2, 2, 3, 3, 4, 4, 4 })]
    [InlineData(NearestMode.RoundPreferFloor, CoordinateMode.Asymmetric, new float[] { 1, 1, 2, 2, 3, 3, 4, 4 })]
    [InlineData(NearestMode.Floor, CoordinateMode.Asymmetric, new float[] { 1, 1, 2, 2, 3, 3, 4, 4 })]
    [InlineData(NearestMode.Floor, CoordinateMode.TfHalfPixelForNearest, new float[] { 1, 1, 2, 2, 3, 3, 4, 4 })]
    [InlineData(NearestMode.Ceil, CoordinateMode.TfHalfPixelForNearest, new float[] { 2, 2, 3, 3, 4, 4, 4, 4 })]
    public void Nearest_rounds_as_told(NearestMode nearest, CoordinateMode coordinates, float[] expected) => Gives(
        Floats([8], expected), new Resize(Interpolation.Nearest, coordinates) { Nearest = nearest }, Range([4], 1), null,
        null, Sizes(8));

    [Fact]
    public void Nearest_is_exact_where_a_position_falls_on_an_element()
    {
        // 3 to 7: output 3 looks at 3.5 * 3 / 7 - 0.5 = 1, which 3.5 / 2.3333 - 0.5 may miss.
        var floor = new Resize(Interpolation.Nearest) { Nearest = NearestMode.Floor };
        Gives(Floats([7], 1, 1, 1, 2, 2, 2, 3), floor, Range([3], 1), null, null, Sizes(7));
    }

    [Fact]
    public void Linear_by_half_pixels()
    {
        Gives(
            Floats([4, 4], 1, 1.25f, 1.75f, 2, 1.5f, 1.75f, 2.25f, 2.5f, 2.5f, 2.75f, 3.25f, 3.5f, 3, 3.25f, 3.75f, 4),
            new Resize(Interpolation.Linear), To4, null, Scales(2, 2));
        Gives(Floats([1, 2], 2.6666665f, 4.3333331f), new Resize(Interpolation.Linear), To8, null, Scales(0.6f, 0.6f));
        Gives(Floats([1, 2], 1.6666666f, 3.3333331f), new Resize(Interpolation.Linear, CoordinateMode.HalfPixelSymmetric),
            Range([1, 4], 1), null, Scales(1, 0.6f));
        Gives(Floats([3, 1], 1.6666666f, 7, 12.333333f), new Resize(Interpolation.Linear, CoordinateMode.PytorchHalfPixel),
            To16, null, null, Sizes(3, 1));
    }

    [Fact]
    public void Linear_by_corners()
    {
        var corners = new Resize(Interpolation.Linear, CoordinateMode.AlignCorners);
        Gives(Floats([4], 1, 4 / 3f, 5 / 3f, 2), corners, Floats([2], 1, 2), null, Scales(2));
        Gives(Floats([1, 2], 1, 3.142857f), corners, To8, null, Scales(0.6f, 0.6f));
        Gives(Floats([1], 1), corners, Range([4], 1), null, null, Sizes(1));
    }

    [Fact]
    public void Cubic_convolution()
    {
        Gives(Floats([3, 3], 1.47119141f, 2.78125f, 4.08251953f, 6.71142578f, 8.02148438f, 9.32275391f, 11.91650391f,
            13.2265625f, 14.52783203f), new Resize(Interpolation.Cubic), To16, null, Scales(0.8f, 0.8f));
        Tensor up = Run(new Resize(Interpolation.Cubic), To16, null, Scales(2, 2))[0];
        Testing.TensorAssert.Equal(
            Floats([8], 0.47265625f, 0.76953125f, 1.24609375f, 1.875f, 2.28125f, 2.91015625f, 3.38671875f, 3.68359375f),
            new Tensor<float>([8], up.AsSpan<float>()[..8]), 1e-6);
        Tensor half = Run(
            new Resize(Interpolation.Cubic) { CubicCoefficient = -0.5f, ExcludeOutside = true }, To16, null,
            Scales(0.8f, 0.8f))[0];
        Testing.TensorAssert.Equal(
            Floats([3], 1.36812675f, 2.6695014f, 4.0133367f), new Tensor<float>([3], half.AsSpan<float>()[..3]), 1e-5);
    }

    [Fact]
    public void Antialiasing_widens_the_filter()
    {
        Gives(Floats([2, 2], 2.875f, 4.5f, 9.375f, 11), new Resize(Interpolation.Linear) { Antialias = true }, To16, null,
            Scales(0.6f, 0.6f));
        Gives(Floats([2, 2], 2.5180721f, 4.2858863f, 9.589329f, 11.357142f),
            new Resize(Interpolation.Cubic) { Antialias = true }, To16, null, Scales(0.6f, 0.6f));
    }

    [Fact]
    public void A_region_is_cropped_and_what_lies_outside_is_extrapolated()
    {
        var crop = new Resize(Interpolation.Linear, CoordinateMode.TfCropAndResize) { ExtrapolationValue = 10 };
        Gives(Floats([3, 3], 7.6000004f, 7.9f, 8.2f, 8.8f, 9.1f, 9.400001f, 10, 10.3f, 10.6f), crop, To16,
            Floats([4], 0.4f, 0.6f, 0.6f, 0.8f), null, Sizes(3, 3));
        Gives(Floats([3, 3], 7.6000004f, 10, 10, 12.400001f, 10, 10, 10, 10, 10), crop, To16,
            Floats([4], 0.4f, 0.6f, 1.2f, 1.7f), null, Sizes(3, 3));
        Gives(new Tensor<byte>([3], [2, 10, 10]), crop with { Mode = Interpolation.Nearest },
            new Tensor<byte>([2], [1, 2]),
            Floats([2], 1, 3), null, Sizes(3));
    }

    [Fact]
    public void One_scale_for_all_keeps_the_aspect_ratio()
    {
        var larger = new Resize(Interpolation.Nearest) { AspectRatio = AspectRatioPolicy.NotSmaller };
        var smaller = new Resize(Interpolation.Nearest) { AspectRatio = AspectRatioPolicy.NotLarger };
        Assert.Equal([8, 8], Run(larger, To4, null, null, Sizes(7, 8))[0].Shape);
        Assert.Equal([7, 7], Run(smaller, To4, null, null, Sizes(7, 8))[0].Shape);
        // 3 x 5 into 10 x 4: the scale is 4 / 5, and 2.4 rounds to 2; x.5 rounds up.
        Assert.Equal([2, 4], Run(smaller, Range([3, 5]), null, null, Sizes(10, 4))[0].Shape);
        Assert.Equal([3, 2], Run(smaller, Range([5, 4]), null, null, Sizes(9, 2))[0].Shape);
    }

    [Fact]
    public void Axes_choose_what_is_resized() => Assert.Equal(
        [2, 9, 4, 7],
        Run(new Resize(Interpolation.Linear) { Axes = [3, -3] }, Range([2, 3, 4, 5]), null, null, Sizes(7, 9))[0].Shape);

    [Fact]
    public void Sizes_by_scale_are_those_of_single_precision() =>
        // 10 * 0.7f is 7 in single precision and 6.99999988 in double precision.
        Assert.Equal([7], Run(new Resize(Interpolation.Nearest), Range([10]), null, Scales(0.7f))[0].Shape);

    [Fact]
    public void An_empty_list_counts_as_absent() =>
        Gives(Floats([1], 1), new Resize(Interpolation.Nearest), Floats([1], 1), Floats([0]), Floats([0]), Sizes(1));

    [Fact]
    public void Wrong_lists_are_named()
    {
        var resize = new Resize(Interpolation.Linear);
        Assert.Equal("Resize needs either scales or sizes.", Fault(resize));
        Assert.Equal("Resize needs either scales or sizes.", Fault(resize, null, Scales(1, 1), Sizes(2, 2)));
        Assert.Equal("1 scales do not fit 2 axes of [2, 2].", Fault(resize, null, Scales(1)));
        Assert.Equal("3 sizes do not fit 2 axes of [2, 2].", Fault(resize, null, null, Sizes(1, 2, 3)));
        Assert.Contains("cannot be scaled by 0", Fault(resize, null, Scales(1, 0)));
        Assert.Contains("cannot be scaled by -1", Fault(resize, null, Scales(-1, 1)));
        Assert.Contains("cannot be scaled by NaN", Fault(resize, null, Scales(float.NaN, 1)));
        Assert.Contains("cannot be scaled", Fault(resize, null, Scales(float.PositiveInfinity, 1)));
        Assert.Contains("cannot become -1", Fault(resize, null, null, Sizes(2, -1)));
        Assert.Contains("more than 2147483647 elements", Fault(resize, null, null, Sizes(1 << 20, 1 << 20)));
        Assert.Contains("cannot become",
            Fault(resize with { AspectRatio = AspectRatioPolicy.NotSmaller }, null, null, Sizes(long.MaxValue, 1)));
        Assert.Contains("region of interest",
            Fault(resize with { Coordinates = CoordinateMode.TfCropAndResize }, null, null, Sizes(1, 1)));
        Assert.Contains("twice", Fault(resize with { Axes = [0, 0] }, null, null, Sizes(1, 1)));
        Assert.Contains("no element",
            Assert.Throws<ShapeMismatchException>(() => Run(resize, Floats([0]), null, null, Sizes(3))).Message);
    }

    private static Tensor<float> Scales(params float[] scales) => new([scales.Length], scales);

    private static Tensor<long> Sizes(params long[] sizes) => new([sizes.Length], sizes);

    private static string Fault(Resize resize, params Tensor?[] inputs) =>
        Assert.Throws<ShapeMismatchException>(() => Run(resize, [To4, .. inputs])).Message;

    [Theory]
    [InlineData(Interpolation.Nearest)]
    [InlineData(Interpolation.Linear)]
    [InlineData(Interpolation.Cubic)]
    public void Far_outside_of_a_crop_is_the_extrapolation_value(Interpolation mode) => Gives(
        Floats([3], 1, 7, 7), new Resize(mode, CoordinateMode.TfCropAndResize) { ExtrapolationValue = 7 },
        Range([2], 1), Floats([2], 0, 40), null, new Tensor<long>([1], [3]));
}
