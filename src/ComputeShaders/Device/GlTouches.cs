namespace VisionPlugin.ComputeShaders.Device;

/// <summary>What a piece of the plugin's work binds or sets, for <see cref="GlStateGuard.Enter"/>.</summary>
[Flags]
internal enum GlTouches
{
    /// <summary>The buffers at the copy targets: uploads, copies, read-backs.</summary>
    Transfers = 1,

    /// <summary>Results of queries, which go to a query buffer where the host has bound one.</summary>
    Queries = 32,

    /// <summary>The program, storage blocks 0 to 3, the copy targets and queries: dispatches.</summary>
    Dispatches = 2 | Transfers | Queries,

    /// <summary>The active texture unit, 2D textures and samplers of units 0 to 3.</summary>
    Textures = 4,

    /// <summary>The pixel buffers, pixel store and the read framebuffer.</summary>
    Pixels = 8,

    /// <summary>Images 0 to 3.</summary>
    Images = 16,

    /// <summary>The buffer that holds the sizes of dispatches.</summary>
    IndirectDispatches = 64,

    /// <summary>All of these.</summary>
    All = Dispatches | Textures | Pixels | Images | IndirectDispatches,
}
