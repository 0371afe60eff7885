namespace VisionPlugin.Samples.Lessons;

/// <summary>A lesson: a short program that shows one thing with numbers.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Give">Computes, prints and draws.</param>
internal sealed record Lesson(string Name, string Title, Action<Classroom> Give)
{
    /// <summary>All lessons in the order of the page docs/lessons.md.</summary>
    public static IReadOnlyList<Lesson> All { get; } =
    [
        new("equivariance", "a picture moves: convolution moves along, pooling hardly notices", Equivariance.Give),
        new("matrix", "a convolution is a matrix product: Toeplitz and im2col", MatrixProduct.Give),
        new("dilation", "dilation against stride: what each sees and what each loses", Dilation.Give),
        new("one-by-one", "a 1x1 convolution is a fully connected layer at every place", OneByOne.Give),
        new("sliding-window", "a classifier slides over a larger picture in one pass", SlidingWindow.Give),
        new("sharing", "shared weights: convolution against full connection", Sharing.Give),
        new("receptive-field", "how much of its receptive field an element really uses", EffectiveField.Give),
        new("residual", "what reaches the end of 34 layers, with and without shortcuts", Residual.Give),
        new("depthwise", "depthwise separable convolution costs 1/N + 1/K^2", Depthwise.Give),
        new("flip", "cross-correlation, convolution, and kernels that come apart", Flip.Give),
        new("transposed", "transposed convolution, and where checkerboards come from", Transposed.Give),
    ];

    /// <summary>The lesson of a name that <see cref="All"/> has.</summary>
    public static Lesson Find(string name) => All.First(l => l.Name == name);
}
