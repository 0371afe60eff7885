using System.CommandLine;
using System.Globalization;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public static Option<string> Backend() => OneOf(new Option<string>("--backend")
    {
        Description = "What to run on; auto is the GPU if there is a hardware driver, else the CPU.",
        DefaultValueFactory = _ => "auto",
    }, BackendChoice.Names);

    /// <summary>How a worker stores numbers.</summary>
    public static Option<Precision> Precision() => new("--precision")
    {
        Description = $"How weights and activations are stored on the GPU: {string.Join(", ", Execution.Precision.Names)}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Execution.Precision.Single,
        CustomParser = result =>
        {
            string name = result.Tokens[0].Value;
            if (!Execution.Precision.TryParse(name, out Precision precision))
                result.AddError($"--precision must be one of {string.Join(", ", Execution.Precision.Names)}, not '{name}'.");
            return precision;
        },
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object a line, and nothing else." };

    public static Option<string> Model(string fallback) => new("--model", "-m")
    {
        Description = "A model that ships (see vision info), an ONNX file, or a network of the zoo, zoo:NAME.",
        HelpName = "NAME|FILE.onnx|zoo:NAME",
        DefaultValueFactory = _ => fallback,
    };

    public static Option<string?> Card() => new("--card")
    {
        Description = "The model's card, if it does not lie beside it as NAME.vision.json.",
        HelpName = "FILE",
    };

    public static Argument<string[]> Sources()
    {
        var sources = new Argument<string[]>("SOURCE")
        {
            Description = "Pictures, videos, folders, globs such as 'photos/**/*.jpg', cameras (camera:0), addresses"
                + " (rtsp://host/path, http://host/stream), or 'pictures': the bundled ones, moving.",
            Arity = ArgumentArity.OneOrMore,
        };
        sources.Validators.Add(result =>
        {
            // The parser takes a misspelt option for a source.
            if (result.Tokens.FirstOrDefault(t => t.Value.StartsWith('-') && !Path.Exists(t.Value)) is { } unknown)
                result.AddError($"'{unknown.Value}' is not an option.");
        });
        return sources;
    }

    public static Option<string?> Save(string what) => new("--save") { Description = $"Write {what} into this folder.", HelpName = "DIR" };

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static Option<T?> Number<T>(string name, string description, T least, T most)
        where T : struct, IComparable<T>, IParsable<T> => new(name)
        {
            Description = description,
            HelpName = "NUMBER",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                // The comparisons catch NaN too.
                if (T.TryParse(text, CultureInfo.InvariantCulture, out T value) && value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0)
                    return value;
                result.AddError($"{name} must be a number from {least} to {most}, not '{text}'.");
                return null;
            },
        };

    public static Option<string[]> Shape() => new("--shape")
    {
        Description = "Shape of an input whose sizes the model leaves open: data=1x3x224x224.",
        HelpName = "NAME=SIZES",
    };

    /// <summary>Reads what <see cref="Shape"/> was given.</summary>
    /// <exception cref="BadInputException">It is not a name and sizes, or the model has no such input.</exception>
    public static IReadOnlyDictionary<string, TensorShape> Shapes(string[]? texts, Model model)
    {
        var shapes = new Dictionary<string, TensorShape>();
        foreach (string text in texts ?? [])
        {
            int equals = text.LastIndexOf('=');
            string[] sizes = text[(equals + 1)..].Split('x');
            if (equals <= 0 || !sizes.All(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                throw new BadInputException($"--shape {text}: write NAME=SIZES, such as data=1x3x224x224.");
            if (!model.Inputs.Any(i => i.Name == text[..equals]))
                throw new BadInputException($"--shape {text}: {model.Name} has the inputs {string.Join("; ", model.Inputs.Select(i => i.ToString()))}.");
            shapes[text[..equals]] = new TensorShape([.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))]);
        }

        return shapes;
    }

    private static Option<string> OneOf(Option<string> option, string[] values)
    {
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
