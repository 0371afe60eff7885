using Google.Protobuf;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Fuzz.Tests.Mutations;
using VisionPlugin.Fuzz.Tests.Trials;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;

namespace VisionPlugin.Fuzz.Tests.Targets;

/// <summary>Model files that Protobuf can read and whose meaning is damaged; on the CPU, or on a GPU.</summary>
internal sealed class ModelStructure : IFuzzTarget
{
    private readonly ModelMutator _mutator;
    private readonly IBackend _backend;

    /// <param name="corpus">The good models.</param>
    /// <param name="profile">The GPU's kind of OpenGL; null for the CPU.</param>
    public ModelStructure(IReadOnlyList<ModelProto> corpus, GlProfile? profile = null)
    {
        _mutator = new ModelMutator(corpus);
        _backend = profile is { } gl ? FuzzGpu.Open(gl) : new CpuBackend();
    }

    public string Extension => "onnx";

    public byte[] Make(Random random) => _mutator.Make(random).ToByteArray();

    public string Try(byte[] file) =>
        ModelTrial.Run(() => ModelLoader.Load(file, "fuzz.onnx", ModelTrial.Limits), file.Length, _backend);

    public void Dispose() => _backend.Dispose();
}
