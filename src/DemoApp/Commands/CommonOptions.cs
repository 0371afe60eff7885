using System.CommandLine;

namespace VisionPlugin.DemoApp.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public static Option<string> Backend() => OneOf(new Option<string>("--backend")
    {
        Description = "What to run on; auto is the GPU if there is a hardware driver, else the CPU.",
        DefaultValueFactory = _ => "auto",
    }, BackendChoice.Names);

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object a line, and nothing else." };

    public static Option<string> Model(string fallback) => new("--model", "-m")
    {
        Description = "A model that ships (see --help of vision), or an ONNX file.",
        HelpName = "NAME|FILE.onnx",
        DefaultValueFactory = _ => fallback,
    };

    public static Option<string?> Card() => new("--card")
    {
        Description = "The model's card, if it does not lie beside it as NAME.vision.json.",
        HelpName = "FILE",
    };

    public static Argument<string[]> Sources() => new("SOURCE")
    {
        Description = "Pictures (PNG, JPEG, BMP), folders, or globs such as 'photos/**/*.jpg'.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string?> Save(string what) => new("--save") { Description = $"Write {what} into this folder.", HelpName = "DIR" };

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static Option<T?> Number<T>(string name, string description, T least, T most)
        where T : struct, IComparable<T>
    {
        var option = new Option<T?>(name) { Description = description, HelpName = "NUMBER" };
        option.Validators.Add(result =>
        {
            // The negated form catches NaN too.
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<T?>() is { } value
                && !(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0))
            {
                result.AddError($"{name} must be from {least} to {most}, not {value}");
            }
        });
        return option;
    }

    private static Option<string> OneOf(Option<string> option, string[] values)
    {
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
