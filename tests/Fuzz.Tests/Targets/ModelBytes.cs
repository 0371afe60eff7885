using Google.Protobuf;
using VisionPlugin.Execution;
using VisionPlugin.Fuzz.Tests.Mutations;
using VisionPlugin.Fuzz.Tests.Trials;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;

namespace VisionPlugin.Fuzz.Tests.Targets;

/// <summary>Model files with damaged bytes.</summary>
internal sealed class ModelBytes(IReadOnlyList<ModelProto> corpus) : IFuzzTarget
{
    // The weights of a whole network hide what the bytes between them do.
    private const int MostBytes = 400_000;

    private readonly byte[][] _files = [.. corpus.Select(m => m.ToByteArray()).Where(f => f.Length < MostBytes)];
    private readonly CpuBackend _cpu = new();

    public string Extension => "onnx";

    public byte[] Make(Random random) => ByteMutator.Mutate(Odd.Of(_files, random), Odd.Of(_files, random), random);

    public string Try(byte[] file) =>
        ModelTrial.Run(() => ModelLoader.Load(file, "fuzz.onnx", ModelTrial.Limits), file.Length, _cpu);

    public void Dispose() => _cpu.Dispose();
}
