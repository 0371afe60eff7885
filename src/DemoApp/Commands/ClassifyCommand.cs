using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision classify</c>: what a picture shows.</summary>
internal static class ClassifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var job = new PictureJob("face_expression", "pictures with the best class written in");
        Option<int?> top = CommonOptions.Number("--top", "Number of classes to give; 5 unless said.", 1, 1000);
        var command = new Command("classify", "Say what pictures show.") { top };
        job.AddTo(command);
        command.SetAction(args =>
        {
            SaveFolder? save = job.Save(args);
            Table? table = job.Json(args) ? null : new Table().AddColumns("picture", "class", "score", "ms pre + infer + post");
            int code = job.Run(args, terminal, (model, backend) => new ImageClassifier(model, backend, args.GetValue(top) ?? 5),
            (classifier, source, picture) =>
            {
                ReadOnlySpan<Classification> found = classifier.Process(picture.Frame);
                if (table is null)
                    JsonLines.Write(terminal.Out, Report(job.ModelName(args), classifier, source, picture, found));
                else
                    AddRows(table, classifier, source, found);
                if (save is not null)
                    Save(save.Reserve(source), picture, classifier, found[0]);
            });
            if (table is { Rows.Count: > 0 })
                terminal.Tables().Write(table);
            return code;
        });
        return command;
    }

    private static ClassificationReport Report(
        string model, ImageClassifier classifier, string source, Picture picture, ReadOnlySpan<Classification> found) => new(
            source, 0, picture.Width, picture.Height, model, BackendChoice.NameOf(classifier.Backend.Type), Milliseconds.Of(classifier.Timings),
            RankedClass.List(classifier.Card, found));

    private static void AddRows(Table table, ImageClassifier classifier, string source, ReadOnlySpan<Classification> found)
    {
        string name = Markup.Escape(source), time = Milliseconds.Of(classifier.Timings).ToString();
        foreach (Classification c in found)
        {
            table.AddRow(name, Markup.Escape(classifier.Card.LabelOf(c.ClassId)), c.Score.ToString("0.0000", CultureInfo.InvariantCulture), time);
            (name, time) = ("", "");
        }
    }

    private static void Save(string path, Picture picture, ImageClassifier classifier, Classification best)
    {
        var whole = new Box(0, 0, picture.Width, picture.Height);
        string label = string.Create(CultureInfo.InvariantCulture, $"{classifier.Card.LabelOf(best.ClassId)} {best.Score:0.00}");
        BoxOverlay.Draw(new PictureCanvas(picture), [new LabelledBox(whole, label, Rgb.OfClass(best.ClassId))]);
        picture.Save(path + ".png");
    }
}
