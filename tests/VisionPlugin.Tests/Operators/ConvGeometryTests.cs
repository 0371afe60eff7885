using VisionPlugin.Operators;

namespace VisionPlugin.Tests.Operators;

public class ConvGeometryTests
{
    /// <summary>Kernel, stride, dilation.</summary>
    public static TheoryData<int, int, int> Windows()
    {
        var data = new TheoryData<int, int, int>();
        for (int i = 0; i < 4 * 4 * 3; i++)
            data.Add(1 + (i % 4), 1 + (i / 4 % 4), 1 + (i / 16));
        return data;
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Floor_mode_counts_the_windows_that_fit(int kernel, int stride, int dilation)
    {
        int span = (dilation * (kernel - 1)) + 1;
        foreach ((int size, int begin, int end) in Padded(span))
        {
            int fit = 0;
            while ((fit * stride) + span <= size + begin + end)
                fit++;
            WindowAxis axis = Resolve(size, new Window([kernel], [stride], [dilation], [begin, end]));
            Assert.Equal(new WindowAxis(size, fit, kernel, stride, dilation, begin, end), axis);
            Assert.Equal(span, axis.Span);
        }
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Ceil_mode_adds_windows_until_the_end_is_covered_unless_they_start_beyond_the_input(
        int kernel, int stride, int dilation)
    {
        int span = (dilation * (kernel - 1)) + 1;
        foreach ((int size, int begin, int end) in Padded(span))
        {
            int count = 1;
            while (((count - 1) * stride) + span < size + begin + end && count * stride < size + begin)
                count++;
            WindowAxis axis = Resolve(size, new Window([kernel], [stride], [dilation], [begin, end], CeilMode: true));
            Assert.Equal(count, axis.Output);
        }
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Same_pads_as_little_as_gives_input_by_stride_rounded_up(int kernel, int stride, int dilation)
    {
        int span = (dilation * (kernel - 1)) + 1;
        for (int size = 1; size < 12; size++)
        {
            int output = (size + stride - 1) / stride, total = 0;
            while (((output - 1) * stride) + span > size + total)
                total++;
            WindowAxis upper = Resolve(size, new Window([kernel], [stride], [dilation], [], AutoPad.SameUpper));
            WindowAxis lower = Resolve(size, new Window([kernel], [stride], [dilation], [], AutoPad.SameLower));
            Assert.Equal((output, total / 2, total - (total / 2)), (upper.Output, upper.PadBegin, upper.PadEnd));
            Assert.Equal((output, total - (total / 2), total / 2), (lower.Output, lower.PadBegin, lower.PadEnd));
        }
    }

    [Fact]
    public void Valid_ignores_padding_but_not_ceil_mode()
    {
        var window = new Window([3], [2], [], [1, 1], AutoPad.Valid);
        Assert.Equal(new WindowAxis(8, 3, 3, 2, 1, 0, 0), Resolve(8, window));
        Assert.Equal(new WindowAxis(8, 4, 3, 2, 1, 0, 0), Resolve(8, window with { CeilMode = true }));
    }

    [Fact]
    public void Taps_are_offsets_into_the_plane_and_minus_one_in_the_padding()
    {
        var taps = new WindowTaps(ConvGeometry.Resolve(new Window([2, 2], [2, 1], [1, 2], [1, 0, 0, 1]), [1, 1, 3, 4]));

        Assert.Equal(2 * 3, taps.OutputLength);
        Assert.Equal([-1, -1, 0, 2], taps.At(0).ToArray());
        Assert.Equal([-1, -1, 2, -1], taps.At(2).ToArray());
        Assert.Equal([4, 6, 8, 10], taps.At(3).ToArray());
    }

    [Fact]
    public void Counting_padding_stops_where_the_declared_padding_does()
    {
        // Input 4, padding 1 + 1, windows of 3 by 2: 0-2, 2-4, 4-6; the last reaches one beyond the padding.
        var window = new Window([3], [2], [], [1, 1], CeilMode: true);
        var taps = new WindowTaps(ConvGeometry.Resolve(window, [1, 1, 4]));

        Assert.Equal([3, 3, 2], Enumerable.Range(0, taps.OutputLength).Select(taps.CountWithPadding));
    }

    public static TheoryData<Window, string> Impossible => new()
    {
        { new Window([0], [], [], []), "kernel size of 0" },
        { new Window([-1], [], [], []), "kernel size of -1" },
        { new Window([3], [0], [], []), "stride of 0" },
        { new Window([3], [], [-2], []), "dilation of -2" },
        { new Window([3], [], [], [int.MinValue, 0]), "padding of -2147483648" },
        { new Window([3], [int.MaxValue], [], []), "stride of 2147483647" },
        { new Window([3, 3], [], [], []), "kernel has 2 values" },
        { new Window([], [], [], []), "kernel has 0 values" },
        { new Window(default, default, default, default), "kernel has 0 values" },
        { new Window([3], [1, 1], [], []), "strides has 2" },
        { new Window([3], [], [1, 1], []), "dilations has 2" },
        { new Window([3], [], [], [1]), "pads has 1" },
        { new Window([1 << 24], [], [1 << 24], []), "long; the limit" },
        { new Window([1 << 24], [], [1 << 24], [], AutoPad.SameUpper), "long; the limit" },
        { new Window([9], [], [], []), "does not fit" },
        { new Window([9], [2], [], [], CeilMode: true), "does not fit" },
        { new Window([1], [], [], [-4, -4]), "does not fit" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Impossible_attributes_are_refused_without_overflow(Window window, string reason) =>
        Assert.Contains(reason, Assert.Throws<ShapeMismatchException>(() => Resolve(7, window)).Message);

    [Fact]
    public void A_kernel_of_too_many_elements_is_refused()
    {
        var window = new Window([1 << 20, 1 << 20], [], [], [1 << 20, 1 << 20, 1 << 20, 1 << 20]);
        var error = Assert.Throws<ShapeMismatchException>(() => ConvGeometry.Resolve(window, [1, 1, 4, 4]));
        Assert.Contains("elements", error.Message);
    }

    [Fact]
    public void An_output_of_too_many_elements_is_refused()
    {
        var window = new Window([1, 1], [], [], [1 << 20, 1 << 20, 1 << 20, 1 << 20]);
        Assert.Throws<ShapeMismatchException>(() => ConvGeometry.Resolve(window, [1, 1, 4, 4]).OutputShape(1, 1));
    }

    [Fact]
    public void An_input_without_spatial_axes_is_refused() =>
        Assert.Throws<ShapeMismatchException>(() => ConvGeometry.Resolve(Window.Square(3), [1, 3]));

    private static WindowAxis Resolve(int size, Window window) => ConvGeometry.Resolve(window, [1, 1, size]).X;

    private static IEnumerable<(int Size, int Begin, int End)> Padded(int span) =>
        from size in Enumerable.Range(1, 9)
        from begin in Enumerable.Range(0, span)
        from end in Enumerable.Range(0, span)
        where size + begin + end >= span
        select (size, begin, end);
}
