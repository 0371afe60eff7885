using VisionPlugin.Decoding;

namespace VisionPlugin.Execution;

/// <summary>
/// The latest results of a detector in a buffer of its OpenGL context, to be drawn without reading them back. Commands
/// that the host submits after a frame was processed see that frame's results, those before it the earlier ones: in one
/// context OpenGL keeps the order. No memory barrier is needed. The buffer belongs to the detector and lives as long,
/// except that a lost context (<c>GpuBackend.Recreate</c>) gives it another name.
/// </summary>
public interface IGpuDetections
{
    /// <summary>OpenGL's name of the buffer. Read only for the host; bind it to any target.</summary>
    uint Buffer { get; }

    /// <summary>
    /// Byte in the buffer where the detections begin, best first: <see cref="Detection"/>s of 24 bytes as in memory, an
    /// int of 32 bits (class), a float (score), four floats (left, top, right, bottom in pixels of the frame). Fits any
    /// alignment that OpenGL may ask of a range.
    /// </summary>
    nint DetectionsOffset { get; }

    /// <summary>Byte in the buffer where the number of detections is, an unsigned int of 32 bits.</summary>
    nint CountOffset { get; }

    /// <summary>Largest number of detections that the buffer holds.</summary>
    int Capacity { get; }

    /// <summary>
    /// Null if the device decodes the network's outputs itself. Else the reason why the CPU does it, and its results are
    /// copied to the buffer once they are known.
    /// </summary>
    string? WhyDecodedOnHost { get; }

    /// <summary>
    /// Byte in the buffer of a command for <c>glDrawArraysIndirect</c> that draws one instance for each detection. Ask
    /// once, and keep it.
    /// </summary>
    /// <param name="vertices">Vertices of an instance, such as 4 for a strip that fills a box.</param>
    /// <exception cref="InvalidOperationException">Eight other numbers of vertices were asked for before.</exception>
    nint DrawCommandOffset(int vertices);
}
