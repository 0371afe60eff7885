using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Xml.Linq;
using VisionPlugin.Testing;

namespace VisionPlugin.Packages.Tests;

/// <summary>What <c>dotnet pack</c> makes, looked at as a feed and an IDE would.</summary>
public class PackageTests(PackedLibrary packed) : IClassFixture<PackedLibrary>
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Fact]
    public void The_package_says_what_it_is()
    {
        XElement metadata = packed.Metadata();

        Assert.Equal("VisionPlugin", metadata.Element("id")!.Value);
        Assert.Equal("MIT", metadata.Element("license")!.Value);
        Assert.Equal("README.md", metadata.Element("readme")!.Value);
        Assert.Equal("icon.png", metadata.Element("icon")!.Value);
        Assert.InRange(metadata.Element("description")!.Value.Length, 50, 1000);
        Assert.Contains("onnx", metadata.Element("tags")!.Value.Split(' '));
        Assert.Null(metadata.Element("repository")?.Attribute("url"));
    }

    [Fact]
    public void It_needs_nothing_but_Protocol_Buffers()
    {
        XElement group = Assert.Single(packed.Metadata().Descendants("group"));

        Assert.Equal("net10.0", group.Attribute("targetFramework")!.Value);
        Assert.Equal(["Google.Protobuf"], group.Elements("dependency").Select(d => d.Attribute("id")!.Value));
    }

    [Fact]
    public void It_has_the_library_its_documentation_a_README_and_an_icon_and_nothing_else()
    {
        using ZipArchive package = packed.Open("nupkg");

        string[] own = [.. package.Entries.Select(e => e.FullName)
            .Where(n => !n.StartsWith('_') && !n.StartsWith('[') && !n.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

        Assert.Equal(
            ["README.md", "VisionPlugin.nuspec", "icon.png", "lib/net10.0/VisionPlugin.dll", "lib/net10.0/VisionPlugin.xml"], own);
        XElement documentation = XElement.Load(package.GetEntry("lib/net10.0/VisionPlugin.xml")!.Open());
        Assert.Contains(documentation.Descendants("member"), m => m.Attribute("name")!.Value == "T:VisionPlugin.Execution.Worker");
        byte[] icon = Read(package.GetEntry("icon.png")!);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], icon[..4]);
        Assert.Equal((128, 128), ((icon[18] << 8) + icon[19], (icon[22] << 8) + icon[23]));
    }

    [Fact]
    public void The_symbols_hold_every_source_file_and_no_path_of_the_machine()
    {
        using ZipArchive symbols = packed.Open("snupkg");
        using ZipArchive package = packed.Open("nupkg");
        byte[] pdb = Read(symbols.GetEntry("lib/net10.0/VisionPlugin.pdb")!);
        byte[] library = Read(package.GetEntry("lib/net10.0/VisionPlugin.dll")!);

        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb));
        MetadataReader reader = provider.GetMetadataReader();
        string[] names = [.. reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name))];

        Assert.Contains("/_/src/VisionPlugin/Execution/Worker.cs", names);
        Assert.All(names, n => Assert.StartsWith("/_/", n, StringComparison.Ordinal));
        Assert.All(reader.Documents, d => Assert.Contains(
            reader.GetCustomDebugInformation(d),
            i => reader.GetGuid(reader.GetCustomDebugInformation(i).Kind) == EmbeddedSource));
        Assert.Equal(-1, library.AsSpan().IndexOf(Encoding.UTF8.GetBytes(TestData.Repository)));
    }

    [Fact]
    public void A_build_without_the_published_graphics_packages_is_not_packed()
    {
        (int exitCode, string output) = packed.Pack("ComputeShaders", "-p:GraphicsPackages=compat");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("ComputeShaders was built against compat/, which is not published", output, StringComparison.Ordinal);
        Assert.Contains("dotnet pack -p:GraphicsPackages=nuget", output, StringComparison.Ordinal);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
