using System.Text.Json;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Commands;

public sealed class NearestTests : IDisposable
{
    // Three views of each of the bundled pictures, as docs/embeddings.md cuts them.
    private static readonly (string Picture, int Size, (int X, int Y)[] Corners)[] Views =
    [
        ("astronaut.png", 300, [(0, 0), (60, 20), (150, 100)]),
        ("chelsea.png", 260, [(0, 0), (60, 20), (150, 30)]),
        ("coffee.png", 300, [(0, 0), (150, 50), (280, 100)]),
        ("rocket.jpg", 300, [(100, 0), (180, 60), (250, 100)]),
    ];

    private readonly TempFolder _folder = new();

    private string Folder => _folder["views"];

    private string Index => _folder["index.npz"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_documentation_cuts_these_views()
    {
        string page = File.ReadAllText(Path.Combine(TestData.Repository, "docs", "embeddings.md"));
        foreach ((string picture, int size, (int X, int Y)[] corners) in Views)
        {
            for (int i = 0; i < corners.Length; i++)
            {
                string name = Path.GetFileNameWithoutExtension(picture);
                Assert.Contains($"cut {picture} {corners[i].X},{corners[i].Y},{size},{size} {name}-{i + 1}", page, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("astronaut.png@30,60,300,300", "chelsea")]
    [InlineData("astronaut.png@120,40,300,300", "chelsea")]
    [InlineData("coffee.png@60,90,300,300", "chelsea")]
    [InlineData("rocket.jpg@40,60,300,300", "rocket")]
    public void Features_know_a_shifted_view_where_pixels_may_not(string query, string nearestPixels)
    {
        Cut(3);
        JsonElement report = Near(query, "--count", "4");
        Assert.Equal(["query", "model", "layer", "metric", "backend", "pictures", "embedded", "skipped", "features", "pixels"],
            report.EnumerateObject().Select(p => p.Name));
        Assert.Equal((12, 12), (report.GetProperty("pictures").GetInt32(), report.GetProperty("embedded").GetInt32()));
        string own = query[..query.IndexOf('.', StringComparison.Ordinal)];
        string[] features = Names(report, "features"), pixels = Names(report, "pixels");
        Assert.Equal([own, own, own], features[..3]);
        Assert.NotEqual(own, features[3]);
        Assert.Equal(nearestPixels, pixels[0]);
    }

    [Fact]
    public void Only_what_is_new_or_changed_is_computed_again()
    {
        Cut(2);
        JsonElement first = Near("chelsea.png", "--index", Index), again = Near("chelsea.png", "--index", Index);
        Assert.Equal((6, 0), (Embedded(first), Embedded(again)));
        Assert.Equal(first.GetProperty("features").GetRawText(), again.GetProperty("features").GetRawText());
        Assert.Equal(first.GetProperty("pixels").GetRawText(), again.GetProperty("pixels").GetRawText());
        DateTime written = File.GetLastWriteTimeUtc(Index);
        // Another picture under a name that is known, one that is new, one less.
        File.Copy(Samples.Coffee, Path.Combine(Folder, "chelsea-1.png"), overwrite: true);
        File.Copy(Samples.Rocket, Path.Combine(Folder, "new.jpg"));
        File.Delete(Path.Combine(Folder, "astronaut-2.png"));
        JsonElement changed = Near("coffee.png", "--index", Index, "--no-pixels");
        Assert.Equal((6, 2), (changed.GetProperty("pictures").GetInt32(), Embedded(changed)));
        Assert.False(changed.TryGetProperty("pixels", out _));
        Assert.Equal("chelsea-1.png", Path.GetFileName(changed.GetProperty("features")[0].GetProperty("picture").GetString()));
        Assert.InRange(changed.GetProperty("features")[0].GetProperty("distance").GetDouble(), 0, 1e-6);
        // A time alone is a change as well.
        File.SetLastWriteTimeUtc(Path.Combine(Folder, "new.jpg"), written.AddDays(-3));
        Assert.Equal(1, Embedded(Near("coffee.png", "--index", Index)));
        Assert.Equal(6, Embedded(Near("coffee.png", "--index", Index, "--rebuild")));
        // The index moves with its folder.
        Directory.Move(Folder, _folder["moved"]);
        JsonElement moved = Vision.Good(Args(Samples.Coffee, _folder["moved"], "--index", Index, "--json")).Json[0];
        Assert.Equal(0, Embedded(moved));
    }

    [Fact]
    public void An_index_of_something_else_is_refused_and_stays_as_it_is()
    {
        Cut(1);
        Near("coffee.png", "--index", Index);
        byte[] saved = File.ReadAllBytes(Index);
        Refuses("of layer conv_47/average", "--rebuild", "--layer", "conv_46");
        Refuses("of layer conv_47/average", "--rebuild", "--pool", "max");
        Refuses("of the model centernet", "--rebuild", "--model", "face_expression", "--layer", "relu_4");
        string card = _folder.Write("other.vision.json", File.ReadAllBytes(Path.ChangeExtension(Samples.Model("centernet"), ".vision.json")));
        File.WriteAllText(card, File.ReadAllText(card).Replace("512", "256", StringComparison.Ordinal));
        Vision other = Vision.Run(Args(Samples.Coffee, Folder, "--index", Index, "--card", card));
        Assert.Equal(2, other.ExitCode);
        Assert.Equal(saved, File.ReadAllBytes(Index));
        foreach (int length in (int[])[0, 30, saved.Length / 2, saved.Length - 1])
        {
            File.WriteAllBytes(Index, saved[..length]);
            Refuses(Index, "--rebuild");
        }

        Assert.Equal(1, Embedded(Near("coffee.png", "--index", Index, "--rebuild")) / 3);
        Vision.Good("embed", Samples.Astronaut, "--backend", "cpu", "--out", Index);
        Refuses("does not say", "nearest");

        // Other weights under the same name.
        string[] zoo = ["nearest", Samples.Coffee, Folder, "--model", "zoo:squeezenet1.1", "--backend", "cpu", "--index", _folder["zoo.npz"]];
        Vision.Good(zoo);
        Vision.Bad([.. zoo, "--seed", "7"], "zoo:squeezenet1.1 before it changed", "--rebuild");
        Vision.Good([.. zoo, "--seed", "7", "--rebuild"]);

        void Refuses(string part, string second, params string[] more) =>
            Vision.Bad(Args(Samples.Coffee, Folder, ["--index", Index, .. more]), Index, part, second);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named_and_the_query_is_not_its_own_neighbour()
    {
        Cut(1);
        string damaged = _folder.Write("views/damaged.png", [1, 2, 3]), sheet = _folder["sheet.png"];
        Vision run = Vision.Run(Args(Path.Combine(Folder, "coffee-1.png"), Folder, "--json", "--out", sheet));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(damaged, run.Error, StringComparison.Ordinal);
        JsonElement report = Assert.Single(run.Json);
        Assert.Equal([damaged], report.GetProperty("skipped").EnumerateArray().Select(s => s.GetString()!));
        Assert.Equal((2, sheet), (report.GetProperty("pictures").GetInt32(), report.GetProperty("file").GetString()));
        Assert.DoesNotContain("coffee", Names(report, "features"));
        Picture drawn = Picture.Load(sheet);
        Assert.InRange(drawn.Width, 400, 600);
        // The query's own colours, in the middle of its thumbnail: a cup of coffee, not the ground.
        Assert.True(drawn.Rgba.Chunk(4).Distinct(EqualityComparer<byte[]>.Create((a, b) => a!.AsSpan().SequenceEqual(b), a => BitConverter.ToInt32(a))).Count() > 5000);
        File.Delete(damaged);
        Vision people = Vision.Good(Args(Path.Combine(Folder, "coffee-1.png"), Folder));
        Assert.Contains("2 pictures, the features of 2 computed now", people.Out, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void The_gpu_finds_the_same()
    {
        Cut(2);
        JsonElement cpu = Near("astronaut.png@30,60,300,300");
        Vision run = Vision.Run([.. Args(Samples.Picture("astronaut.png@30,60,300,300"), Folder, "--json").SkipLast(2), "--backend", "gpu"]);
        Requirement.SkipUnless(run.ExitCode == 0 && run.Error.Length == 0, "There is no GPU backend here.");
        Assert.Equal("gpu", run.Json[0].GetProperty("backend").GetString());
        Assert.Equal(Names(cpu, "features"), Names(run.Json[0], "features"));
        Assert.All(cpu.GetProperty("features").EnumerateArray().Zip(run.Json[0].GetProperty("features").EnumerateArray()), pair =>
            Assert.Equal(pair.First.GetProperty("distance").GetDouble(), pair.Second.GetProperty("distance").GetDouble(), 1e-3));
    }

    [Fact]
    public void Mistakes_are_told()
    {
        Cut(1);
        Directory.CreateDirectory(_folder["empty"]);
        Vision.Bad(Args(Samples.Coffee, _folder["empty"]), "no picture", "empty");
        Vision.Bad(Args(_folder["none.png"], Folder), "none.png");
        Vision.Bad(Args(Samples.Coffee, Folder, "--layer", "pool_99"), "no layer 'pool_99'", "conv_47");
        Vision.Bad(["nearest", Samples.Coffee, Folder], "--model");
        Vision.Bad(["nearest", Samples.Coffee, Folder, "--model", "centernet"], "name a layer");
        Vision.Bad(Args(Samples.Coffee, Folder, "--rebuild"), "--index");
        Vision.Bad(Args(Samples.Coffee, Folder, "--index", _folder["absent/i.npz"]), "no folder", "absent");
        Vision.Bad(Args(Samples.Coffee, Folder, "--count", "0"), "--count");
        File.Copy(Samples.Coffee, _folder["empty"] + "/coffee.png");
        Vision.Bad(Args(_folder["empty"] + "/coffee.png", _folder["empty"]), "itself");
    }

    private static int Embedded(JsonElement report) => report.GetProperty("embedded").GetInt32();

    private static string[] Names(JsonElement report, string row) => [.. report.GetProperty(row).EnumerateArray()
        .Select(n => Path.GetFileName(n.GetProperty("picture").GetString()!).Split('-', '.')[0])];

    // Options given later count.
    private static string[] Args(string query, string folder, params string[] more)
    {
        string[] usual = ["--model", "centernet", "--layer", "conv_47", "--pool", "average", "--backend", "cpu"];
        IEnumerable<string> kept = usual.Chunk(2).Where(option => !more.Contains(option[0])).SelectMany(option => option);
        return ["nearest", query, folder, .. more, .. kept];
    }

    private JsonElement Near(string query, params string[] more) =>
        Vision.Good(Args(Samples.Picture(query), Folder, [.. more, "--json"])).Json[0];

    private void Cut(int perPicture)
    {
        Directory.CreateDirectory(Folder);
        foreach ((string name, int size, (int X, int Y)[] corners) in Views)
        {
            // Two of them make six: enough for most.
            Picture whole = Picture.Load(Samples.Picture(name));
            for (int i = 0; i < Math.Min(perPicture, corners.Length); i++)
            {
                if (perPicture < 3 && name == "rocket.jpg")
                    continue;
                whole.Cut(new PixelRect(corners[i].X, corners[i].Y, size, size))
                    .Save(Path.Combine(Folder, $"{Path.GetFileNameWithoutExtension(name)}-{i + 1}.png"));
            }
        }
    }
}
