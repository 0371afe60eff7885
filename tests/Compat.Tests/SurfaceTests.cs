using System.Reflection;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;
using VisionPlugin.Testing;

namespace VisionPlugin.Compat.Tests;

/// <summary>What compiles against compat must compile against the published package.</summary>
public class SurfaceTests
{
    /// <summary>Types that the list of signatures only mentions, with their members as published.</summary>
    private static readonly Dictionary<Type, string[]> OnlyMentioned = new()
    {
        [typeof(IPixel)] = ["void FromRgba32(Rgba32 source)", "void ToRgba32(ref Rgba32 dest)"],
        [typeof(IPixel<>)] = [],
        [typeof(IImageProcessingContext)] = [],
        [typeof(PixelAccessorAction<>)] = ["void Invoke(PixelAccessor<TPixel> pixelAccessor)"],
    };

    [SkippableFact]
    public void Every_public_member_is_one_of_the_published_package()
    {
        Dictionary<string, HashSet<string>> published = ReadSignatures();
        List<string> unknown = [];
        foreach (Type type in typeof(Image).Assembly.GetExportedTypes())
        {
            if (OnlyMentioned.TryGetValue(type, out string[]? known))
            {
                unknown.AddRange(MembersOf(type).Except(known).Select(member => $"{type}: {member}"));
                continue;
            }

            string name = $"{type.Namespace}.{SignatureText.NameOf(type)}";
            if (published.TryGetValue(name, out HashSet<string>? members))
                unknown.AddRange(MembersOf(type).Except(members).Select(member => $"{name}: {member}"));
            else
                unknown.Add(name);
        }

        Assert.Empty(unknown);
    }

    [Fact]
    public void Pixel_types_are_constrained_as_published()
    {
        foreach (MethodInfo method in typeof(Image).GetMethods().Where(method => method.IsGenericMethod))
        {
            Type pixel = Assert.Single(method.GetGenericArguments());
            GenericParameterAttributes attributes = pixel.GenericParameterAttributes;
            Assert.True(attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint));
            Assert.Contains(typeof(IPixel<>).MakeGenericType(pixel), pixel.GetGenericParameterConstraints());
        }
    }

    [Fact]
    public void Exceptions_derive_as_published()
    {
        Assert.Equal(typeof(Exception), typeof(ImageFormatException).BaseType);
        Assert.Equal(typeof(ImageFormatException), typeof(UnknownImageFormatException).BaseType);
        Assert.Equal(typeof(ImageFormatException), typeof(InvalidImageContentException).BaseType);
    }

    private static IEnumerable<string> MembersOf(Type type) => typeof(Delegate).IsAssignableFrom(type)
        ? SignatureText.MembersOf(type).Where(member => member.StartsWith("void Invoke(", StringComparison.Ordinal))
        : SignatureText.MembersOf(type);

    /// <summary>The members of each type in the section on ImageSharp, by the type's full name.</summary>
    private static Dictionary<string, HashSet<string>> ReadSignatures()
    {
        Dictionary<string, HashSet<string>> types = [];
        HashSet<string> members = [];
        IEnumerable<string> section = File.ReadLines(TestData.Require("design", "silk-api.md"))
            .SkipWhile(line => !line.StartsWith("## ImageSharp", StringComparison.Ordinal));
        foreach (string line in section)
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                members.Add(line.Trim());
            }
            else if (line.Contains("SixLabors.", StringComparison.Ordinal))
            {
                string name = line[line.IndexOf("SixLabors.", StringComparison.Ordinal)..].Split(" : ")[0];
                types[name] = members = [];
            }
        }

        return types;
    }
}
