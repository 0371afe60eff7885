using System.CommandLine;
using VisionPlugin.Cards;
using VisionPlugin.DemoApp.Commands;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Batch;

/// <summary>
/// What detect, classify and segment have in common: a model on a backend goes through the frames of pictures, videos,
/// streams and cameras; results become a table, lines, JSON, pictures, a video.
/// </summary>
internal sealed class FrameJob
{
    private readonly Argument<string[]> _sources = CommonOptions.Sources();
    private readonly Option<string> _model;
    private readonly Option<string?> _card = CommonOptions.Card();
    private readonly WeightOptions _weights = new();
    private readonly Option<string> _backend = CommonOptions.Backend();
    private readonly Option<Precision> _precision = CommonOptions.Precision();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _save;
    private readonly Option<string?> _video = new("--save-video")
    {
        Description = "Write the frames of videos, cameras and streams, with the results drawn in, as one video.",
        HelpName = "FILE.mp4",
    };

    private readonly Option<int?> _frames = CommonOptions.Number(
        "--frames", "Stop after this many frames of each video, camera or stream.", 1, int.MaxValue);

    private readonly Option<int?> _stride = CommonOptions.Number(
        "--vid-stride", "Look at every how manyth frame of a video, camera or stream.", 1, 100_000);

    public FrameJob(string defaultModel, string saved)
    {
        _model = CommonOptions.Model(defaultModel);
        _save = CommonOptions.Save(saved);
    }

    /// <summary>Gives a command the arguments.</summary>
    public void AddTo(Command command)
    {
        command.Add(_sources);
        command.Add(_model);
        command.Add(_card);
        _weights.AddTo(command);
        command.Add(_backend);
        command.Add(_precision);
        command.Add(_frames);
        command.Add(_stride);
        command.Add(_save);
        command.Add(_video);
        command.Add(_json);
    }

    /// <summary>Name of the model as the user gave it.</summary>
    public string ModelName(ParseResult args) => args.GetRequiredValue(_model);

    /// <summary>Makes a task and hands it every frame; a damaged source among many is noted and passed over.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="terminal">Where results and notes go.</param>
    /// <param name="create">Makes the task for a model on a backend, which stays the job's, with the worker's options.</param>
    /// <param name="labels">Folder for label files; null if none are wanted.</param>
    /// <param name="crops">Folder for cut-out objects; null if none are wanted.</param>
    /// <param name="forMoving">One more option that makes no sense with pictures alone.</param>
    public int Run<T>(
        ParseResult args, Terminal terminal, Func<VisionModel, IBackend, WorkerOptions, T> create, string? labels = null,
        string? crops = null, Option? forMoving = null)
        where T : IFrameTask
    {
        IReadOnlyList<Source> sources = SourceList.Expand(args.GetRequiredValue(_sources));
        string? video = args.GetValue(_video);
        bool isMoving = sources.Any(s => s.IsMoving);
        Option?[] restricted = [_video, _frames, _stride, forMoving];
        bool IsGiven(Option? option) => option is not null && args.GetResult(option) is { Implicit: false };
        if (!isMoving && restricted.FirstOrDefault(IsGiven) is { } option)
            throw new BadInputException($"{option.Name} is for videos, cameras and streams; these are pictures.");
        using var outputs = new JobOutputs(args.GetValue(_save), labels, crops, video);
        VisionModel model = ModelCatalog.LoadVision(ModelName(args), args.GetValue(_card), _weights.Read(args));
        if (model.Recognition is { } recognition)
            terminal.Note($"{model.Card.Name} is {recognition}");
        using var running = Running<T>.Start(args.GetRequiredValue(_backend), terminal, backend =>
            create(model, backend, new WorkerOptions { Precision = args.GetRequiredValue(_precision) }));
        var results = new JobResults<T>(running.Component, terminal, args.GetValue(_json), isMoving);
        return new JobLoop<T>(running.Component, results, outputs, terminal)
        {
            Frames = args.GetValue(_frames) ?? int.MaxValue,
            Stride = args.GetValue(_stride) ?? 1,
        }.Run(sources);
    }
}
