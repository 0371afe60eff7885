using VisionPlugin.Execution;
using VisionPlugin.Testing.Api;

namespace VisionPlugin.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_API_is_the_one_that_is_listed() =>
        PublicApi.AssertListed(typeof(Worker).Assembly, "src/VisionPlugin/PublicApi.txt");
}
