using System.CommandLine;
using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Features;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;
using VisionPlugin.Neighbours;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision embed</c>: faces or whole pictures as vectors, and how far these are apart.</summary>
internal static class EmbedCommand
{
    public static Command Create(Terminal terminal)
    {
        var sources = new Argument<string[]>("SOURCE")
        {
            Description = "Pictures, folders, globs such as 'photos/**/*.jpg'; FILE@X,Y,WIDTH,HEIGHT for a part of a"
                + " picture.",
            Arity = ArgumentArity.OneOrMore,
        };
        var features = new FeatureOptions("face_recognition", "l2");
        var detector = new Option<string?>("--detector")
        {
            Description = "The model that finds what is described in the pictures, or none: each picture as a whole."
                + " The card has a default.",
            HelpName = "NAME|FILE.onnx|none",
        };
        Option<float?> conf = CommonOptions.Number(
            "--conf", "Lowest score of the detector that counts; its card has a default.", 0f, 1f);
        Option<float?> margin = CommonOptions.Number("--margin",
            "What of the surroundings is taken of what is found: a share of its box's size on each side; the card has a"
            + " default.", -0.45f, 4f);
        Option<float?> threshold = CommonOptions.Number(
            "--threshold", "Closer than this is the same; the card may have a default.", 0f, float.MaxValue);
        var file = new Option<string?>("--out", "-o")
        {
            Description = "Write the vectors.",
            HelpName = "FILE.npz|FILE.json",
        };
        Option<string?> save = CommonOptions.Save(
            "the pictures with what is described in them numbered, the same in the same colour,");
        Option<string> backend = CommonOptions.Backend();
        Option<Precision> precision = CommonOptions.Precision();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "embed", "Describe faces or pictures by vectors, and say which faces are the same person's.") { sources };
        features.AddTo(command);
        foreach (Option option in (Option[])[detector, conf, margin, threshold, file, save, backend, precision, json])
            command.Add(option);
        command.SetAction(args =>
        {
            List<string> pictures = Pictures(args.GetRequiredValue(sources));
            if (args.GetValue(file) is { } path)
                EmbeddingFile.CheckName(path);
            VisionModel model = features.Load(args);
            var decoder = (EmbeddingDecoder)model.Card.Decoder;
            VisionModel? finder = Detector(args.GetValue(detector) ?? decoder.Detector, args.GetValue(conf));
            if (finder is null && (args.GetValue(conf) ?? args.GetValue(margin)) is not null)
            {
                throw new BadInputException(
                    "--conf and --margin are about what a detector finds, and there is none; --detector names one.");
            }

            Metric metric = features.Metric(args);
            // The card's threshold is one of L2.
            var all = new Embeddings(metric, args.GetValue(threshold) ?? (metric == Metric.L2 ? decoder.Threshold : null));
            using var running = Running<PictureEmbedder>.Start(args.GetRequiredValue(backend), terminal, b =>
                new PictureEmbedder(model, finder, b, new WorkerOptions { Precision = args.GetRequiredValue(precision) }, args.GetValue(margin)));
            string what = finder?.Card.LabelOf(0) ?? "picture", backendName = BackendChoice.NameOf(running.Backend.Type);
            EmbedReport Report(string source, Picture picture, IReadOnlyList<EmbeddedThing> things) => new(
                source, picture.Width, picture.Height, features.ModelName(args), FeatureOptions.LayerOf(model), backendName,
                Milliseconds.Of(running.Component.Timings), things);
            List<EmbedReport> reports = Embed(pictures, running.Component, all, Report, terminal, what, args.GetValue(json));
            if (all.Count == 0)
            {
                throw new BadInputException(
                    $"There is no {what} to be found in {(pictures.Count == 1 ? pictures[0] : "any of the pictures")}."
                    + $" If pictures are crops of a {what} already, say --detector none.");
            }

            Print(all, terminal, args.GetValue(json), features.MetricName(args), what == "face" ? "person" : what);
            if (args.GetValue(file) is { } target)
                EmbeddingFile.Write(target, all.Index, reports);
            if (args.GetValue(save) is { } folder)
                Draw(all, new SaveFolder(folder), what);
            return reports.Count < pictures.Count ? ExitCode.BadInput : ExitCode.Success;
        });
        return command;
    }

    private static List<string> Pictures(IEnumerable<string> texts)
    {
        var pictures = new List<string>();
        foreach (string text in texts)
        {
            if (Picture.IsPart(text))
            {
                pictures.Add(text);
                continue;
            }

            IReadOnlyList<Source> sources = SourceList.Expand([text]);
            if (sources.FirstOrDefault(s => s.IsMoving) is { } moving)
                throw new BadInputException($"'{moving.Text}' is not a picture: embed describes pictures only.");
            pictures.AddRange(sources.Select(s => s.Text));
        }

        return pictures;
    }

    private static VisionModel? Detector(string? name, float? conf)
    {
        if (name is null or "none")
            return null;
        VisionModel model = ModelCatalog.LoadVision(name, null);
        return conf is not { } least ? model
            : model with { Card = model.Card with { Options = model.Card.Options with { Conf = least } } };
    }

    // A damaged picture among many is noted and passed over.
    private static List<EmbedReport> Embed(
        List<string> pictures, PictureEmbedder embedder, Embeddings all,
        Func<string, Picture, IReadOnlyList<EmbeddedThing>, EmbedReport> report, Terminal terminal, string what, bool json)
    {
        var reports = new List<EmbedReport>();
        using var progress = new ProgressLine(terminal);
        for (int i = 0; i < pictures.Count; i++)
        {
            progress.Show(i, pictures.Count, pictures[i]);
            try
            {
                Picture picture = Picture.LoadPart(pictures[i]);
                IReadOnlyList<EmbeddedThing> things = all.Add(pictures[i], embedder.Process(picture));
                reports.Add(report(pictures[i], picture, things));
                progress.Clear();
                if (things.Count == 0 && pictures.Count > 1)
                    terminal.Note($"There is no {what} to be found in {pictures[i]}.");
                if (json)
                    JsonLines.Write(terminal.Out, reports[^1]);
            }
            catch (BadInputException error) when (pictures.Count > 1)
            {
                progress.Clear();
                terminal.Note(error.Message);
            }
        }

        return reports;
    }

    private static void Print(Embeddings all, Terminal terminal, bool json, string metric, string what)
    {
        if (json)
        {
            if (all.Count > 1)
                JsonLines.Write(terminal.Out, all.Report(metric));
            return;
        }

        terminal.Tables().Write(EmbeddingTables.Vectors(all));
        if (EmbeddingTables.Distances(all) is { } matrix)
            terminal.Tables().Write(matrix);
        if (all.Count > 1 && all.Threshold is { } threshold)
        {
            foreach (string line in EmbeddingTables.Verdicts(all, what, threshold))
                terminal.Out.WriteLine(line);
        }
    }

    // The same have the same colour; who is alone is white.
    private static void Draw(Embeddings all, SaveFolder folder, string what)
    {
        int[] groups = all.Groups();
        int[] shared = [.. groups.GroupBy(g => g).Where(g => g.Count() > 1).Select(g => g.Key)];
        foreach (IGrouping<string, int> picture in Enumerable.Range(1, all.Count).GroupBy(i => all[i].Source))
        {
            Picture drawn = Picture.LoadPart(picture.Key);
            BoxOverlay.Draw(new PictureCanvas(drawn), [.. picture.Select(number =>
            {
                int color = groups.Length == 0 ? -1 : Array.IndexOf(shared, groups[number - 1]);
                string label = string.Join(' ', [$"{what} {number}", .. all.SameAs(number).Take(4).Select(n => $"= {n}")]);
                return new LabelledBox(all[number].Thing.Found?.Box ?? new Box(0, 0, drawn.Width, drawn.Height), label,
                    color < 0 ? Rgb.White : Rgb.OfClass(color));
            })]);
            drawn.Save(folder.Reserve(picture.Key) + ".png");
        }
    }
}
