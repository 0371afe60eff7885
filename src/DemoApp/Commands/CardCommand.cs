using System.CommandLine;
using System.Text;
using VisionPlugin.Cards;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision card</c>: writes the card that a network is recognised by, for people to edit.</summary>
internal static class CardCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "An ONNX file, or zoo:NAME." };
        var output = new Option<string?>("--out")
        {
            Description = "Write the card into this file, which must not exist; NAME.vision.json beside the model is found by itself.",
            HelpName = "FILE",
        };
        var force = new Option<bool>("--force") { Description = "Write over a file that is there." };
        var command = new Command("card", "Write the card of a network of a known family: how its pictures and outputs are read.")
        {
            model, output, force,
        };
        command.SetAction(args =>
        {
            VisionModel recognised = VisionModel.Recognize(ModelCatalog.Load(args.GetRequiredValue(model)));
            string text = recognised.Recognition!.CardText;
            if (args.GetValue(output) is { } file)
                Write(file, text, args.GetValue(force), terminal);
            else
                terminal.Out.Write(text);
        });
        return command;
    }

    private static void Write(string file, string text, bool force, Terminal terminal)
    {
        if (File.Exists(file) && !force)
            throw new BadInputException($"'{file}' is there already; --force writes over it.");
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
        File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        terminal.Out.WriteLine($"wrote {file}");
    }
}
