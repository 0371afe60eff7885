using VisionPlugin.Testing.Api;

namespace VisionPlugin.ComputeShaders.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_API_is_the_one_that_is_listed() =>
        PublicApi.AssertListed(typeof(GpuBackend).Assembly, "src/ComputeShaders/PublicApi.txt");
}
