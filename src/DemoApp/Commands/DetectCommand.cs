using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Batch;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision detect</c>: boxes.</summary>
internal static class DetectCommand
{
    public static Command Create(Terminal terminal)
    {
        var job = new FrameJob("centernet", "pictures with the boxes drawn in");
        Option<float?> conf = CommonOptions.Number("--conf", "Lowest score that counts; the card has a default.", 0f,
            1f);
        Option<float?> iou = CommonOptions.Number("--iou",
            "Largest overlap of two boxes of a class; the card has a default.", 0f, 1f);
        Option<int?> maxDet = CommonOptions.Number("--max-det", "Largest number of boxes a picture.", 1, 100_000);
        var classes = new Option<string[]>("--classes")
        {
            Description = "Only these classes: labels or indices, separated by commas.",
            HelpName = "LIST",
        };
        var track = new Option<bool>("--track") { Description = "Number objects, and keep the numbers between frames." };
        var then = new Option<string?>("--then")
        {
            Description = "A classifier that looks at every object found, such as face_expression.",
            HelpName = "NAME|FILE.onnx",
        };
        var saveText = new Option<string?>("--save-txt")
        {
            Description = "Write a YOLO label file for each frame into this folder: class cx cy w h.",
            HelpName = "DIR",
        };
        var saveConf = new Option<bool>("--save-conf") { Description = "Write the confidence into label files, too." };
        var saveCrop = new Option<string?>("--save-crop")
        {
            Description = "Write each object as a picture of its own into this folder, by class.",
            HelpName = "DIR",
        };
        var command = new Command("detect", "Find objects in pictures, videos and cameras.")
        {
            conf, iou, maxDet, classes, track, then, saveText, saveConf, saveCrop,
        };
        job.AddTo(command);
        command.SetAction(args =>
        {
            DetectTaskOptions OptionsFor(ModelCard card) => new()
            {
                Model = job.ModelName(args),
                Detection = new DetectionOptions
                {
                    Conf = args.GetValue(conf) ?? card.Options.Conf,
                    Iou = args.GetValue(iou) ?? card.Options.Iou,
                    MaxDet = args.GetValue(maxDet) ?? card.Options.MaxDet,
                    ClassAgnostic = card.Options.ClassAgnostic,
                    Classes = ClassIds(args.GetValue(classes) ?? [], card),
                },
                Track = args.GetValue(track),
                Then = args.GetValue(then) is { } second ? ModelCatalog.LoadVision(second, null) : null,
                SaveConfidence = args.GetValue(saveConf),
            };
            return job.Run(
                args, terminal, (model, backend, worker) =>
                    DetectTask.Create(model, backend, worker, OptionsFor(model.Card)),
                args.GetValue(saveText), args.GetValue(saveCrop), track);
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(saveConf) && result.GetValue(saveText) is null)
                result.AddError("--save-conf is about the files of --save-txt, which is missing.");
        });
        return command;
    }

    private static ImmutableArray<int> ClassIds(string[] lists, ModelCard card) =>
        [.. lists.SelectMany(l => l.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(c => ClassId(c, card))];

    private static int ClassId(string text, ModelCard card)
    {
        int label = card.Labels.IndexOf(text);
        if (label >= 0)
            return label;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            && (card.Labels.IsEmpty || id < card.Labels.Length))
            return id;
        throw new BadInputException(
            $"--classes: {card.Name} has no class '{text}'; it has {string.Join(", ", card.Labels)}.");
    }
}
