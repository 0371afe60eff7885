namespace VisionPlugin.DemoApp.Tests.Commands;

public sealed class BadInputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, byte[]> Damaged
    {
        get
        {
            byte[] png = File.ReadAllBytes(Samples.Coffee), jpg = File.ReadAllBytes(Samples.Rocket), onnx = File.ReadAllBytes(Samples.Model("face_expression"));
            byte[] random = new byte[5000];
            new Random(1).NextBytes(random);
            return new()
            {
                { "empty", [] },
                { "text", "hello"u8.ToArray() },
                { "random", random },
                { "half a PNG", png[..(png.Length / 2)] },
                { "start of a PNG", png[..20] },
                { "half a JPEG", jpg[..(jpg.Length / 20)] },
                { "half a model", onnx[..(onnx.Length / 2)] },
                { "start of a model", onnx[..50] },
            };
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Damaged_pictures_are_named(string what, byte[] content)
    {
        string path = _folder.Write($"{what}.png", content);
        Vision run = Vision.Run("detect", path, "--json", "--model", "tiny_face_detector");
        // A JPEG that breaks off may be shown as far as it goes, as everywhere.
        if (what == "half a JPEG" && run.ExitCode == 0)
            return;
        Vision.Bad(["detect", path, "--json", "--model", "tiny_face_detector"], path);
    }

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Damaged_models_are_named(string what, byte[] content)
    {
        string path = _folder.Write($"{what}.onnx", content);
        string card = Path.ChangeExtension(Samples.Model("face_expression"), ".vision.json");
        Vision.Bad(["classify", Samples.Coffee, "--model", path, "--card", card], path);
        Vision.Bad(["run", path, "--input", _folder["none.npy"], "--out", _folder["out"]], path);
    }

    [Theory]
    [InlineData("nothing.png", "nothing.png")]
    [InlineData("*.png", "matches")]
    [InlineData("empty", "no picture")]
    [InlineData("none/*.png", "matches")]
    public void Sources_that_stand_for_nothing_are_named(string source, string part)
    {
        Directory.CreateDirectory(_folder["empty"]);
        Vision.Bad(["detect", _folder[source]], part);
    }

    [Fact]
    public void Models_that_are_not_there_are_named_with_those_that_are()
    {
        Vision.Bad(["detect", Samples.Coffee, "--model", "resnet9000"], "resnet9000", "centernet, face_expression");
        Vision.Bad(["detect", Samples.Coffee, "--model", _folder["none.onnx"]], "none.onnx");
        Vision.Bad(["detect", Samples.Coffee, "--model", _folder.Path], "folder");
        Vision.Bad(["detect", Samples.Coffee, "--model", "../tiny_face_detector"], "../tiny_face_detector");
    }

    [Fact]
    public void A_model_of_no_known_family_or_for_another_task_is_refused()
    {
        string lonely = _folder.Write("lonely.onnx", File.ReadAllBytes(Samples.Model("centernet")));
        Vision.Bad(["classify", Samples.Coffee, "--model", lonely], "lonely.onnx is of no family", "keypoints [1, 80, 128, 128]", "yolov8 expects");
        Vision.Bad(["classify", Samples.Coffee, "--model", lonely, "--card", _folder["none.json"]], "none.json");
        string card = _folder.Write("bad.vision.json", "{ \"task\": \"guess\" }"u8.ToArray());
        Vision.Bad(["classify", Samples.Coffee, "--model", lonely, "--card", card], "bad.vision.json", "'task'");
        Vision.Bad(["detect", Samples.Coffee, "--model", "face_expression"], "to classify, not to detect");
    }

    [Theory]
    [InlineData("detect")]
    [InlineData("detect", "x.png", "--conf", "1.5")]
    [InlineData("detect", "x.png", "--conf", "NaN")]
    [InlineData("detect", "x.png", "--conf", "much")]
    [InlineData("detect", "x.png", "--iou", "-0.1")]
    [InlineData("detect", "x.png", "--max-det", "0")]
    [InlineData("detect", "x.png", "--backend", "tpu")]
    [InlineData("detect", "x.png", "--colour", "red")]
    [InlineData("classify", "x.png", "--top", "0")]
    [InlineData("fly")]
    [InlineData("run")]
    public void Arguments_that_make_no_sense_are_refused(params string[] args) => Vision.Bad(args, "--help");

    [Fact]
    public void Classes_that_a_model_does_not_have_are_refused()
    {
        Vision.Bad(["detect", Samples.Coffee, "--classes", "unicorn"], "unicorn", "person");
        Vision.Bad(["detect", Samples.Coffee, "--classes", "80"], "80");
    }

    [Fact]
    public void Results_that_cannot_be_written_are_refused()
    {
        string file = _folder.Write("file", [1]);
        Vision.Bad(["detect", Samples.Coffee, "--save", file], "file");
    }
}
