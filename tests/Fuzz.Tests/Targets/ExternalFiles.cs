using Google.Protobuf;
using VisionPlugin.Execution;
using VisionPlugin.Fuzz.Tests.Mutations;
using VisionPlugin.Fuzz.Tests.Trials;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;

namespace VisionPlugin.Fuzz.Tests.Targets;

/// <summary>
/// Models whose weights lie in other files: places, offsets and lengths that lead elsewhere. A secret lies outside of the
/// model's folder and behind a link; no constant may ever hold it.
/// </summary>
internal sealed class ExternalFiles : IFuzzTarget
{
    private const int Bytes = 4096;
    private const byte Secret = 0xA5;

    private static readonly string[] Places =
    [
        "weights.bin", "sub/weights.bin", "./weights.bin", "../secret.bin", "sub/../../secret.bin", "link.bin", "sub", "", ".", "..",
        "/etc/passwd", "weights.bin\0", "C:\\secret.bin", "..\\secret.bin", "sub//weights.bin", "missing.bin", "loop.bin", "folder/secret.bin",
    ];

    private static readonly string[] Numbers =
        ["0", "4", "100", "4095", "4096", "-1", "-4096", "9223372036854775807", "18446744073709551615", "1e3", "", "0x10", " 4", "4294967296"];

    private readonly string _root = Directory.CreateTempSubdirectory("vision-fuzz-").FullName;
    private readonly string _folder;
    private readonly CpuBackend _cpu = new();

    public ExternalFiles()
    {
        _folder = Directory.CreateDirectory(Path.Combine(_root, "model", "sub")).Parent!.FullName;
        foreach (string file in new[] { "weights.bin", "sub/weights.bin" })
            File.WriteAllBytes(Path.Combine(_folder, file), new byte[Bytes]);
        File.WriteAllBytes(Path.Combine(_root, "secret.bin"), [.. Enumerable.Repeat(Secret, Bytes)]);
        File.CreateSymbolicLink(Path.Combine(_folder, "link.bin"), Path.Combine(_root, "secret.bin"));
        File.CreateSymbolicLink(Path.Combine(_folder, "loop.bin"), Path.Combine(_folder, "loop.bin"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "folder"), _root);
    }

    public string Extension => "onnx";

    public byte[] Make(Random random)
    {
        ModelProto model = SmallGraph.Create();
        foreach (TensorProto tensor in model.Graph.Initializer)
        {
            if (random.Next(2) == 0)
                continue;
            string place = random.Next(4) > 0 ? Places[0] : Odd.Of(Places, random);
            tensor.DataLocation = 1;
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = place });
            if (random.Next(4) == 0)
                tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = Odd.Of(Numbers, random) });
            if (random.Next(16) == 0)
                tensor.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = Odd.Of(Numbers, random) });
            if (random.Next(24) == 0)
                tensor.Dims.Add(Odd.Integer(random));
        }

        return model.ToByteArray();
    }

    public string Try(byte[] file)
    {
        Model model = ModelLoader.Load(new MemoryStream(file), "fuzz.onnx", _folder, ModelTrial.Limits);
        Assert.DoesNotContain(model.Constants.Values, tensor => tensor.AsBytes().IndexOf([Secret, Secret, Secret, Secret]) >= 0);
        return ModelTrial.Run(() => model, file.Length, _cpu);
    }

    public void Dispose()
    {
        _cpu.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
