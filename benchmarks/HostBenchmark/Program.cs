using System.CommandLine;
using VisionPlugin.Benchmarks;

var models = new Option<string[]>("--model")
{
    Description = "ONNX files with a card beside them, each measured on its own.",
    Required = true,
    AllowMultipleArgumentsPerToken = true,
};
var backends = new Option<string[]>("--backend")
{
    Description = "cpu, gpu or both.",
    DefaultValueFactory = _ => ["cpu", "gpu"],
    AllowMultipleArgumentsPerToken = true,
};
var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a table." };
var budget = new Option<double>("--budget")
{
    Description = "Milliseconds that the plugin may take of each frame.",
    DefaultValueFactory = _ => 2,
};
var work = new Option<double>("--work")
{
    Description = "Milliseconds that the host itself computes in each frame.",
    DefaultValueFactory = _ => 4,
};
var seconds = new Option<double>("--seconds")
{
    Description = "How long to measure, half of it with the plugin and half without.",
    DefaultValueFactory = _ => 20,
};
var runs = new Option<int>("--runs")
{
    Description = "Processes for each line; the median counts.",
    DefaultValueFactory = _ => 3,
};

var frames = new Command("frames", "What a host of 60 frames a second feels: its frame times with and without the plugin.")
{
    models, backends, budget, work, seconds, json,
};
frames.SetAction(result => FrameBenchmark.Run(
    result.GetRequiredValue(models), result.GetRequiredValue(backends), result.GetValue(budget),
    result.GetValue(work), result.GetValue(seconds), result.GetValue(json)));

var start = new Command("start", "Fresh processes from their start to the first result, without and with a shader cache.")
{
    models, backends, runs, json,
};
start.SetAction(result => StartBenchmark.Run(
    result.GetRequiredValue(models), result.GetRequiredValue(backends), result.GetValue(runs), result.GetValue(json)));

var one = new Argument<string>("model");
var on = new Argument<string>("backend");
var child = new Command(StartBenchmark.ChildCommand, "What 'start' measures: one result, then the end.") { one, on };
child.Hidden = true;
child.SetAction(result => StartBenchmark.RunChild(result.GetRequiredValue(one), result.GetRequiredValue(on)));

return new RootCommand("Times what a program feels that the plugin lives in.") { frames, start, child }
    .Parse(args).Invoke();
