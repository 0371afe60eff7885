using System.Text.RegularExpressions;
using VisionPlugin.Graphs;
using VisionPlugin.Samples.Lessons;
using VisionPlugin.Testing;
using VisionPlugin.Zoo;

namespace VisionPlugin.Samples.Tests;

/// <summary>docs/lessons.md quotes what the lessons print, but for measured times, and shows what they draw.</summary>
public partial class LessonPageTests
{
    private const string Command = "dotnet run -c Release --project samples/Lessons -- ";

    private static readonly string Page = File.ReadAllText(Path.Combine(TestData.Repository, "docs", "lessons.md"));

    public static TheoryData<string> Names => [.. Lesson.All.Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_page_quotes_what_a_lesson_prints(string name)
    {
        string picture = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".png");
        try
        {
            (int exitCode, string output, string errors) = Run(name, "--out", picture);

            Assert.Equal(0, exitCode);
            Assert.Contains($"{Command}{name}", Page, StringComparison.Ordinal);
            Assert.Contains($"```text\n{Masked(output)}\n```", Masked(Page), StringComparison.Ordinal);
            Assert.Equal(File.Exists(picture), errors.Length == 0);
            Assert.Equal(File.Exists(picture), Page.Contains($"(images/lesson-{name}.png)", StringComparison.Ordinal));
            if (File.Exists(picture))
                AssertAlike(TestPicture.Load(Path.Combine(TestData.Repository, "docs", "images", $"lesson-{name}.png")), TestPicture.Load(picture));
        }
        finally
        {
            File.Delete(picture);
        }
    }

    [Fact]
    public void The_code_of_the_page_is_this_code()
    {
        DocSample.AssertShown("docs/lessons.md", "tests/Samples.Tests/LessonPageTests.cs", "Dense");
        // Dense: begin
        Model dense = ModelZoo.Create("lenet5").WithConvolutionalHead();
        // Dense: end
        Assert.Equal("input: Float32[batch, 1, height, width]", dense.Inputs[0].ToString());
    }

    [Fact]
    public void Without_a_name_there_is_the_list_that_the_page_has()
    {
        (int exitCode, string output, _) = Run();

        Assert.Equal(0, exitCode);
        Assert.Equal(Lesson.All.Select(l => $"{l.Name,-18}{l.Title}"), output.Split('\n'));
        Assert.Equal(Lesson.All.Select(l => l.Name), Headings().Matches(Page).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void A_lesson_that_there_is_not_lists_those_there_are()
    {
        (int exitCode, _, string errors) = Run("nothing");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("nothing", errors, StringComparison.Ordinal);
        Assert.Contains("equivariance", errors, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        using var program = SampleProgram.StartWithInput([], "Lessons", arguments);
        return program.End();
    }

    // Times are another on every machine and every run.
    private static string Masked(string text) => Measured().Replace(text, "? ");

    private static void AssertAlike(TestPicture expected, TestPicture found)
    {
        Assert.Equal((expected.Width, expected.Height), (found.Width, found.Height));
        Assert.True(expected.Rgba.Zip(found.Rgba).All(p => Math.Abs(p.First - p.Second) <= 2), "The lesson draws another picture.");
    }

    [GeneratedRegex(@" +[0-9.]+ (?=(ms|x) \(measured\))")]
    private static partial Regex Measured();

    [GeneratedRegex(@"^    dotnet run -c Release --project samples/Lessons -- ([\w-]+)", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
