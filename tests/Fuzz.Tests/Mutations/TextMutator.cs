using System.Text.RegularExpressions;

namespace VisionPlugin.Fuzz.Tests.Mutations;

/// <summary>Damages a text that has fields, numbers and brackets, such as JSON.</summary>
internal static partial class TextMutator
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "0", "1e999", "99999999999", "\"\"", "\"\\u0000\"", "{}", "[]",
        "[[[[[[[[[[[[[[", "\"labels\": \"../x\"", "\"labels\": \"labels.txt\"", "\"task\": \"segment\"", "\"decoder\": \"yolox\"", "//", "NaN",
    ];

    /// <summary>A damaged copy.</summary>
    public static string Mutate(string text, string other, Random random)
    {
        int at = random.Next(text.Length + 1), length = Math.Min(random.Next(1, 30), text.Length - at);
        switch (random.Next(6))
        {
            case 0:
                return text.Insert(at, Odd.Of(Pieces, random));
            case 1:
                return text.Remove(at, length);
            case 2:
                // A field's value instead of another's.
                MatchCollection values = Value().Matches(text), others = Value().Matches(other);
                return values.Count == 0 || others.Count == 0 ? text
                    : Replace(text, Odd.Of(values, random), Odd.Of(others, random).Value);
            case 3:
                MatchCollection numbers = Number().Matches(text);
                return numbers.Count == 0 ? text : Replace(text, Odd.Of(numbers, random), $"{Odd.Integer(random)}");
            case 4:
                string[] lines = text.Split('\n');
                (int a, int b) = (random.Next(lines.Length), random.Next(lines.Length));
                (lines[a], lines[b]) = (lines[b], lines[a]);
                return string.Join('\n', lines);
            default:
                MatchCollection words = Word().Matches(text), foreign = Word().Matches(other);
                return words.Count == 0 || foreign.Count == 0 ? text : Replace(text, Odd.Of(words, random), Odd.Of(foreign, random).Value);
        }
    }

    private static string Replace(string text, Match match, string by) =>
        text[..match.Index] + by + text[(match.Index + match.Length)..];

    [GeneratedRegex(@"(?<=: )(\[[^\]]*\]|[^,\n{}]+)")]
    private static partial Regex Value();

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex("\"[^\"\n]*\"")]
    private static partial Regex Word();
}
