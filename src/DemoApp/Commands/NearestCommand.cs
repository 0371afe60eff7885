using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Batch;
using VisionPlugin.DemoApp.Features;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Sheets;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;
using VisionPlugin.Neighbours;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision nearest</c>: which pictures are most like one, by features and by pixels.</summary>
internal static class NearestCommand
{
    public static Command Create(Terminal terminal)
    {
        var query = new Argument<string>("QUERY") { Description = "The picture; FILE@X,Y,WIDTH,HEIGHT for a part of one." };
        var folder = new Argument<string>("DIR")
        {
            Description = "The pictures to look among: a folder, or a glob such as 'photos/**/*.jpg'.",
        };
        var features = new FeatureOptions(null, "cosine");
        Option<int?> count = CommonOptions.Number("--count", "How many to give; 5 unless said.", 1, 1000);
        var indexFile = new Option<string?>("--index")
        {
            Description = "Keeps the features: only pictures that are new or changed are computed the next time.",
            HelpName = "FILE.npz",
        };
        var rebuild = new Option<bool>("--rebuild") { Description = "Compute all features anew, whatever the index has." };
        var noPixels = new Option<bool>("--no-pixels")
        {
            Description = "Do not compare pixels: with an index, no picture need be read then.",
        };
        var file = new Option<string?>("--out", "-o") { Description = "Draw the picture and its neighbours.", HelpName = "FILE.png" };
        Option<string> backend = CommonOptions.Backend();
        Option<Precision> precision = CommonOptions.Precision();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("nearest", "Find the pictures that are most like one, by a network's features and by pixels.")
        {
            query, folder,
        };
        features.AddTo(command);
        foreach (Option option in (Option[])[count, indexFile, rebuild, noPixels, file, backend, precision, json])
            command.Add(option);
        command.SetAction(args =>
        {
            string? path = args.GetValue(indexFile);
            if (args.GetValue(rebuild) && path is null)
                throw new BadInputException("--rebuild is about the file of --index, which is missing.");
            // A file that cannot be written shows before the work that would be lost.
            foreach (string? written in (string?[])[path, args.GetValue(file)])
                CheckFolder(written);
            string text = args.GetRequiredValue(query);
            Picture picture = Picture.LoadPart(text);
            Dictionary<string, string> others = Others(args.GetRequiredValue(folder), text, terminal);
            VisionModel model = features.Load(args);
            if (model.Card.Decoder is EmbeddingDecoder { Detector: not null })
                terminal.Note($"{model.Card.Name} describes what a detector finds; here each picture is taken as one such crop.");
            WorkerOptions worker = new WorkerOptions { Precision = args.GetRequiredValue(precision) };
            var index = new PictureIndex(
                IndexDescription.Of(features.ModelName(args), model, worker), args.GetValue(rebuild) ? null : path);
            using var running = Running<FeatureEmbedder>.Start(
                args.GetRequiredValue(backend), terminal, b => new FeatureEmbedder(model, b, worker));
            using var search = new NearestSearch(running.Component, index, features.Metric(args));
            search.Begin(picture);
            bool pixels = !args.GetValue(noPixels);
            Compare(search, index, others, pixels, path, args.GetValue(rebuild), terminal);
            IReadOnlyList<NearPicture> Paths(IReadOnlyList<Neighbour> found) =>
                [.. found.Select(n => new NearPicture(others[n.Name], n.Distance))];
            int wanted = args.GetValue(count) ?? 5;
            var report = new NearestReport(text, features.ModelName(args), FeatureOptions.LayerOf(model), features.MetricName(args),
                BackendChoice.NameOf(running.Backend.Type), index.Index.Count, index.Index.Count - index.Reused,
                [.. search.Skipped.Select(s => s.Name)], Paths(search.ByFeatures(wanted)),
                pixels ? Paths(search.ByPixels(wanted)) : null, args.GetValue(file));
            if (report.File is { } sheet)
                Draw(report, picture).Save(sheet);
            Print(report, terminal, args.GetValue(json));
            return search.Skipped.Count > 0 ? ExitCode.BadInput : ExitCode.Success;
        });
        return command;
    }

