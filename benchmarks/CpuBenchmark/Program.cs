using System.CommandLine;
using VisionPlugin.Benchmarks;

var threads = new Option<int>("--threads")
{
    Description = "Threads to use; 0 for one a core.",
    DefaultValueFactory = _ => 1,
};
var runs = new Option<int>("--runs") { Description = "Timed runs.", DefaultValueFactory = _ => 30 };
var filter = new Option<string>("--filter")
{
    Description = "Only layers whose name contains this.",
    DefaultValueFactory = _ => "",
};
var layers = new Command("layers", "Times convolutions of well-known networks: milliseconds and GFLOP/s of each.")
{
    threads, runs, filter,
};
layers.SetAction(result => LayerBenchmark.Run(
    result.GetValue(threads), result.GetValue(runs), result.GetValue(filter)!));

var file = new Argument<FileInfo>("model") { Description = "An ONNX file." };
var peer = new Option<DirectoryInfo?>("--peer")
{
    Description = "Folder of the ONNX Runtime benchmark (bench.js, after npm install), timed in turns with ours.",
};
var steps = new Option<bool>("--steps") { Description = "Lists the time of every step." };
var model = new Command("model", "Times a whole model, and ONNX Runtime beside it.") { file, threads, runs, peer, steps };
model.SetAction(result => ModelBenchmark.Run(
    result.GetValue(file)!.FullName,
    result.GetValue(threads),
    result.GetValue(runs),
    result.GetValue(peer)?.FullName,
    result.GetValue(steps)));

var entries = new Option<int>("--entries") { Description = "Vectors of the index.", DefaultValueFactory = _ => 10_000 };
var length = new Option<int>("--length") { Description = "Numbers of a vector.", DefaultValueFactory = _ => 128 };
var index = new Command("index", "Times exact searches of a FeatureIndex.") { entries, length, runs };
index.SetAction(result => IndexBenchmark.Run(result.GetValue(entries), result.GetValue(length), result.GetValue(runs)));

return new RootCommand("Times the CPU backend.") { layers, model, index }.Parse(args).Invoke();
