namespace VisionPlugin.Testing;

/// <summary>
/// Finds the models, pictures and recorded outputs that tests read in place: <c>VISION_TESTDATA</c>, else <c>shared</c>
/// beside the repository. Without them such tests are skipped; with <c>VISION_REQUIRE=all</c> they fail instead.
/// </summary>
public static class TestData
{
    /// <summary>The folder, or null if there is none.</summary>
    public static string? Root { get; } = FindRoot();

    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The full path of a file or folder in the data, or skips the test.</summary>
    public static string Require(params string[] parts)
    {
        string path = Path.Combine([Root ?? "", .. parts]);
        bool found = Root is not null && (File.Exists(path) || Directory.Exists(path));
        Requirement.SkipUnless(found, $"test data '{Path.Combine(parts)}' not found; set VISION_TESTDATA to its folder");
        return path;
    }

    private static string? FindRoot()
    {
        string? root = Environment.GetEnvironmentVariable("VISION_TESTDATA");
        if (string.IsNullOrEmpty(root))
            root = Path.Combine(FindRepository(), "..", "shared");
        return Directory.Exists(root) ? Path.GetFullPath(root) : null;
    }

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "VisionPlugin.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests must run from inside the repository.");
    }
}
