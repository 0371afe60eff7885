using System.CommandLine;
using VisionPlugin.Cards;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Commands;

/// <summary>What detect, classify and segment have in common: a model on a backend goes through many pictures.</summary>
internal sealed class PictureJob
{
    private readonly Argument<string[]> _sources = CommonOptions.Sources();
    private readonly Option<string> _model;
    private readonly Option<string?> _card = CommonOptions.Card();
    private readonly Option<string> _backend = CommonOptions.Backend();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _save;

    public PictureJob(string defaultModel, string saved)
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
        command.Add(_backend);
        command.Add(_save);
        command.Add(_json);
    }

    /// <summary>True if JSON is wanted.</summary>
    public bool Json(ParseResult args) => args.GetValue(_json);

    /// <summary>Name of the model as the user gave it.</summary>
    public string ModelName(ParseResult args) => args.GetRequiredValue(_model);

    /// <summary>The folder for results, made if it does not exist; null if none is wanted.</summary>
    public SaveFolder? Save(ParseResult args) => args.GetValue(_save) is { } folder ? new SaveFolder(folder) : null;

    /// <summary>Makes a component and hands it every picture in turn; a damaged one among many is noted and passed over.</summary>
    public int Run<T>(ParseResult args, Terminal terminal, Func<VisionModel, IBackend, T> create, Action<T, string, Picture> process)
        where T : IDisposable
    {
        IReadOnlyList<string> files = SourceList.Expand(args.GetRequiredValue(_sources));
        VisionModel model = ModelCatalog.LoadVision(ModelName(args), args.GetValue(_card));
        using var running = Running<T>.Start(args.GetRequiredValue(_backend), terminal, backend => create(model, backend));
        using var progress = new ProgressLine(terminal, files.Count);
        bool failed = false;
        for (int i = 0; i < files.Count; i++)
        {
            progress.Show(i, files[i]);
            try
            {
                process(running.Component, files[i], Picture.Load(files[i]));
            }
            catch (BadInputException error) when (files.Count > 1)
            {
                terminal.Note(error.Message);
                failed = true;
            }
        }

        return failed ? ExitCode.BadInput : ExitCode.Success;
    }
}
