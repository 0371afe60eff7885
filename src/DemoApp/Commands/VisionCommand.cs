using System.CommandLine;
using System.CommandLine.Help;

namespace VisionPlugin.DemoApp.Commands;

/// <summary>The program: its commands, and what an error looks like from outside.</summary>
internal static class VisionCommand
{
    /// <summary>Runs one command line and gives the exit code.</summary>
    public static int Run(string[] args, Terminal terminal)
    {
        RootCommand root = Create(terminal);
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            string command = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
            terminal.Note($"{parsed.Errors[0].Message.TrimEnd('.')}. See 'vision{command} --help'.");
            return ExitCode.BadInput;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (Exception error) when (IsForTheUser(error))
        {
            terminal.Note(error.Message);
            return ExitCode.BadInput;
        }
    }

    private static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("Convolutional networks on pictures: finds, classifies and segments, on the GPU or the CPU.")
        {
            DemoCommand.Create(terminal),
            DetectCommand.Create(terminal),
            ClassifyCommand.Create(terminal),
            SegmentCommand.Create(terminal),
            EmbedCommand.Create(terminal),
            NearestCommand.Create(terminal),
            FilterCommand.Create(terminal),
            FindCommand.Create(terminal),
            ActivationsCommand.Create(terminal),
            FiltersCommand.Create(terminal),
            RunCommand.Create(terminal),
            CamerasCommand.Create(terminal),
            CompareCommand.Create(terminal),
            InspectCommand.Create(terminal),
            CheckCommand.Create(terminal),
            CardCommand.Create(terminal),
            ExportCommand.Create(terminal),
            InfoCommand.Create(terminal),
        };
        // Nothing at all means the demo.
        DemoCommand.Attach(root, terminal);
        return root;
    }

    // Whatever else is thrown is a bug, and shows itself as one.
    private static bool IsForTheUser(Exception error) =>
        error is BadInputException or VisionException or IOException or UnauthorizedAccessException;
}
