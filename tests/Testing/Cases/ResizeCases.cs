using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Resizing in every mode and coordinate mode, up and down, by scales and sizes.</summary>
public static class ResizeCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Modes.SelectMany(mode => Coordinates.SelectMany(coordinates => Each(mode, coordinates))),
        .. from coordinates in Coordinates
           from nearest in Enum.GetValues<NearestMode>()
           let resize = new Resize(Interpolation.Nearest, coordinates) { Nearest = nearest }
           select Sizes($"{nearest}", resize, [1, 5, 6, 7], 1, 5, 11, 10),
        .. Modes.SelectMany(Others),
        Crop("crop", Interpolation.Linear, [0, 0, 0.4f, 0.6f, 1, 1, 0.6f, 0.8f]),
        Crop("crop beyond the input", Interpolation.Linear, [0, 0, 0.4f, -0.6f, 1, 1, 1.2f, 1.7f]),
        Crop("crop beyond the input", Interpolation.Nearest, [0, 0, 0.4f, -0.6f, 1, 1, 1.2f, 1.7f]),
        Crop("crop beyond the input", Interpolation.Cubic, [0, 0, 0.4f, -0.6f, 1, 1, 1.2f, 1.7f]),
        Sizes("antialias down", new Resize(Interpolation.Linear) { Antialias = true }, [2, 5, 9, 13], 2, 5, 4, 5),
        Sizes("antialias down", new Resize(Interpolation.Cubic) { Antialias = true }, [2, 5, 9, 13], 2, 5, 4, 5),
        Sizes("antialias down, outside excluded",
            new Resize(Interpolation.Linear) { Antialias = true, ExcludeOutside = true },
            [2, 5, 9, 13], 2, 5, 4, 5),
        Sizes("outside excluded", new Resize(Interpolation.Cubic) { ExcludeOutside = true }, [2, 5, 4, 5], 2, 5, 9, 13),
        BeyondItsRange(RandomInteger.Bytes([1, 2, 3, 3], 1)),
        BeyondItsRange(RandomInteger.Int32([1, 2, 3, 3], 1, -9, 9)),
        new OperatorCase("Nearest, uint8", new Resize(Interpolation.Nearest), RandomInteger.Bytes([2, 3, 3], 1), null,
            null, Integers.List(2, 5, 7)),
        new OperatorCase("Linear, uint8", new Resize(Interpolation.Linear), RandomInteger.Bytes([2, 3, 3], 1), null, null,
            Integers.List(2, 5, 7)),
    ];

    private static Interpolation[] Modes => Enum.GetValues<Interpolation>();

    private static IEnumerable<CoordinateMode> Coordinates =>
        Enum.GetValues<CoordinateMode>().Where(mode => mode != CoordinateMode.TfCropAndResize);

    private static IEnumerable<OperatorCase> Each(Interpolation mode, CoordinateMode coordinates) =>
    [
        Scales("up by 2", new Resize(mode, coordinates), [1, 4, 5, 7], 1, 1, 2, 2),
        Scales("up by fractions, odd channels, batch 2", new Resize(mode, coordinates), [2, 5, 5, 7], 1, 1, 1.7f, 2.3f),
        Scales("down by fractions", new Resize(mode, coordinates), [2, 5, 9, 13], 1, 1, 0.6f, 0.45f),
        Sizes("sizes", new Resize(mode, coordinates), [1, 6, 6, 5], 1, 6, 13, 4),
        Sizes("to one element", new Resize(mode, coordinates), [1, 5, 3, 4], 1, 5, 1, 1),
        Sizes("from one element", new Resize(mode, coordinates), [1, 5, 1, 1], 1, 5, 3, 4),
    ];

    private static IEnumerable<OperatorCase> Others(Interpolation mode) =>
    [
        Sizes("same sizes", new Resize(mode), [1, 5, 3, 4], 1, 5, 3, 4),
        Sizes("channels and batch too", new Resize(mode), [2, 5, 3, 4], 3, 7, 5, 5),
        Sizes("3 axes", new Resize(mode), [2, 5, 7], 2, 5, 12),
        Sizes("5 axes, all", new Resize(mode), [2, 3, 3, 4, 5], 3, 4, 5, 7, 4),
        Sizes("5 axes", new Resize(mode), [1, 3, 3, 4, 5], 1, 3, 5, 7, 4),
        Sizes("matrix", new Resize(mode), [3, 5], 7, 4),
        Sizes("list", new Resize(mode), [5], 9),
        Sizes("some axes", new Resize(mode) { Axes = [3, 2] }, [1, 5, 3, 4], 7, 5),
        Sizes("not larger", new Resize(mode) { Axes = [2, 3], AspectRatio = AspectRatioPolicy.NotLarger },
            [1, 5, 3, 4], 7, 7),
        Sizes("not smaller", new Resize(mode) { Axes = [2, 3], AspectRatio = AspectRatioPolicy.NotSmaller },
            [1, 5, 3, 4], 7, 7),
    ];

    private static OperatorCase Scales(string name, Resize resize, TensorShape x, params float[] scales) =>
        Case(name, resize, x, null, new Tensor<float>([scales.Length], scales), null);

    private static OperatorCase Sizes(string name, Resize resize, TensorShape x, params long[] sizes) =>
        Case(name, resize, x, null, null, Integers.List(sizes));

    private static OperatorCase Crop(string name, Interpolation mode, float[] region) =>
        Case(name, new Resize(mode, CoordinateMode.TfCropAndResize) { ExtrapolationValue = 10 }, [1, 5, 6, 7],
            new Tensor<float>([8], region), null, Integers.List(1, 5, 4, 9));

    // Becomes the largest number of the type.
    private static OperatorCase BeyondItsRange(Tensor x) => new($"{x.DataType}, extrapolated",
        new Resize(Interpolation.Nearest, CoordinateMode.TfCropAndResize) { ExtrapolationValue = 1e30f }, x,
        new Tensor<float>([8], [0, 0, -1, -1, 1, 1, 1, 1]), null, Integers.List(1, 2, 4, 5));

    private static OperatorCase Case(
        string name, Resize resize, TensorShape x, Tensor? region, Tensor? scales, Tensor? sizes) =>
        new($"{resize.Mode}, {resize.Coordinates}, {name}", resize, RandomTensor.Uniform(x, 1), region, scales, sizes);
}
