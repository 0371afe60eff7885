using System.Globalization;

namespace VisionPlugin.Graphs;

/// <summary>Makes names that were not given out before.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken = [];
    private readonly Dictionary<string, int> _next = [];

    /// <summary>Marks a name as taken.</summary>
    public void Reserve(string name) => _taken.Add(name);

    /// <summary>The wanted name, with a number behind it if it is taken.</summary>
    public string Make(string wanted)
    {
        string name = wanted;
        while (!_taken.Add(name))
        {
            // Remembers the number reached, so that a thousand equal names do not take a million tries.
            int number = _next[wanted] = _next.GetValueOrDefault(wanted, 1) + 1;
            name = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{number}");
        }

        return name;
    }
}
