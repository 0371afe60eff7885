namespace VisionPlugin.Testing;

/// <summary>What a test needs from the machine: skipped with a reason where absent, a failure where all is required.</summary>
public static class Requirement
{
    /// <summary>True if <c>VISION_REQUIRE=all</c>: nothing may be skipped.</summary>
    public static bool All { get; } = Environment.GetEnvironmentVariable("VISION_REQUIRE") == "all";

    /// <summary>Skips the test (or fails it) unless the condition holds. Needs <c>[SkippableFact]</c> or <c>[SkippableTheory]</c>.</summary>
    public static void SkipUnless(bool condition, string reason)
    {
        Assert.False(All && !condition, $"VISION_REQUIRE=all, but {reason}.");
        Skip.IfNot(condition, reason);
    }
}
