using System.CommandLine;
using VisionPlugin.Benchmarks;
using VisionPlugin.ComputeShaders.Device;

var file = new Argument<FileInfo>("model") { Description = "An ONNX file." };
var runs = new Option<int>("--runs") { Description = "Timed runs.", DefaultValueFactory = _ => 30 };
var es = new Option<bool>("--es") { Description = "OpenGL ES instead of desktop OpenGL." };
var steps = new Option<bool>("--steps") { Description = "Lists the time of every step." };
var root = new RootCommand("Times the GPU backend on a model: milliseconds and GFLOP/s.") { file, runs, es, steps };
root.SetAction(result => ModelBenchmark.Run(
    result.GetValue(file)!.FullName,
    result.GetValue(runs),
    result.GetValue(es) ? GlProfile.Es : GlProfile.Auto,
    result.GetValue(steps)));
return root.Parse(args).Invoke();
