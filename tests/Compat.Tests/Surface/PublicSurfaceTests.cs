using System.Reflection;
using Silk.NET.Core.Contexts;
using Silk.NET.GLFW;
using Silk.NET.Input;
using Silk.NET.Maths;
using Silk.NET.OpenGL;
using Silk.NET.Windowing;
using SixLabors.ImageSharp;
using VisionPlugin.Testing;

namespace VisionPlugin.Compat.Tests.Surface;

/// <summary>What compiles against compat must compile against the published packages.</summary>
public class PublicSurfaceTests
{
    // Members that the published packages have but the list, which is of what was looked up, has not.
    private static readonly HashSet<string> KnownOtherwise =
    [
        "Silk.NET.GLFW.GlfwException",
        "Silk.NET.GLFW.GlfwException: GlfwException(string message)",
        "SixLabors.ImageSharp.PixelAccessorAction<TPixel>",
        "SixLabors.ImageSharp.PixelAccessorAction<TPixel>: void Invoke(PixelAccessor<TPixel> pixelAccessor)",
        "SixLabors.ImageSharp.PixelFormats.IPixel",
        "SixLabors.ImageSharp.PixelFormats.IPixel: void FromRgba32(Rgba32 source)",
        "SixLabors.ImageSharp.PixelFormats.IPixel: void ToRgba32(ref Rgba32 dest)",
        "SixLabors.ImageSharp.PixelFormats.IPixel<TSelf>",
        "SixLabors.ImageSharp.Processing.IImageProcessingContext",
    ];

    public static TheoryData<string> Assemblies =>
    [
        .. new[]
        {
            typeof(GL), typeof(INativeContext), typeof(IWindow), typeof(IInputContext), typeof(Vector2D<>),
            typeof(GlfwException), typeof(Image),
        }.Select(type => type.Assembly.GetName().Name!),
    ];

    [SkippableTheory]
    [MemberData(nameof(Assemblies))]
    public void Whatever_is_public_here_is_so_in_the_published_package(string assembly)
    {
        HashSet<string> published = PublishedApi.Read(TestData.Require("design", "silk-api.md"));
        string[] own = [.. PublicSurface.Of(Assembly.Load(assembly))];

        Assert.NotEmpty(own);
        string unknown = string.Join('\n', own.Except(published).Except(KnownOtherwise));
        Assert.True(unknown.Length == 0, unknown);
    }

    [SkippableFact]
    public void The_list_is_read_in_full()
    {
        HashSet<string> published = PublishedApi.Read(TestData.Require("design", "silk-api.md"));

        Assert.Contains("Silk.NET.OpenGL.GL: void Uniform1(int location, float v0)", published);
        Assert.Contains("Silk.NET.OpenGL.GLOverloads: static void GetInteger(GL thisApi, GetPName pname, Span<int> data)", published);
        Assert.Contains($"Silk.NET.OpenGL.MemoryBarrierMask: AllBarrierBits={0xFFFFFFFF}", published);
        Assert.Contains("SixLabors.ImageSharp.Image<TPixel>: TPixel this[int x, int y] { get; set; }", published);
        Assert.True(published.Count > 2000);
    }
}
