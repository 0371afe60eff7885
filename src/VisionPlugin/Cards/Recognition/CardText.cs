using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VisionPlugin.Cards.Recognition;

/// <summary>Writes a card for people to edit: comments on top, one field a line, arrays in lines of text width.</summary>
internal static class CardText
{
    private const int Width = 100;

    private static readonly JsonSerializerOptions Letters = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text.</summary>
    public static string Write(JsonObject card, IEnumerable<string> comments)
    {
        var text = new StringBuilder();
        foreach (string comment in comments)
            text.Append("// ").Append(comment).Append('\n');
        WriteNode(text, card, 0);
        return text.Append('\n').ToString();
    }

    private static void WriteNode(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case JsonObject fields when fields.Count > 0:
                WriteLines(text, '{', '}', depth, [.. fields.Select(f => (Quote(f.Key) + ": ", f.Value))]);
                break;
            case JsonArray items when OneLine(items).Length > Width:
                WriteWrapped(text, items, depth);
                break;
            default:
                text.Append(node is JsonArray array ? OneLine(array) : Plain(node));
                break;
        }
    }

    private static void WriteLines(StringBuilder text, char open, char close, int depth, (string Key, JsonNode? Value)[] lines)
    {
        text.Append(open).Append('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            Indent(text, depth + 1).Append(lines[i].Key);
            WriteNode(text, lines[i].Value, depth + 1);
            text.Append(i < lines.Length - 1 ? ",\n" : "\n");
        }

        Indent(text, depth).Append(close);
    }

    private static void WriteWrapped(StringBuilder text, JsonArray items, int depth)
    {
        text.Append("[\n");
        var line = new StringBuilder();
        for (int i = 0; i < items.Count; i++)
        {
            string item = Plain(items[i]) + (i < items.Count - 1 ? "," : "");
            if (line.Length > 0 && line.Length + item.Length >= Width)
            {
                Indent(text, depth + 1).Append(line).Append('\n');
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(item);
        }

        Indent(text, depth + 1).Append(line).Append('\n');
        Indent(text, depth).Append(']');
    }

    private static StringBuilder Indent(StringBuilder text, int depth) => text.Append(' ', 2 * depth);

    private static string OneLine(JsonArray items) => $"[{string.Join(", ", items.Select(Plain))}]";

    private static string Plain(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray items => OneLine(items),
        _ => node.ToJsonString(Letters),
    };

    private static string Quote(string key) => JsonValue.Create(key).ToJsonString(Letters);
}
