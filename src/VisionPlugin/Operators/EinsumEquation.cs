using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// An equation of Einstein's summation, resolved for shapes: the product of all operands, summed over the labels that
/// the output lacks.
/// </summary>
/// <param name="Sizes">Size of each label: first those of the output, in its order, then those that are summed over.</param>
/// <param name="OutputRank">How many of them are the output's.</param>
/// <param name="Strides">For each operand its step along each label; 0 where the label does not occur.</param>
internal sealed record EinsumEquation(int[] Sizes, int OutputRank, int[][] Strides)
{
    // Axes that "..." stands for, counted from its last one, have labels of their own behind all letters.
    private const char Ellipsis = '\uE000';

    /// <summary>Resolves an equation.</summary>
    /// <exception cref="ShapeMismatchException">It is not valid, or does not fit the shapes.</exception>
    public static EinsumEquation Resolve(string equation, ReadOnlySpan<TensorShape> shapes)
    {
        string[] sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        string[] terms = sides[0].Split(',');
        if (sides.Length > 2 || terms.Length != shapes.Length)
            throw new ShapeMismatchException($"'{equation}' is no equation of {shapes.Length} operands.");
        var sizes = new SortedDictionary<char, int>();
        var operands = new string[terms.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            operands[i] = Expand(terms[i], shapes[i].Rank, equation);
            for (int axis = 0; axis < shapes[i].Rank; axis++)
                AddSize(sizes, operands[i][axis], shapes[i][axis], equation);
        }

        string output = sides.Length == 2 ? ExpandOutput(sides[1], sizes, equation) : Implied(operands, sizes);
        string labels = output + string.Concat(sizes.Keys.Where(label => !output.Contains(label, StringComparison.Ordinal)));
        var strides = new int[operands.Length][];
        for (int i = 0; i < operands.Length; i++)
            strides[i] = StridesOf(operands[i], shapes[i], labels);
        return new EinsumEquation([.. labels.Select(label => sizes[label])], output.Length, strides);
    }

    // A label twice in an operand takes its diagonal: the steps add up.
    private static int[] StridesOf(string operand, TensorShape shape, string labels)
    {
        var result = new int[labels.Length];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] != 1)
                result[labels.IndexOf(operand[axis], StringComparison.Ordinal)] += shape.LengthOf(axis + 1, shape.Rank);
        }

        return result;
    }

    private static void AddSize(SortedDictionary<char, int> sizes, char label, int size, string equation)
    {
        if (!sizes.TryGetValue(label, out int known) || known == 1)
            sizes[label] = size;
        else if (size != known && size != 1)
            throw new ShapeMismatchException($"A label of '{equation}' has sizes {known} and {size}.");
    }

    // One label an axis.
    private static string Expand(string term, int rank, string equation)
    {
        int letters = term.Replace("...", "", StringComparison.Ordinal).Length, hidden = rank - letters;
        string expanded = Replace(term, Math.Max(hidden, 0));
        return expanded.Length == rank && IsLabels(expanded)
            ? expanded
            : throw new ShapeMismatchException($"'{term}' in '{equation}' does not fit an operand of rank {rank}.");
    }

    private static string ExpandOutput(string term, SortedDictionary<char, int> sizes, string equation)
    {
        string output = Replace(term, sizes.Keys.Count(label => label >= Ellipsis));
        bool known = IsLabels(output) && output.All(sizes.ContainsKey) && output.Distinct().Count() == output.Length;
        return known ? output : throw new ShapeMismatchException($"The output of '{equation}' must have labels of operands, once.");
    }

    // Without an output: "..." and then, sorted, the labels that occur once.
    private static string Implied(string[] operands, SortedDictionary<char, int> sizes)
    {
        string all = string.Concat(operands);
        return Hidden(sizes.Keys.Count(label => label >= Ellipsis))
            + string.Concat(sizes.Keys.Where(label => label < Ellipsis && all.Count(c => c == label) == 1));
    }

    private static string Replace(string term, int hidden) => term.Replace("...", Hidden(hidden), StringComparison.Ordinal);

    private static string Hidden(int count) => string.Concat(Enumerable.Range(0, count).Select(i => (char)(Ellipsis + count - 1 - i)));

    private static bool IsLabels(string labels) => labels.All(label => char.IsAsciiLetter(label) || label >= Ellipsis);
}