    private static void CheckFolder(string? path)
    {
        if (path is not null && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new BadInputException($"There is no folder '{folder}' to write {Path.GetFileName(path)} into.");
    }

    // The pictures by the names that an index keeps: it moves with its folder.
    private static Dictionary<string, string> Others(string folder, string query, Terminal terminal)
    {
        IReadOnlyList<Source> sources = SourceList.Expand([folder]);
        Source[] moving = [.. sources.Where(s => s.IsMoving)];
        if (moving.Length > 0)
        {
            terminal.Note($"Pictures are compared, not videos: {string.Join(", ", moving.Select(s => s.Text))}"
                + $" {(moving.Length == 1 ? "is" : "are")} left out.");
        }

        string self = Path.GetFullPath(query);
        bool isFolder = Directory.Exists(folder);
        Dictionary<string, string> others = sources.Where(s => !s.IsMoving && Path.GetFullPath(s.Text) != self)
            .ToDictionary(s => isFolder ? Path.GetRelativePath(folder, s.Text) : Path.GetFullPath(s.Text), s => s.Text);
        return others.Count > 0 ? others : throw new BadInputException($"There is no picture in '{folder}' but {query} itself.");
    }

    private static void Compare(
        NearestSearch search, PictureIndex index, Dictionary<string, string> others, bool pixels, string? path,
        bool rebuild, Terminal terminal)
    {
        using var interruption = new Interruption(() => { });
        using var progress = new ProgressLine(terminal);
        search.Add([.. others.Select(o => (o.Key, o.Value))], pixels,
            (done, name) => progress.Show(done, others.Count, name), interruption);
        progress.Clear();
        foreach ((_, string why) in search.Skipped)
            terminal.Note(why);
        if (path is not null && (rebuild || index.IsChanged) && index.Index.Count > 0)
            index.Save(path);
        if (interruption.IsRequested)
        {
            throw new BadInputException($"Stopped after {index.Index.Count} of {others.Count} pictures"
                + $"{(path is null ? "" : $"; {path} has their features")}.");
        }

        if (index.Index.Count == 0)
            throw new BadInputException("None of the pictures can be read.");
    }

    private static Picture Draw(NearestReport report, Picture query)
    {
        var heading = new SheetHeading($"Nearest to {Path.GetFileName(report.Query)}",
            [report.Model, $"layer {report.Layer}", $"distance {report.Metric}", $"{report.Pictures} pictures"]);
        List<(string, IReadOnlyList<NearPicture>)> rows = [("by features", report.Features)];
        if (report.Pixels is { } pixels)
            rows.Add(("by pixels", pixels));
        return NeighbourSheet.Draw(heading, query, rows);
    }

    private static void Print(NearestReport report, Terminal terminal, bool json)
    {
        if (json)
        {
            JsonLines.Write(terminal.Out, report);
            return;
        }

        static string Number(float value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
        Table table = new Table().AddColumns("", "by features", report.Metric);
        if (report.Pixels is not null)
            table.AddColumns("by pixels", report.Metric);
        for (int i = 0; i < report.Features.Count; i++)
        {
            NearPicture near = report.Features[i];
            string rank = (i + 1).ToString(CultureInfo.InvariantCulture);
            string[] row = [rank, Markup.Escape(near.Picture), Number(near.Distance)];
            table.AddRow(report.Pixels?[i] is not { } other ? row
                : [.. row, Markup.Escape(other.Picture), Number(other.Distance)]);
        }

        terminal.Tables().Write(table);
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Pictures} pictures, the features of {report.Embedded} computed now;")
            + $" layer {report.Layer} of {report.Model} on {report.Backend}");
    }
}
