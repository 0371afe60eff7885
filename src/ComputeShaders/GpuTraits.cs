using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders;

/// <summary>What kernels ask about a device when they choose a variant.</summary>
/// <param name="IsSoftware">
/// The driver computes on the CPU: few wide threads, no cheap barrier, loads from storage blocks one lane at a time.
/// </param>
/// <param name="TexelBuffers">Read-only vectors come as buffer textures instead of storage blocks.</param>
/// <param name="StorageBytes">Most bytes of a binding.</param>
/// <param name="Precision">How numbers are stored.</param>
internal sealed record GpuTraits(bool IsSoftware, bool TexelBuffers, long StorageBytes, Precision Precision = default);
