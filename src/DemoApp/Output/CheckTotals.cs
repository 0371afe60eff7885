namespace VisionPlugin.DemoApp.Output;

/// <summary>The last line of check: how many tests ended how, over all backends.</summary>
internal sealed record CheckTotals(int Passed, int Failed, int Unsupported)
{
    public static CheckTotals Of(IEnumerable<CheckedTest> tests)
    {
        ILookup<string, CheckedTest> by = tests.ToLookup(t => t.Outcome);
        return new CheckTotals(by[CheckedTest.Pass].Count(), by[CheckedTest.Fail].Count(), by[CheckedTest.Unsupported].Count());
    }

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Unsupported} unsupported";
}
