namespace VisionPlugin.DemoApp.Sheets;

/// <summary>How kernels are laid out.</summary>
internal enum KernelKind
{
    /// <summary>One picture in colours for each output, of three inputs.</summary>
    Rgb,

    /// <summary>One picture for each output, of its only input.</summary>
    Tiles,

    /// <summary>Outputs by inputs.</summary>
    Table,
}
