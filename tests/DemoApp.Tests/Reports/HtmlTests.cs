using System.Globalization;
using VisionPlugin.DemoApp.Reports;

namespace VisionPlugin.DemoApp.Tests.Reports;

public class HtmlTests
{
    [Fact]
    public void Text_is_escaped_and_pieces_are_not()
    {
        Html inner = Html.Of($"<b>{"a<b & \"c\" 'd'"}</b>");
        Assert.Equal("<b>a&lt;b &amp; &quot;c&quot; &#x27;d&#x27;</b>", inner.Text);
        Assert.Equal($"<p>{inner.Text}é中</p>", Html.Of($"<p>{inner}{"é中"}</p>").Text);
        Assert.Equal("<i>1</i><i>2</i>", Html.Each([1, 2], i => Html.Of($"<i>{i}</i>")).Text);
        Assert.Equal("", Html.If(false, () => inner).Text);
        Assert.Equal("", Html.Of($"{(string?)null}").Text);
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_machines_language()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
        try
        {
            Assert.Equal("-1.5 7", Html.Of($"{-1.5} {7}").Text);
            Assert.Equal("0.125", Figures.Of(0.125));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1.23456e-6, "1.23e−6")]
    [InlineData(-12345, "−1.23e4")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Figures_are_short(double value, string expected) => Assert.Equal(expected, Figures.Of(value));

    [Theory]
    [InlineData(0.00155, "0.155 %")]
    [InlineData(15.4, "1,540 %")]
    [InlineData(1e9, "1e11 %")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NaN, "NaN")]
    public void Parts_are_percentages(double part, string expected) => Assert.Equal(expected, Figures.Percent(part));

    [Theory]
    [InlineData(0.0004, "< 0.001")]
    [InlineData(0.5, "0.500")]
    [InlineData(12.345, "12.35")]
    [InlineData(1234.5, "1,234")]
    public void Milliseconds_have_the_digits_that_count(double ms, string expected) => Assert.Equal(expected, Figures.Ms(ms));
}
