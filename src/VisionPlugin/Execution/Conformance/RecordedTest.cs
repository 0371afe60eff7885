using System.Collections.Immutable;
using System.Globalization;
using VisionPlugin.Execution.Comparison;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution.Conformance;

/// <summary>
/// A model with recorded inputs and outputs, in the layout of ONNX's backend tests: a folder with <c>model.onnx</c> and
/// <c>test_data_set_N/input_N.pb</c>, <c>output_N.pb</c>. ONNX's "light" models, <c>NAME.onnx</c> beside
/// <c>NAME_output_N.pb</c>, count too. Nothing is read before it is needed, and then once; not thread-safe.
/// </summary>
public sealed class RecordedTest
{
    // A folder of suites of tests.
    private const int SuiteDepth = 3;

    private readonly string _file;
    private readonly IReadOnlyList<RecordedSet> _sets;
    private readonly ModelLimits _limits;
    private readonly Lazy<ModelProto> _proto;
    private readonly Lazy<Model> _model;

    private RecordedTest(string path, string name, string file, IReadOnlyList<RecordedSet> sets, ModelLimits? limits)
    {
        (Location, Name, _file, _sets, _limits) = (path, name, file, sets, limits ?? ModelLimits.Default);
        _proto = new Lazy<ModelProto>(() => OnnxReader.Read(_file, _limits));
        _model = new Lazy<Model>(() => OnnxImporter.Import(
            _proto.Value, _file, Path.GetDirectoryName(Path.GetFullPath(_file)), _limits));
    }

    /// <summary>The test's folder, or a light model's file.</summary>
    public string Location { get; }

    /// <summary>The name of the folder, or of a light model's file without its ending.</summary>
    public string Name { get; }

    /// <summary>
    /// ONNX's names of the operators in the model, also in the bodies of control flow and functions; with the domain in
    /// front if it is not ONNX's own. Sorted; empty if the file cannot be read.
    /// </summary>
    public ImmutableArray<string> Operators => IsReadable ? OnnxContents.OperatorsOf(_proto.Value) : [];

    /// <summary>The version of the ONNX operators that the model uses; 0 if the file cannot be read.</summary>
    public int Opset => IsReadable ? OnnxContents.OpsetOf(_proto.Value) : 0;

    /// <summary>How far outputs may be from the recorded ones.</summary>
    public Tolerance Tolerance => Tolerance.For(Operators);

    /// <summary>The model.</summary>
    /// <exception cref="FileNotFoundException">The model's file is missing.</exception>
    /// <exception cref="ModelFormatException">It is not a valid ONNX model.</exception>
    /// <exception cref="UnsupportedOperatorException">It needs what the plugin does not have.</exception>
    public Model Model => _model.Value;

    /// <summary>Sees a folder as a test.</summary>
    /// <param name="folder">A folder with <c>model.onnx</c>, or with one other file <c>*.onnx</c>.</param>
    /// <param name="limits">What the model may ask for.</param>
    public static RecordedTest At(string folder, ModelLimits? limits = null)
    {
        string file = Path.Combine(folder, "model.onnx");
        if (!File.Exists(file) && Directory.GetFiles(folder, "*.onnx") is [string only])
            file = only;
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new RecordedTest(folder, name, file, RecordedSet.Find(folder), limits);
    }

