namespace VisionPlugin.DemoApp.Reports;

/// <summary>Where the page comes from, to do it again.</summary>
internal static class EnvironmentSection
{
    public static Html Write(ReportEnvironment environment) => Html.Of($"""
        <section>
        <h2>Environment</h2>
        <table class="facts"><tbody>
        {Html.Each(environment.Machine, fact => Html.Of($"<tr><th>{fact.Name}</th><td>{fact.Value}</td></tr>"))}
        </tbody></table>
        </section>

        """);
}
