using System.Reflection;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace VisionPlugin.Compat.Tests.Surface;

/// <summary>What a list of members does not show.</summary>
public class ImageSharpTypesTests
{
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
}
