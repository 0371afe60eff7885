using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision segment</c>: what each pixel belongs to.</summary>
internal static class SegmentCommand
{
    public static Command Create(Terminal terminal)
    {
        var job = new PictureJob("selfie", "NAME.mask.png, and NAME.png with the mask drawn in,");
        var command = new Command("segment", "Say what each pixel belongs to.");
        job.AddTo(command);
        command.SetAction(args =>
        {
            SaveFolder? save = job.Save(args);
            Table? table = job.Json(args) ? null : new Table().AddColumns("picture", "class", "share", "mask", "ms pre + infer + post");
            int code = job.Run(args, terminal, (model, backend) => new Segmenter(model, backend), (segmenter, source, picture) =>
            {
                Mask mask = segmenter.Process(picture.Frame);
                Milliseconds ms = Milliseconds.Of(segmenter.Timings);
                string? file = save is null ? null : Save(save.Reserve(source), picture, mask);
                IReadOnlyList<ClassShare> shares = Shares(segmenter, mask);
                if (table is null)
                {
                    JsonLines.Write(terminal.Out, new MaskReport(source, 0, picture.Width, picture.Height, job.ModelName(args),
                        BackendChoice.NameOf(segmenter.Backend.Type), ms, file, shares));
                }
                else
                {
                    AddRows(table, source, shares, file, ms);
                }
            });
            if (table is { Rows.Count: > 0 })
                terminal.Tables().Write(table);
            return code;
        });
        return command;
    }

    private static string Save(string path, Picture picture, Mask mask)
    {
        MaskOverlay.ToPicture(mask).Save(path + ".mask.png");
        MaskOverlay.Draw(picture, mask);
        picture.Save(path + ".png");
        return path + ".mask.png";
    }

    private static List<ClassShare> Shares(Segmenter segmenter, Mask mask)
    {
        Span<int> counts = stackalloc int[256];
        foreach (byte value in mask.Values)
            counts[mask.Kind == MaskKind.Probability ? (value >= 128 ? 0 : 255) : value]++;
        var shares = new List<ClassShare>();
        for (int i = 0; i < (mask.Kind == MaskKind.Probability ? 1 : 256); i++)
        {
            if (counts[i] > 0 || mask.Kind == MaskKind.Probability)
                shares.Add(new ClassShare(segmenter.Card.LabelOf(i), i, Math.Round((double)counts[i] / mask.Values.Length, 6)));
        }

        return shares;
    }

    private static void AddRows(Table table, string source, IReadOnlyList<ClassShare> shares, string? file, Milliseconds ms)
    {
        string name = Markup.Escape(source), path = Markup.Escape(file ?? ""), time = ms.ToString();
        foreach (ClassShare item in shares)
        {
            table.AddRow(name, Markup.Escape(item.Class), item.Share.ToString("0.0%", CultureInfo.InvariantCulture), path, time);
            (name, path, time) = ("", "", "");
        }
    }
}
