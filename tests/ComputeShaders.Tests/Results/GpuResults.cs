using VisionPlugin.Cards;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests.Results;

/// <summary>A face detector, a picture, and what lies in its buffer of results.</summary>
internal static class GpuResults
{
    private static readonly string Folder = Path.Combine(TestData.Repository, "models");

    public static string FacePath => Path.Combine(Folder, "tiny_face_detector", "tiny_face_detector.onnx");

    public static VisionModel Selfie => VisionModel.Load(Path.Combine(Folder, "selfie", "selfie.onnx"));

    public static VisionModel Faces => VisionModel.Load(FacePath);

    public static TestPicture Astronaut => TestPicture.Load(Path.Combine(Folder, "pictures", "astronaut.png"));

    /// <summary>The same detector with a decoder that has no shader.</summary>
    public static VisionModel OtherFaces
    {
        get
        {
            VisionModel model = Faces;
            return model with { Card = model.Card with { Decoder = new Other((DetectionDecoder)model.Card.Decoder) } };
        }
    }

    /// <summary>Reads the buffer as the host's OpenGL would: the number of results, and they.</summary>
    public static (uint Vertices, uint Instances, uint First, uint Base, Detection[] Found) Read(
        GlDevice device, IGpuDetections results, nint command)
    {
        using var copy = new GlBuffer(device, 256 + (24 * results.Capacity), GlBufferUse.Readback, "copy");
        var gl = device.Gl;
        gl.BindBuffer(Silk.NET.OpenGL.BufferTargetARB.CopyReadBuffer, results.Buffer);
        gl.BindBuffer(Silk.NET.OpenGL.BufferTargetARB.CopyWriteBuffer, copy.Handle);
        gl.CopyBufferSubData(Silk.NET.OpenGL.CopyBufferSubDataTarget.CopyReadBuffer,
            Silk.NET.OpenGL.CopyBufferSubDataTarget.CopyWriteBuffer, 0, 0, (nuint)copy.Bytes);
        var words = new uint[4];
        copy.DownloadBlocking<uint>(words, command);
        var count = new uint[1];
        copy.DownloadBlocking<uint>(count, results.CountOffset);
        Assert.Equal(count[0], words[1]);
        var found = new Detection[count[0]];
        copy.DownloadBlocking<Detection>(found, results.DetectionsOffset);
        return (words[0], words[1], words[2], words[3], found);
    }

    private sealed class Other(DetectionDecoder decoder) : DetectionDecoder
    {
        public override int OutputCount => decoder.OutputCount;

        public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes) =>
            decoder.Validate(outputs, classes);

        public override void Decode(
            ReadOnlySpan<Tensor<float>> outputs, int inputWidth, int inputHeight, float conf, CandidateList candidates) =>
            decoder.Decode(outputs, inputWidth, inputHeight, conf, candidates);
    }
}
