namespace VisionPlugin.Graphs.Control;

/// <summary>What the iterations of a loop have given to be stacked: a list that grows without being copied.</summary>
/// <param name="names">Names of the values of the latest iteration.</param>
/// <param name="before">Those of the iterations before; null if there are none.</param>
internal sealed class Collected(string[] names, Collected? before)
{
    /// <summary>One value of each iteration, the first iteration first.</summary>
    public string[] Of(int output)
    {
        var values = new List<string>();
        for (Collected? c = this; c is not null; c = c.Before)
            values.Add(c.Names[output]);
        values.Reverse();
        return [.. values];
    }

    private string[] Names => names;

    private Collected? Before => before;
}
