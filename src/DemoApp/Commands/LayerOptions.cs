using System.CommandLine;
using System.CommandLine.Completions;

namespace VisionPlugin.DemoApp.Commands;

/// <summary>What the commands that look into networks have in common.</summary>
internal static class LayerOptions
{
    public static Argument<string> Model() =>
        new("MODEL") { Description = "A model that ships, an ONNX file, or zoo:NAME." };

    /// <summary>The layers to look at; a shell that asks for completions is given their names.</summary>
    /// <param name="model">The model.</param>
    /// <param name="namesOf">The names of a model's layers.</param>
    public static Option<string[]> Layer(Argument<string> model, Func<string, IEnumerable<string>> namesOf)
    {
        var layer = new Option<string[]>("--layer", "-l")
        {
            Description = "A layer as 'vision inspect' names it, a pattern such as 'conv*', or all;"
                + " may be given several times.",
            HelpName = "NAME|all",
            DefaultValueFactory = _ => [LayerNames.All],
        };
        layer.CompletionSources.Add(context =>
        {
            if (context.ParseResult.GetValue(model) is not { Length: > 0 } name)
                return [];
            try
            {
                return namesOf(name).Prepend(LayerNames.All)
                    .Where(n => n.StartsWith(context.WordToComplete, StringComparison.Ordinal))
                    .Select(n => new CompletionItem(n));
            }
            catch (Exception error) when (error is BadInputException or VisionException)
            {
                return [];
            }
        });
        return layer;
    }
}
