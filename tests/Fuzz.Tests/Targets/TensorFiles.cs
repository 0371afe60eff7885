using Google.Protobuf;
using VisionPlugin.Fuzz.Tests.Mutations;
using VisionPlugin.Fuzz.Tests.Trials;
using VisionPlugin.Onnx;

namespace VisionPlugin.Fuzz.Tests.Targets;

/// <summary>Files of one tensor, as ONNX's tests have them.</summary>
internal sealed class TensorFiles : IFuzzTarget
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"vision-fuzz-{Guid.NewGuid():N}.pb");

    public string Extension => "pb";

    public byte[] Make(Random random)
    {
        byte[] file = TensorMutator.Create(random).ToByteArray();
        return random.Next(3) == 0 ? file : ByteMutator.Mutate(file, TensorMutator.Create(random).ToByteArray(), random);
    }

    public string Try(byte[] file)
    {
        File.WriteAllBytes(_path, file);
        TensorProto proto = OnnxReader.ReadTensor(_path, "fuzz.pb", ModelTrial.Limits);
        if (!OnnxTensorReader.IsSupported(proto))
            return "unsupported";
        new OnnxTensorReader("fuzz.pb", new ExternalData("fuzz.pb", null), ModelTrial.Limits).Read(proto, proto.Name);
        return "read";
    }

    public void Dispose() => File.Delete(_path);
}