    /// <summary>Sees a light model's file as a test: <c>NAME.onnx</c> beside <c>NAME_output_0.pb</c>.</summary>
    /// <param name="file">The model's file.</param>
    /// <param name="limits">What the model may ask for.</param>
    public static RecordedTest AtLight(string file, ModelLimits? limits = null)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        return new RecordedTest(file, name, file, [new RecordedSet(name, LightPrefix(file), HasInputs: false)], limits);
    }

    /// <summary>
    /// The tests of a folder: itself if it is one, else the light models and tests in it and in its folders, three deep,
    /// as suites have them. Empty if there are none. A folder with recorded data and no model counts: running it says
    /// what is missing.
    /// </summary>
    /// <param name="path">The folder, or a model's file: a light one, or one that lies in its test's folder.</param>
    /// <param name="limits">What a model may ask for.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder or file.</exception>
    public static IReadOnlyList<RecordedTest> Find(string path, ModelLimits? limits = null)
    {
        if (!File.Exists(path))
            return [.. Find(path, SuiteDepth, limits)];
        return [IsLight(path) ? AtLight(path, limits) : At(Path.GetDirectoryName(Path.GetFullPath(path))!, limits)];
    }

    private static IEnumerable<RecordedTest> Find(string folder, int depth, ModelLimits? limits)
    {
        if (IsTest(folder))
            return [At(folder, limits)];
        IEnumerable<RecordedTest> light = Directory.GetFiles(folder, "*.onnx")
            .Where(IsLight).Order(StringComparer.Ordinal)
            .Select(f => AtLight(f, limits));
        return depth == 0 ? light : light.Concat(Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .SelectMany(f => Find(f, depth - 1, limits)));
    }

    /// <summary>
    /// Runs the model on every recorded set of inputs and compares with the recorded outputs. Nothing that a test can
    /// hold is thrown: what is unsupported or broken is the result's outcome and reason.
    /// </summary>
    /// <param name="backend">What to run on; stays the caller's.</param>
    /// <param name="options">
    /// How to run; left out, the default of a worker: a node that the backend cannot run makes the test unsupported.
    /// </param>
    public RecordedTestResult Run(IBackend backend, WorkerOptions? options = null)
    {
        try
        {
            return Compare(Model, backend, options);
        }
        catch (UnsupportedOperatorException error)
        {
            return RecordedTestResult.Without(TestOutcome.Unsupported, error.Nodes);
        }
        catch (VisionException error)
        {
            return RecordedTestResult.Without(TestOutcome.Failed, [error.Message]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return RecordedTestResult.Without(TestOutcome.Failed, [error.Message]);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A bug of the plugin, which must not hide what the other tests of a suite say.
            return RecordedTestResult.Without(TestOutcome.Failed, [$"{error.GetType().Name}: {error.Message}"]);
        }
    }

    /// <summary>As <see cref="Run"/>, for a model at hand, and throws what stops the test.</summary>
    /// <param name="model">The test's model, as loaded or changed in a way that must keep its outputs.</param>
    /// <param name="backend">What to run on; stays the caller's.</param>
    /// <param name="options">How to run.</param>
    /// <exception cref="ModelFormatException">The recorded data is missing or damaged.</exception>
    /// <exception cref="ShapeMismatchException">The recorded data does not fit the model, or the model itself.</exception>
    /// <exception cref="UnsupportedOperatorException">The backend cannot run some nodes; lists all of them.</exception>
    public RecordedTestResult Compare(Model model, IBackend backend, WorkerOptions? options = null)
    {
        if (_sets.Count == 0)
            throw new ModelFormatException($"{Location} has no recorded data: no folder test_data_set_0.");
        var reasons = new List<string>();
        double absolute = 0, relative = 0;
        foreach (RecordedSet set in _sets)
        {
            IReadOnlyList<Tensor> inputs = set.ReadInputs(model, _limits);
            set.VerifyOutputs(model);
            using var worker = new Worker(model, backend, options);
            for (int i = 0; i < inputs.Count; i++)
                worker.SetInput(i, inputs[i]);
            worker.Schedule();
            for (int i = 0; i < model.Outputs.Length; i++)
            {
                TensorDifference? difference = CompareOutput(worker, set, i, reasons);
                absolute = Math.Max(absolute, difference?.MaxAbsolute ?? double.NaN);
                relative = Math.Max(relative, difference?.MaxRelative ?? double.NaN);
            }
        }

        return new RecordedTestResult(
            reasons.Count == 0 ? TestOutcome.Passed : TestOutcome.Failed, reasons, absolute, relative);
    }

    /// <summary>The test's name.</summary>
    public override string ToString() => Name;

    private TensorDifference? CompareOutput(Worker worker, RecordedSet set, int index, List<string> reasons)
    {
        using Tensor actual = worker.PeekOutput(index).ReadbackAndClone();
        Tensor expected = set.ReadOutput(index, actual.DataType, _limits);
        string output = $"{set.Name}, output '{worker.Model.Outputs[index]}'";
        if (expected.DataType != actual.DataType || expected.Shape != actual.Shape)
        {
            reasons.Add($"{output}: expected {expected}, found {actual}");
            return null;
        }

        (double atol, double rtol) = (Tolerance.Atol, Tolerance.Rtol);
        TensorDifference difference = TensorDifference.Of(expected, actual, atol, rtol);
        if (!difference.IsWithin)
        {
            reasons.Add(string.Create(CultureInfo.InvariantCulture,
                $"{output} at [{string.Join(", ", difference.Where)}]: expected {difference.Expected:R}, found")
                + string.Create(CultureInfo.InvariantCulture,
                $" {difference.Actual:R}; largest error {difference.MaxAbsolute:G4}, allowed {atol:G3} + {rtol:G3} * |expected|"));
        }

        return difference;
    }

    private bool IsReadable
    {
        get
        {
            try
            {
                return _proto.Value is not null;
            }
            catch (Exception error) when (error is VisionException or IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    private static bool IsTest(string folder) => File.Exists(Path.Combine(folder, "model.onnx"))
        || Directory.GetDirectories(folder, "test_data_set*").Length > 0;

    private static bool IsLight(string file) => File.Exists(LightPrefix(file) + "output_0.pb");

    private static string LightPrefix(string file) => Path.ChangeExtension(file, null) + "_";
}
