namespace VisionPlugin.DemoApp;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A comparison failed.</summary>
    public const int Different = 1;

    /// <summary>The arguments, a picture or a model cannot be used.</summary>
    public const int BadInput = 2;
}
