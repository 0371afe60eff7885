using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class SamplingTests
{
    private static readonly Tensor<float> To16 = Range([1, 1, 4, 4]);

    [Fact]
    public void The_middle_of_a_picture_is_the_mean_of_four_elements() => Gives(
        Floats([1, 1, 1, 1], 2.5f), new GridSample(), Range([1, 1, 2, 2], 1), Floats([1, 1, 1, 2], 0, 0));

    [Theory]
    [InlineData(GridPadding.Zeros, false, 0.25f)]
    [InlineData(GridPadding.Border, false, 1)]
    [InlineData(GridPadding.Reflection, false, 1)]
    [InlineData(GridPadding.Zeros, true, 1)]
    public void The_corner_is_the_edge_of_an_element_or_its_centre(GridPadding padding, bool corners, float expected) =>
        Gives(Floats([1, 1, 1, 1], expected), new GridSample(Interpolation.Linear, padding, corners),
            Range([1, 1, 2, 2], 1), Floats([1, 1, 1, 2], -1, -1));

    [Fact]
    public void The_grid_names_columns_before_rows() => Gives(Floats([1, 1, 1, 2], 3, 12),
        new GridSample(Interpolation.Nearest, AlignCorners: true), To16, Floats([1, 1, 2, 2], 1, -1, -1, 1));

    [Theory]
    [InlineData(true, 3, 1)] // 4 elements from the first one, there and back over 2
    [InlineData(false, 2, 2)] // 1.5 beyond the edge at 2.5
    public void Reflection_is_at_centres_or_at_edges(bool corners, float place, float expected) => Gives(
        Floats([1, 1, 1], expected), new GridSample(Interpolation.Linear, GridPadding.Reflection, corners),
        Range([1, 1, 3], 1), Floats([1, 1, 1], place));

    [Fact]
    public void Ties_round_to_even_over_pictures_and_over_volumes()
    {
        var nearest = new GridSample(Interpolation.Nearest);
        Gives(Floats([1, 1, 1, 1], 0), nearest, Range([1, 1, 2, 2]), Floats([1, 1, 1, 2], 0, 0));
        Gives(Floats([1, 1, 1, 1, 1], 0), nearest, Range([1, 1, 2, 2, 2]), Floats([1, 1, 1, 1, 3], 0, 0, 0));
    }

    [Fact]
    public void Cubic_weights_between_two_elements() => Gives(
        // -3/32, 19/32, 19/32, -3/32: Keys' kernel with a = -0.75 at distances of 1.5 and 0.5.
        Floats([1, 1, 1], ((-3 * 1) + (19 * 2) + (19 * 4) + (-3 * 8)) / 32f),
        new GridSample(Interpolation.Cubic, AlignCorners: true), Floats([1, 1, 4], 1, 2, 4, 8), Floats([1, 1, 1], 0));

    [Fact]
    public void The_identity_gives_the_places_of_all_elements()
    {
        Tensor<float> identity = Floats([1, 2, 3], 1, 0, 0, 0, 1, 0);
        Tensor<long> size = new([4], [1, 7, 2, 2]);
        Gives(Floats([1, 2, 2, 2], -1, -1, 1, -1, -1, 1, 1, 1), new AffineGrid(AlignCorners: true), identity, size);
        Gives(Floats([1, 2, 2, 2], -0.5f, -0.5f, 0.5f, -0.5f, -0.5f, 0.5f, 0.5f, 0.5f), new AffineGrid(), identity, size);
    }

    [Fact]
    public void A_map_of_a_volume_moves_scales_and_exchanges_axes() => Gives(
        Floats([1, 2, 1, 1, 3], -1, 0.25f, 1, 1, 0.25f, 1), new AffineGrid(AlignCorners: true),
        Floats([1, 3, 4], 0, 0, 1, 0, 0, 3, 0, 0.25f, 2, 0, 0, 1), new Tensor<long>([5], [1, 1, 2, 1, 1]));

    [Fact]
    public void A_region_is_resized_by_samples_in_the_middle_of_its_bins() => Gives(
        Floats([1, 1, 2, 2], 2.5f, 3.5f, 6.5f, 7.5f), new RoiAlign(2, 2, SamplingRatio: 1),
        To16, Floats([1, 4], 0.5f, 0.5f, 2.5f, 2.5f), new Tensor<long>([1]));

    [Fact]
    public void Without_half_pixels_a_region_is_one_pixel_at_least() => Gives(
        Floats([1, 1, 1, 1], 7.5f), new RoiAlign(Coordinates: RegionCoordinates.OutputHalfPixel),
        To16, Floats([1, 4], 1, 1, 1, 1), new Tensor<long>([1]));

    [Fact]
    public void A_bin_has_a_sample_for_each_pixel_it_spans() => Gives(
        // 4 x 2 samples over columns 0.5, 1.5, 2.5, (3, the edge) and rows 0.5, 1.5.
        Floats([1, 1, 1, 1], 4 + ((0.5f + 1.5f + 2.5f + 3) / 4)), new RoiAlign(),
        To16, Floats([1, 4], 0.5f, 0.5f, 4.5f, 2.5f), new Tensor<long>([1]));

    [Fact]
    public void The_maximum_is_taken_of_weighted_elements() => Gives(
        Floats([1, 1, 1, 1], 0.25f * 5), new RoiAlign(SamplingRatio: 1, Pooling: RegionPooling.Max),
        To16, Floats([1, 4], 0.5f, 0.5f, 1.5f, 1.5f), new Tensor<long>([1]));

    [Fact]
    public void Whole_pixels_of_a_region_are_pooled() => Gives(
        Floats([3, 1, 2, 2], 5, 7, 13, 15, 5, 5, 5, 5, 0, 0, 0, 0), new MaxRoiPool(2, 2, 0.5f),
        To16, Floats([3, 5], 0, 0, 0, 6, 6, 0, 2, 2, 2, 2, 0, 20, 20, 22, 22));

    [Fact]
    public void Errors_say_what_does_not_fit()
    {
        Assert.Contains("must be [2, sizes of", Error(new GridSample(), [2, 3, 4, 5], [1, 3, 3, 2]));
        Assert.Contains("must be [2, sizes of", Error(new GridSample(), [2, 3, 4, 5], [2, 3, 3, 3]));
        Assert.Contains("[number, 5]", Error(new MaxRoiPool(2, 2), [2, 3, 4, 5], [1, 4]));
        Assert.Contains("outside 1 to", Error(new MaxRoiPool(0, 2), [2, 3, 4, 5], [1, 5]));
        TensorInfo[] inputs =
        [
            new(DataType.Float32, [2, 3, 4, 5]), new(DataType.Float32, [2, 4]), new(DataType.Int64, [3]),
        ];
        var error = Assert.Throws<ShapeMismatchException>(() => new RoiAlign().InferShapes(inputs));
        Assert.Contains("must be [2], not [3]", error.Message);
        TensorInfo size = TensorInfo.Of(new Tensor<long>([4], [1, 3, 4, 5]));
        error = Assert.Throws<ShapeMismatchException>(() => new AffineGrid().InferShapes([inputs[1], size]));
        Assert.Contains("[N, 2, 3]", error.Message);
    }
}
