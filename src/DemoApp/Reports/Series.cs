namespace VisionPlugin.DemoApp.Reports;

/// <summary>What a backend looks like in charts.</summary>
internal static class Series
{
    /// <summary>The class of its colour.</summary>
    public static string ClassOf(string backend) => backend is "gpu" or "cpu" or "reference" ? $"s-{backend}" : "s-reference";

    /// <summary>Which colour is which backend.</summary>
    public static Html Legend(IEnumerable<string> backends) => Html.Of(
        $"""<p class="legend">{Html.Each(backends, b => Html.Of($"""<span class="key {ClassOf(b)}">{b}</span> """))}</p>""");
}
