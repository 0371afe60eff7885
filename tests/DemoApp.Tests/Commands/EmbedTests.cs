using System.Text.Json;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Neighbours;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Commands;

public sealed class EmbedTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_face_has_a_descriptor_and_nothing_to_be_compared_with()
    {
        JsonElement report = Assert.Single(Vision.Good("embed", Samples.Astronaut, "--json", "--backend", "cpu").Json);
        Assert.Equal(["source", "width", "height", "model", "layer", "backend", "ms", "vectors"], report.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("face_recognition", "descriptor", "cpu"), (Text(report, "model"), Text(report, "layer"), Text(report, "backend")));
        JsonElement face = Assert.Single(report.GetProperty("vectors").EnumerateArray());
        Assert.Equal(["number", "score", "box", "vector"], face.EnumerateObject().Select(p => p.Name));
        Assert.Equal((1, 128), (face.GetProperty("number").GetInt32(), face.GetProperty("vector").GetArrayLength()));
        JsonElement detected = Assert.Single(Vision.Good("detect", Samples.Astronaut, "--model", "tiny_face_detector", "--json", "--backend", "cpu").Json);
        Assert.Equal(detected.GetProperty("detections")[0].GetProperty("box").ToString(), face.GetProperty("box").ToString());

        Vision people = Vision.Good("embed", Samples.Astronaut, "--backend", "cpu");
        Assert.Contains("1", people.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("same", people.Out, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_same_face_in_parts_of_a_picture_is_the_same_person_and_drawn_in_one_colour()
    {
        string[] parts = [$"{Samples.Astronaut}@100,20,250,250", $"{Samples.Astronaut}@60,0,380,300"];
        string saved = _folder["saved"];
        Vision run = Vision.Good(["embed", .. parts, "--save", saved, "--json", "--backend", "cpu"]);
        JsonElement distances = run.Json[2];
        Assert.Equal(["metric", "distances", "threshold", "same", "groups"], distances.EnumerateObject().Select(p => p.Name));
        double distance = distances.GetProperty("distances")[0][1].GetDouble();
        Assert.InRange(distance, 1e-6, 0.599);
        Assert.Equal(distance, distances.GetProperty("distances")[1][0].GetDouble());
        Assert.Equal("[[1,2]]", distances.GetProperty("same").GetRawText());
        Assert.Contains("The same person: 0.", Vision.Good(["embed", .. parts, "--backend", "cpu"]).Out, StringComparison.Ordinal);
        Assert.Contains("Not the same person", Vision.Good(["embed", .. parts, "--backend", "cpu", "--threshold", "0.001"]).Out, StringComparison.Ordinal);
        // The first colour of the palette, on the edge of the face in both.
        string[] files = [.. Directory.GetFiles(saved).Order()];
        Assert.Equal(2, files.Length);
        Assert.All(files, f => Assert.True(Count(Picture.Load(f), 255, 92, 92) > 300, f));
    }

    [SkippableFact]
    public void Faces_of_several_people_are_numbered_from_left_to_right_and_the_gpu_agrees()
    {
        string picture = TestData.Require("images", "sample1.png");
        Vision cpu = Vision.Good("embed", picture, "--json", "--backend", "cpu");
        JsonElement[] faces = [.. cpu.Json[0].GetProperty("vectors").EnumerateArray()];
        Assert.Equal([1, 2, 3], faces.Select(f => f.GetProperty("number").GetInt32()));
        double[] left = [.. faces.Select(f => f.GetProperty("box")[0].GetDouble())];
        Assert.Equal(left.Order(), left);
        Assert.Equal(3, cpu.Json[1].GetProperty("distances").GetArrayLength());
        Vision gpu = Vision.Run("embed", picture, "--json", "--backend", "gpu");
        Requirement.SkipUnless(gpu.Error.Length == 0, "There is no GPU backend here.");
        foreach ((JsonElement expected, JsonElement actual) in faces.Zip(gpu.Json[0].GetProperty("vectors").EnumerateArray()))
            Assert.InRange(FeatureIndex.DistanceOf(Vector(expected), Vector(actual), Metric.L2), 0, 1e-2f);
    }

    [Fact]
    public void A_run_is_the_same_to_the_bit_and_its_files_hold_what_is_printed()
    {
        string npz = _folder["v.npz"], json = _folder["v.json"];
        string[] args = ["embed", Samples.Astronaut, Samples.Coffee, "--json", "--backend", "cpu", "--out"];
        Vision first = Vision.Run([.. args, npz]), second = Vision.Run([.. args, json]);
        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("no face to be found in " + Samples.Coffee, first.Error, StringComparison.Ordinal);
        float[] vector = Vector(first.Json[0].GetProperty("vectors")[0]);
        Assert.Equal(vector, Vector(second.Json[0].GetProperty("vectors")[0]));
        FeatureIndex index = FeatureIndex.Load(npz);
        Assert.Equal([Samples.Astronaut + "#1"], index.Names);
        Assert.Equal(vector, index.VectorOf(0).ToArray());
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(json));
        Assert.Equal(2, file.RootElement.GetArrayLength());
        Assert.Equal(vector, Vector(file.RootElement[0].GetProperty("vectors")[0]));
    }

    [Fact]
    public void Any_layer_of_any_model_describes_whole_pictures()
    {
        JsonElement report = Vision.Good("embed", Samples.Astronaut, Samples.Coffee, "--model", "face_expression", "--json", "--backend", "cpu").Json[0];
        JsonElement vector = report.GetProperty("vectors")[0];
        Assert.Equal(["number", "vector"], vector.EnumerateObject().Select(p => p.Name));
        // What the last fully connected layer is given: the means of 256 maps.
        Assert.Equal(256, vector.GetProperty("vector").GetArrayLength());
        Vision other = Vision.Good("embed", Samples.Astronaut, Samples.Coffee, "--model", "centernet", "--layer", "conv_10", "--pool", "max", "--metric", "cosine", "--json", "--backend", "cpu");
        Assert.Equal("conv_10/max", Text(other.Json[0], "layer"));
        Assert.Equal(72, other.Json[0].GetProperty("vectors")[0].GetProperty("vector").GetArrayLength());
        Assert.Equal(["metric", "distances"], other.Json[2].EnumerateObject().Select(p => p.Name));
        Assert.InRange(other.Json[2].GetProperty("distances")[0][1].GetDouble(), 0.001, 1);
    }

    [Fact]
    public void Mistakes_are_told()
    {
        Vision.Bad(["embed", Samples.Coffee], "no face", Samples.Coffee, "--detector none");
        Vision.Bad(["embed", Samples.Coffee, "--model", "face_expression", "--layer", "conv_99"], "no layer 'conv_99'", "dense3.conv3.pw");
        Vision.Bad(["embed", Samples.Coffee, "--model", "centernet"], "name a layer", "conv_10");
        Vision.Bad(["embed", Samples.Coffee, "--model", "face_expression", "--pool", "max"], "no maps to pool");
        Vision.Bad(["embed", Samples.Coffee, "--model", "face_expression", "--margin", "0.1"], "--detector");
        Vision.Bad(["embed", Samples.Coffee, "--detector", "selfie"], "to segment, not to detect");
        Vision.Bad(["embed", Samples.Coffee, "--out", _folder["x.txt"]], ".npz", ".json");
        Vision.Bad(["embed", $"{Samples.Coffee}@0,0,5", "--detector", "none"], "@X,Y,WIDTH,HEIGHT");
        Vision.Bad(["embed", _folder["none.png"]], "none.png");
        Vision.Bad(["embed", Samples.Coffee, "--margin", "-1"], "--margin");
        string damaged = _folder.Write("damaged.png", [1, 2, 3]);
        Vision.Bad(["embed", damaged], damaged);
        Vision several = Vision.Run("embed", damaged, Samples.Astronaut, "--json", "--backend", "cpu");
        Assert.Equal((2, 1), (several.ExitCode, several.Json.Count));
        Assert.Contains(damaged, several.Error, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement report, string name) => report.GetProperty(name).GetString();

    private static float[] Vector(JsonElement thing) => [.. thing.GetProperty("vector").EnumerateArray().Select(v => v.GetSingle())];

    private static int Count(Picture picture, byte red, byte green, byte blue) => Enumerable.Range(0, picture.Width * picture.Height)
        .Count(i => picture.Rgba[4 * i] == red && picture.Rgba[(4 * i) + 1] == green && picture.Rgba[(4 * i) + 2] == blue);
}
