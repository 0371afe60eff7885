using VisionPlugin.Testing;

namespace VisionPlugin.Compat.Tests.Windowing;

/// <summary>Tests of windows share one display and run one after another: GLFW serves one thread at a time.</summary>
[CollectionDefinition(Name)]
public class WindowCollection : ICollectionFixture<VirtualDisplay>
{
    public const string Name = "windows";
}
