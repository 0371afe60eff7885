using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Live;

/// <summary>
/// Tests of the window share one display and run one after another: GLFW serves one thread at a time.
/// </summary>
[CollectionDefinition(Name)]
public class WindowCollection : ICollectionFixture<VirtualDisplay>
{
    public const string Name = "windows";
}
