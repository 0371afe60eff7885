using System.CommandLine;
using VisionPlugin;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Samples.ClassifyService;

Dictionary<string, PixelFormat> formats = new()
{
    ["rgba"] = PixelFormat.Rgba32,
    ["bgra"] = PixelFormat.Bgra32,
    ["rgb24"] = PixelFormat.Rgb24,
    ["bgr24"] = PixelFormat.Bgr24,
    ["gray"] = PixelFormat.Gray8,
    ["nv12"] = PixelFormat.Nv12,
    ["yuyv422"] = PixelFormat.Yuyv,
};
Dictionary<string, BackendType> backends = new()
{
    ["auto"] = BackendType.Auto,
    ["gpu"] = BackendType.GpuCompute,
    ["cpu"] = BackendType.Cpu,
};

Option<int> width = Positive("--width", "Columns of a frame.", null);
Option<int> height = Positive("--height", "Rows of a frame.", null);
Option<string> format = new("--format")
{
    Description = "Bytes of a pixel, by ffmpeg's names.",
    DefaultValueFactory = _ => "rgb24",
};
format.AcceptOnlyFromAmong([.. formats.Keys]);
Option<string> model = new("--model")
{
    Description = "An ONNX file that classifies, with its card beside it.",
    DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "models", "face_expression.onnx"),
};
Option<string> backend = new("--backend") { Description = "What computes.", DefaultValueFactory = _ => "auto" };
backend.AcceptOnlyFromAmong([.. backends.Keys]);
Option<int> rate = Positive("--rate", "Most results a second.", 60);
Option<int> top = Positive("--top", "Classes in each result.", 3);
Option<int> frames = Positive("--frames", "Ends after so many results.", int.MaxValue);
Option<bool> every = new("--every") { Description = "Leaves out no frame; without it, the latest counts." };
RootCommand command = new("Classifies raw frames from the standard input: one line of JSON a result.")
{
    width, height, format, model, backend, rate, top, frames, every,
};
command.SetAction(async (options, _) =>
{
    try
    {
        var asked = new ServiceOptions
        {
            Layout = new FrameLayout(
                options.GetRequiredValue(width), options.GetRequiredValue(height), formats[options.GetRequiredValue(format)]),
            Model = options.GetRequiredValue(model),
            Backend = backends[options.GetRequiredValue(backend)],
            Rate = options.GetValue(rate),
            Top = options.GetValue(top),
            Frames = options.GetValue(frames),
            Every = options.GetValue(every),
        };
        using Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput();
        Console.Error.WriteLine(await Service.RunAsync(asked, input, output));
        return 0;
    }
    catch (Exception e) when (e is InputException or VisionException or IOException or OverflowException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();

static Option<int> Positive(string name, string description, int? value)
{
    Option<int> option = new(name) { Description = description, Required = value is null };
    if (value is { } number)
        option.DefaultValueFactory = _ => number;
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{name} must be at least 1.");
    });
    return option;
}
