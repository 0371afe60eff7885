using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests;

/// <summary>Files of the repository that tests use.</summary>
internal static class Samples
{
    public static string Astronaut => Picture("astronaut.png");

    public static string Coffee => Picture("coffee.png");

    public static string Rocket => Picture("rocket.jpg");

    public static string Pictures => Path.Combine(TestData.Repository, "models", "pictures");

    public static string Picture(string name) => Path.Combine(Pictures, name);

    public static string Model(string name) => Path.Combine(TestData.Repository, "models", name, name + ".onnx");

    public static string Card(string name) => Path.Combine(TestData.Repository, "tests", "cards", name + ".vision.json");
}
