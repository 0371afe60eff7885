using System.Text.Json.Nodes;
using VisionPlugin.Cards.Recognition;

namespace VisionPlugin.Tests.Cards.Recognition;

public class PythonLiteralTests
{
    [Theory]
    [InlineData("{0: 'person', 1: 'bicycle'}", """{"0":"person","1":"bicycle"}""")]
    [InlineData("[640, 480]", "[640,480]")]
    [InlineData("(17, 3)", "[17,3]")]
    [InlineData("(17,)", "[17]")]
    [InlineData("{'batch': 1, 'half': False, 'nms': True, 'opset': None, 'conf': 0.25, 'iou': -1e-3}",
        """{"batch":1,"half":false,"nms":true,"opset":null,"conf":0.25,"iou":-0.001}""")]
    [InlineData("""["it's", 'a "b"', 'c\'d', 'e\\f', '\xe9', '\u4eba']""", "[\"it's\",\"a \\\"b\\\"\",\"c'd\",\"e\\\\f\",\"\u00e9\",\"\u4eba\"]")]
    [InlineData(" { } ", "{}")]
    [InlineData("[]", "[]")]
    [InlineData("32", "32")]
    public void What_Python_writes_is_read(string text, string json)
    {
        Assert.True(PythonLiteral.TryParse(text, out JsonNode? value));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), value), value?.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{0: 'person'")]
    [InlineData("{0 'person'}")]
    [InlineData("{[0]: 1}")]
    [InlineData("['a' 'b']")]
    [InlineData("'open")]
    [InlineData("'open\\")]
    [InlineData("'\\u12'")]
    [InlineData("__import__('os').system('true')")]
    [InlineData("[1, 2] + [3]")]
    [InlineData("1e999")]
    [InlineData("nan")]
    [InlineData("detect")]
    [InlineData("[[[[[[[[[[[[1]]]]]]]]]]]]")]
    public void Anything_else_is_refused(string text) => Assert.False(PythonLiteral.TryParse(text, out _));

    [Fact]
    public void Hostile_text_is_refused_at_once()
    {
        Assert.False(PythonLiteral.TryParse(new string('[', 1 << 20), out _));
        Assert.False(PythonLiteral.TryParse(new string('(', 1 << 21), out _));
        Assert.False(PythonLiteral.TryParse("{" + new string('\'', 1 << 19), out _));
        var random = new Random(3);
        const string good = "{0: 'person', 1: \"it's\", 'a': [1, (2.5, None)], 'b': '\\u4eba'}";
        for (int round = 0; round < 3000; round++)
        {
            char[] text = good.ToCharArray();
            for (int i = random.Next(1, 5); i > 0; i--)
                text[random.Next(text.Length)] = "{}[]()'\"\\,:0-eux\0\u202e"[random.Next(18)];
            Assert.Null(Record.Exception(() => PythonLiteral.TryParse(new string(text, 0, random.Next(text.Length + 1)), out _)));
        }
    }
}
