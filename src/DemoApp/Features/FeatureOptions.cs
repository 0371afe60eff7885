using System.CommandLine;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Commands;
using VisionPlugin.Neighbours;

namespace VisionPlugin.DemoApp.Features;

/// <summary>The options that say what becomes features, and how their distance is measured.</summary>
internal sealed class FeatureOptions
{
    private readonly Option<string> _model;
    private readonly Option<string?> _card = CommonOptions.Card();
    private readonly WeightOptions _weights = new();
    private readonly Option<string?> _layer = new("--layer")
    {
        Description = "The layer whose numbers are the features. Left out: what the last fully connected layer is given, else what the"
            + " last global pooling gives.",
        HelpName = "NAME",
    };

    private readonly Option<string> _pool = new("--pool")
    {
        Description = "What becomes of the layer's maps: none, all their elements; average or max, one number a map,"
            + " wherever something is.",
        DefaultValueFactory = _ => "none",
    };

    private readonly Option<string> _metric = new("--metric")
    {
        Description = "Distance: l2, the length of the difference; cosine, 1 - cosine of the angle.",
    };

    public FeatureOptions(string? defaultModel, string defaultMetric)
    {
        _model = CommonOptions.Model(defaultModel ?? "");
        if (defaultModel is null)
            (_model.DefaultValueFactory, _model.Required) = (null, true);
        _pool.AcceptOnlyFromAmong("none", "average", "max");
        _metric.AcceptOnlyFromAmong("l2", "cosine");
        _metric.DefaultValueFactory = _ => defaultMetric;
    }

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_model);
        command.Add(_card);
        _weights.AddTo(command);
        command.Add(_layer);
        command.Add(_pool);
        command.Add(_metric);
    }

    /// <summary>Name of the model as the user gave it.</summary>
    public string ModelName(ParseResult args) => args.GetRequiredValue(_model);

    /// <summary>Name of the metric as the user gave it.</summary>
    public string MetricName(ParseResult args) => args.GetRequiredValue(_metric);

    /// <summary>The metric.</summary>
    public Metric Metric(ParseResult args) => MetricName(args) == "l2" ? Neighbours.Metric.L2 : Neighbours.Metric.Cosine;

    /// <summary>The network's weights.</summary>
    public WeightChoice Weights(ParseResult args) => _weights.Read(args);

    /// <summary>The model up to the layer.</summary>
    /// <exception cref="BadInputException">There is no such model or layer.</exception>
    public VisionModel Load(ParseResult args)
    {
        VisionModel model = ModelCatalog.LoadVision(ModelName(args), args.GetValue(_card), Weights(args));
        try
        {
            var pooling = Enum.Parse<FeaturePooling>(args.GetRequiredValue(_pool), ignoreCase: true);
            return FeatureLayers.Select(model, args.GetValue(_layer), pooling);
        }
        catch (ArgumentException error)
        {
            throw new BadInputException(error.Message.Split(" (Parameter", 2)[0], error);
        }
    }

    /// <summary>The layer of a model that was loaded so: the only output that is read.</summary>
    public static string LayerOf(VisionModel model) =>
        model.Card.Decoder is EmbeddingDecoder { Outputs: [string layer, ..] } ? layer : model.Model.Outputs[0];
}
