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
    private readonly bool _isShort;

    /// <param name="corpus">The good models.</param>
    /// <param name="profile">The GPU's kind of OpenGL; null for the CPU.</param>
    /// <param name="isShort">True for numbers that are stored shorter than single precision, in every way.</param>
    public ModelStructure(IReadOnlyList<ModelProto> corpus, GlProfile? profile = null, bool isShort = false)
    {
        _isShort = isShort;
        _mutator = new ModelMutator(corpus);
        _backend = profile is { } gl ? FuzzGpu.Open(gl) : new CpuBackend();
    }

    public string Extension => "onnx";

    public byte[] Make(Random random) => _mutator.Make(random).ToByteArray();

    public string Try(byte[] file)
    {
        Precision precision = Precision.Single;
        if (_isShort)
            Assert.True(Precision.TryParse(Precision.Names[file.Length % Precision.Names.Count], out precision));
        return ModelTrial.Run(() => ModelLoader.Load(file, "fuzz.onnx", ModelTrial.Limits), file.Length, _backend, precision);
    }

    public void Dispose() => _backend.Dispose();
}
