using System.CommandLine;
using VisionPlugin.Benchmarks;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;

var file = new Argument<FileInfo>("model") { Description = "An ONNX file." };
var runs = new Option<int>("--runs") { Description = "Timed runs.", DefaultValueFactory = _ => 30 };
var es = new Option<bool>("--es") { Description = "OpenGL ES instead of desktop OpenGL." };
var steps = new Option<bool>("--steps") { Description = "Lists the time of every step." };
var decode = new Option<bool>("--decode") { Description = "Times a detector's decoding instead; it needs its card." };
var precision = new Option<Precision[]>("--precision")
{
    Description = $"How numbers are stored, one or more of {string.Join(", ", Precision.Names)}; they take turns.",
    HelpName = "LIST",
    DefaultValueFactory = _ => [Precision.Single],
    CustomParser = list => [.. list.Tokens.SelectMany(t => t.Value.Split(',')).Select(name =>
    {
        if (!Precision.TryParse(name, out Precision one))
            list.AddError($"--precision: '{name}' is not one of {string.Join(", ", Precision.Names)}.");
        return one;
    })],
};
var root = new RootCommand("Times the GPU backend on a model: milliseconds and GFLOP/s.") { file, runs, es, steps, decode, precision };
root.SetAction(result =>
{
    string path = result.GetValue(file)!.FullName;
    GlProfile profile = result.GetValue(es) ? GlProfile.Es : GlProfile.Auto;
    if (result.GetValue(decode))
        DecodeBenchmark.Run(path, result.GetValue(runs), profile);
    else
        ModelBenchmark.Run(path, result.GetValue(runs), profile, result.GetValue(steps),
            result.GetValue(precision)!);
});
return root.Parse(args).Invoke();
