using System.Diagnostics;
using System.Globalization;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons.Tools;

/// <summary>What a lesson needs: something that computes, a blackboard, and a sheet to draw on.</summary>
/// <param name="backend">What computes; stays the caller's.</param>
/// <param name="board">Where to print.</param>
/// <param name="pictureFile">Where to draw; null for nowhere.</param>
internal sealed class Classroom(IBackend backend, TextWriter board, string? pictureFile = null)
{
    private readonly Dictionary<string, double> _shown = [];

    /// <summary>Where to draw; null for nowhere.</summary>
    public string? PictureFile { get; } = pictureFile;

    /// <summary>Whether a picture was written.</summary>
    public bool HasDrawn { get; private set; }

    /// <summary>All numbers that were shown, by their labels.</summary>
    public IReadOnlyDictionary<string, double> Shown => _shown;

    /// <summary>Runs a network of one input and one output.</summary>
    public Tensor<float> Run(Model model, Tensor<float> input)
    {
        using var worker = new Worker(model, backend);
        worker.Schedule(input);
        return (Tensor<float>)worker.PeekOutput().ReadbackAndClone();
    }

    /// <summary>The shortest of some runs in milliseconds: what a busy machine disturbs least.</summary>
    public double Time(Model model, Tensor<float> input)
    {
        using var worker = new Worker(model, backend);
        double shortest = double.PositiveInfinity, spent = 0;
        for (int i = 0; i < 3 || spent < 300; i++)
        {
            long start = Stopwatch.GetTimestamp();
            worker.Schedule(input);
            worker.PeekOutput().ReadbackAndClone();
            double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            (shortest, spent) = (Math.Min(shortest, time), spent + time);
        }

        return shortest;
    }

    /// <summary>Writes a line.</summary>
    public void Say(string text = "") => board.WriteLine(text);

    /// <summary>Writes a number with what it is.</summary>
    public void Show(string label, double value, string format = "0.####")
    {
        _shown.Add(label, value);
        board.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {label,-66} {value.ToString(format, CultureInfo.InvariantCulture),12}"));
    }

    /// <summary>Writes a number that is another one on every machine.</summary>
    public void ShowMeasured(string label, double value, string unit)
    {
        _shown.Add(label, value);
        board.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {label,-66} {value,12:0.00} {unit} (measured)"));
    }

    /// <summary>Draws rows of maps, if a file was asked for.</summary>
    /// <param name="pixels">How large an element becomes.</param>
    /// <param name="rows">The maps.</param>
    public void Draw(int pixels, params Map[][] rows)
    {
        if (PictureFile is null)
            return;
        Sheet.Save(PictureFile, pixels, rows);
        HasDrawn = true;
    }
}
