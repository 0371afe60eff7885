using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders.Tests.Device;

public class ShaderSourceTests
{
    [Theory]
    [InlineData(false, "#version 430 core\n")]
    [InlineData(true, "#version 310 es\nprecision highp float;\n")]
    public void Version_precision_and_defines_come_first(bool es, string start)
    {
        ShaderSource source = ShaderSource.Create(
            Gpu.Library(("a.comp", "void main() {}")), "a.comp", [new("WIDTH", 4), new("FAST", true)], es);

        Assert.StartsWith(start, source.Text, StringComparison.Ordinal);
        Assert.Contains("#define WIDTH 4\n#define FAST 1\n", source.Text, StringComparison.Ordinal);
        Assert.EndsWith("\nvoid main() {}\n#endif\n", source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_include_is_put_in_place_between_guards()
    {
        ShaderLibrary library = Gpu.Library(
            ("a.comp", "first\n  #include \"common/b.glsl\" // why\nthird"), ("common/b.glsl", "inside"));
        string text = ShaderSource.Create(library, "a.comp", [], isEs: false).Text;

        Assert.Equal("""
            #version 430 core
            #ifndef INCLUDED_a_comp
            #define INCLUDED_a_comp
            first
            #ifndef INCLUDED_common_b_glsl
            #define INCLUDED_common_b_glsl
            inside
            #endif
            third
            #endif

            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void A_missing_include_lists_the_files_there_are()
    {
        ShaderLibrary library = Gpu.Library(("a.comp", "#include \"b.glsl\""), ("c.glsl", ""));

        var error = Assert.Throws<FileNotFoundException>(() => ShaderSource.Create(library, "a.comp", [], false));
        Assert.Equal("There is no shaders/b.glsl. There are: a.comp, c.glsl.", error.Message);
    }

    [Fact]
    public void A_file_that_includes_itself_is_reported_with_the_way_there()
    {
        ShaderLibrary library = Gpu.Library(("a.comp", "#include \"b.glsl\""), ("b.glsl", "#include \"a.comp\""));

        var error = Assert.Throws<InvalidDataException>(() => ShaderSource.Create(library, "a.comp", [], false));
        Assert.Equal("shaders/a.comp includes itself: a.comp > b.glsl > a.comp.", error.Message);
    }

    [Fact]
    public void Text_that_is_not_ASCII_is_refused_with_its_line()
    {
        ShaderLibrary library = Gpu.Library(("a.comp", "void main() {\n// Größe\n}"));

        var error = Assert.Throws<InvalidDataException>(() => library.Read("a.comp"));
        Assert.StartsWith("shaders/a.comp(2): 'ö' is not ASCII", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0:7(5): error: syntax error")]
    [InlineData("0(7) : error C0000: syntax error")]
    [InlineData("ERROR: 0:7: syntax error")]
    public void Positions_of_every_driver_become_files_and_lines(string log)
    {
        ShaderLibrary library = Gpu.Library(("a.comp", "#include \"b.glsl\"\n"), ("b.glsl", "float f()\n  oops\n"));
        ShaderSource source = ShaderSource.Create(library, "a.comp", [], false);
        string[] lines = source.Explain(log + "\n\0").Split(Environment.NewLine);

        Assert.StartsWith("shaders/b.glsl(2): ", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("syntax error", lines[0], StringComparison.Ordinal);
        Assert.Equal("    oops", lines[1]);
    }

    [Fact]
    public void A_log_without_positions_is_kept_as_it_is()
    {
        ShaderSource source = ShaderSource.Create(Gpu.Library(("a.comp", "")), "a.comp", [], false);

        Assert.Equal("link error" + Environment.NewLine + "0:99999(1): no such line",
            source.Explain("link error\n0:99999(1): no such line\n"));
    }

    [Theory]
    [InlineData(1f, "1.0")]
    [InlineData(0.1f, "0.1")]
    [InlineData(-2.5f, "(-2.5)")]
    [InlineData(1e-20f, "1E-20")]
    [InlineData(-0f, "(-0.0)")]
    [InlineData(float.PositiveInfinity, "uintBitsToFloat(0x7F800000u)")]
    public void Float_constants_are_GLSL(float value, string text) => Assert.Equal(text, new ShaderDefine("X", value).Value);

    [Fact]
    public void Every_shader_that_ships_is_ASCII_and_has_its_includes()
    {
        foreach (string name in ShaderLibrary.Embedded.Names)
        {
            ShaderLibrary.Embedded.Read(name);
            if (name.EndsWith(".comp", StringComparison.Ordinal))
                ShaderSource.Create(ShaderLibrary.Embedded, name, [], isEs: true);
        }
    }
}
