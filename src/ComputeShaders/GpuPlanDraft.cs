using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Graphs;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// What there is to know of a plan before the GPU is touched: its kernels, its memory, its weights repacked. Made on any
/// thread.
/// </summary>
internal sealed class GpuPlanDraft
{
    /// <summary>Chooses kernels and places memory.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="target">What it is to run on.</param>
    /// <exception cref="GpuOutOfMemoryException">A tensor is larger than what the driver lets a shader see.</exception>
    public GpuPlanDraft(CompiledGraph graph, Target target)
    {
        (Graph, Texels) = (graph, target.Texels);
        Builder = Build(Texels);
        Layout = GpuMemory.Plan(target.Limits, Builder.Blocks);
        if (Texels && !(Fits(Layout.ArenaBytes, Activations) && Fits(Layout.ConstantBytes, Weights)))
        {
            Texels = false;
            Builder = Build(Texels);
            Layout = GpuMemory.Plan(target.Limits, Builder.Blocks);
        }

        GpuPlanBuilder Build(bool texels) =>
            new(graph, new GpuTraits(target.IsSoftware, texels, target.Limits.StorageBytes, graph.Precision));

        bool Fits(long bytes, GpuFormat format) => bytes / format.VectorBytes() <= target.MostTexels;
    }

    private GpuFormat Activations => GpuFormats.Of(Graph.Precision.Activations);

    private GpuFormat Weights => GpuFormats.Of(Graph.Precision.Weights);

    /// <summary>The graph.</summary>
    public CompiledGraph Graph { get; }

    /// <summary>The kernels of each step.</summary>
    public GpuPlanBuilder Builder { get; }

    /// <summary>Sizes of the buffers and the constants to upload.</summary>
    public GpuMemory.Layout Layout { get; }

    /// <summary>True if vectors are read as texels.</summary>
    public bool Texels { get; }

    /// <summary>What a draft asks about a device.</summary>
    /// <param name="Limits">Its limits.</param>
    /// <param name="IsSoftware">True if it computes on the CPU.</param>
    /// <param name="Texels">True if reading through textures pays.</param>
    /// <param name="MostTexels">Most texels of a buffer texture.</param>
    public sealed record Target(GlLimits Limits, bool IsSoftware, bool Texels, int MostTexels)
    {
        /// <summary>Asks a device, on its thread.</summary>
        public static Target Of(GlDevice device) => new(
            device.Limits, device.Info.IsSoftware, GpuTexels.Wanted(device), GpuTexels.Most(device));
    }
}
