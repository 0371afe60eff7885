using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision detect</c>: boxes.</summary>
internal static class DetectCommand
{
    public static Command Create(Terminal terminal)
    {
        var job = new PictureJob("centernet", "pictures with the boxes drawn in");
        Option<float?> conf = CommonOptions.Number("--conf", "Lowest score that counts; the card has a default.", 0f, 1f);
        Option<float?> iou = CommonOptions.Number("--iou", "Largest overlap of two boxes of a class; the card has a default.", 0f, 1f);
        Option<int?> maxDet = CommonOptions.Number("--max-det", "Largest number of boxes a picture.", 1, 100_000);
        var classes = new Option<string[]>("--classes")
        {
            Description = "Only these classes: labels or indices, separated by commas.",
            HelpName = "LIST",
        };
        var command = new Command("detect", "Find objects in pictures.") { conf, iou, maxDet, classes };
        job.AddTo(command);
        command.SetAction(args =>
        {
            SaveFolder? save = job.Save(args);
            Table? table = job.Json(args) ? null : new Table().AddColumns("picture", "found", "score", "box x1 y1 x2 y2", "ms pre + infer + post");
            int code = job.Run(args, terminal, (model, backend) => new ObjectDetector(model, backend)
            {
                Options = new DetectionOptions
                {
                    Conf = args.GetValue(conf) ?? model.Card.Options.Conf,
                    Iou = args.GetValue(iou) ?? model.Card.Options.Iou,
                    MaxDet = args.GetValue(maxDet) ?? model.Card.Options.MaxDet,
                    ClassAgnostic = model.Card.Options.ClassAgnostic,
                    Classes = ClassIds(args.GetValue(classes) ?? [], model.Card),
                },
            },
            (detector, source, picture) =>
            {
                ReadOnlySpan<Detection> found = detector.Process(picture.Frame);
                if (table is null)
                    JsonLines.Write(terminal.Out, Report(job.ModelName(args), detector, source, picture, found));
                else
                    AddRows(table, detector, source, found);
                if (save is not null)
                    Save(save.Reserve(source), picture, detector.Card, found);
            });
            if (table is { Rows.Count: > 0 })
                terminal.Tables().Write(table);
            return code;
        });
        return command;
    }

    /// <summary>What is drawn for detections.</summary>
    public static IEnumerable<LabelledBox> Boxes(ModelCard card, IEnumerable<Detection> found) => found.Select(d => new LabelledBox(
        d.Box, string.Create(CultureInfo.InvariantCulture, $"{card.LabelOf(d.ClassId)} {100 * d.Score:0}%"), Rgb.OfClass(d.ClassId)));

    private static void Save(string path, Picture picture, ModelCard card, ReadOnlySpan<Detection> found)
    {
        BoxOverlay.Draw(new PictureCanvas(picture), [.. Boxes(card, found.ToArray())]);
        picture.Save(path + ".png");
    }

    private static DetectionReport Report(
        string model, ObjectDetector detector, string source, Picture picture, ReadOnlySpan<Detection> found) => new(
            source, 0, picture.Width, picture.Height, model, BackendChoice.NameOf(detector.Backend.Type), Milliseconds.Of(detector.Timings),
            DetectedObject.List(detector.Card, found));

    private static void AddRows(Table table, ObjectDetector detector, string source, ReadOnlySpan<Detection> found)
    {
        string name = Markup.Escape(source), time = Milliseconds.Of(detector.Timings).ToString();
        if (found.IsEmpty)
            table.AddRow(name, "[grey]nothing[/]", "", "", time);
        foreach (Detection d in found)
        {
            table.AddRow(name, Markup.Escape(detector.Card.LabelOf(d.ClassId)),
                d.Score.ToString("0.000", CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{d.Box.X1:0.0} {d.Box.Y1:0.0} {d.Box.X2:0.0} {d.Box.Y2:0.0}"), time);
            (name, time) = ("", "");
        }
    }

    private static ImmutableArray<int> ClassIds(string[] lists, ModelCard card) =>
        [.. lists.SelectMany(l => l.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(c => ClassId(c, card))];

    private static int ClassId(string text, ModelCard card)
    {
        int label = card.Labels.IndexOf(text);
        if (label >= 0)
            return label;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && (card.Labels.IsEmpty || id < card.Labels.Length))
            return id;
        throw new BadInputException($"--classes: {card.Name} has no class '{text}'; it has {string.Join(", ", card.Labels)}.");
    }
}
