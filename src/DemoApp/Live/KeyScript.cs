using System.Collections.Immutable;
using System.Globalization;
using Silk.NET.Input;

namespace VisionPlugin.DemoApp.Live;

/// <summary>
/// Keys that are pressed at certain frames, for recordings without a hand: <c>30:Number2,40:Right</c>.
/// </summary>
internal static class KeyScript
{
    /// <summary>Reads a script.</summary>
    /// <exception cref="BadInputException">It is not written so.</exception>
    public static ImmutableArray<(long Frame, Key Key)> Parse(string text)
    {
        var keys = ImmutableArray.CreateBuilder<(long, Key)>();
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split(':');
            if (pair.Length != 2 || !long.TryParse(pair[0], NumberStyles.None, CultureInfo.InvariantCulture,
                out long frame) || !Enum.TryParse(pair[1], out Key key))
                throw new BadInputException($"--keys {part}: write FRAME:KEY, such as 30:Right.");
            keys.Add((frame, key));
        }

        return keys.ToImmutable();
    }
}
