using System.IO.Compression;
using System.Xml.Linq;
using VisionPlugin.Testing;

namespace VisionPlugin.Packages.Tests;

/// <summary>VisionPlugin, packed once into a folder that serves as a feed, under a version that no other feed has.</summary>
public sealed class PackedLibrary : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vision-packages-");

    public PackedLibrary()
    {
        Version = "0.0.0-test." + Path.GetFileName(_folder.FullName).ToLowerInvariant().Replace('_', '-');
        (int exitCode, string output) = Pack("VisionPlugin");
        Assert.True(exitCode == 0, output);
    }

    public string Version { get; }

    /// <summary>The feed's folder.</summary>
    public string Feed => Directory.CreateDirectory(Path.Combine(_folder.FullName, "feed")).FullName;

    /// <summary>Packages are unpacked to here.</summary>
    public string Cache => Path.Combine(_folder.FullName, "cache");

    /// <summary>Packs a library as it was built together with the tests.</summary>
    public (int ExitCode, string Output) Pack(string library, params string[] arguments)
    {
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Dotnet.Run(
            TestData.Repository, UserCache,
            ["pack", $"src/{library}", "--no-build", "-c", configuration, "-o", Feed, $"-p:PackageVersion={Version}", .. arguments]);
    }

    /// <summary>The package (.nupkg) or its symbols (.snupkg).</summary>
    public ZipArchive Open(string extension) => ZipFile.OpenRead(Path.Combine(Feed, $"VisionPlugin.{Version}.{extension}"));

    /// <summary>What the package says of itself; names without a namespace.</summary>
    public XElement Metadata()
    {
        using ZipArchive package = Open("nupkg");
        using Stream stream = package.GetEntry("VisionPlugin.nuspec")!.Open();
        XElement root = XElement.Load(stream);
        foreach (XElement element in root.DescendantsAndSelf())
            element.Name = element.Name.LocalName;
        return root.Element("metadata")!;
    }

    /// <summary>A folder with somebody's program, which finds the packages here and all others where the user's are.</summary>
    public string CreateConsumer(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        new XElement(
            "configuration",
            new XElement("packageSources", Entry("packed", Feed)),
            new XElement("fallbackPackageFolders", Entry("user", UserCache))).Save(Path.Combine(folder, "NuGet.Config"));
        return folder;

        static XElement Entry(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string UserCache => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
