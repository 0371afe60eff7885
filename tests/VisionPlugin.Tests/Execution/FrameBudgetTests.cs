using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Execution;

public class FrameBudgetTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Every_frame_starts_with_the_whole_budget()
    {
        var budget = new FrameBudget(Ms(4), _clock);
        budget.BeginFrame();
        using (budget.Measure())
            _clock.Advance(3);
        Assert.Equal((Ms(3), Ms(1)), (budget.Spent, budget.Remaining));
        using (budget.Measure())
            _clock.Advance(3);
        Assert.Equal((Ms(6), TimeSpan.Zero), (budget.Spent, budget.Remaining));
        budget.BeginFrame();
        Assert.Equal((TimeSpan.Zero, Ms(4)), (budget.Spent, budget.Remaining));
        Assert.Equal(Ms(6), budget.Longest);
        budget.ResetLongest();
        budget.Spend(Ms(2));
        Assert.Equal(Ms(2), budget.Longest);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FrameBudget(Ms(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => budget.PerFrame = Ms(-1));
    }

    [Fact]
    public void Those_who_share_get_equal_parts_and_what_others_leave()
    {
        var budget = new FrameBudget(Ms(6), _clock);
        FrameShare[] shares = [budget.Join(), budget.Join(), budget.Join()];
        Frame(budget, shares, (_, _, _) => 0);
        List<TimeSpan> parts = Frame(budget, shares, (i, part, _) => i == 0 ? 0.5 : part.TotalMilliseconds);
        Assert.Equal([Ms(2), Ms(2.75), Ms(2.75)], parts);
        shares[1].Dispose();
        Assert.Equal([Ms(3), Ms(3)], Frame(budget, [shares[0], shares[2]], (_, part, _) => part.TotalMilliseconds));
    }

    [Fact]
    public void Who_has_nothing_to_do_gets_no_part()
    {
        var budget = new FrameBudget(Ms(6), _clock);
        FrameShare busy = budget.Join(), idle = budget.Join();
        for (int frame = 0; frame < 3; frame++)
        {
            budget.BeginFrame();
            Assert.Equal(Ms(6), busy.Begin(out bool must));
            Assert.True(must);
            busy.End(Ms(6), progressed: true, hasWork: true);
            idle.Begin(out must);
            Assert.False(must);
            idle.End(TimeSpan.Zero, progressed: false, hasWork: false);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void One_a_frame_may_exceed_the_budget_and_none_starves(int count)
    {
        // Every step is larger than the budget, so that only who must progress does.
        var budget = new FrameBudget(Ms(1), _clock);
        FrameShare[] shares = [.. Enumerable.Range(0, count).Select(_ => budget.Join())];
        int[] steps = new int[count];
        for (int frame = 0; frame < 10 * count; frame++)
        {
            int progressed = 0;
            Frame(budget, shares, (i, _, must) =>
            {
                if (!must)
                    return 0;
                steps[i]++;
                progressed++;
                return 3;
            });
            Assert.Equal(1, progressed);
            Assert.Equal(Ms(3), budget.Spent);
        }

        Assert.InRange(steps.Min(), 9, 10);
        Assert.InRange(steps.Max(), 10, 11);
    }

    [Fact]
    public void A_share_that_is_absent_holds_up_nobody()
    {
        var budget = new FrameBudget(Ms(1), _clock);
        FrameShare present = budget.Join(), absent = budget.Join();
        Frame(budget, [present, absent], (i, _, _) => i == 0 ? 1 : 0);
        int progress = 0;
        for (int frame = 0; frame < 4; frame++)
        {
            Frame(budget, [present], (_, _, must) =>
            {
                progress += must ? 1 : 0;
                return 1;
            });
        }

        Assert.InRange(progress, 3, 4);
    }

    private static List<TimeSpan> Frame(FrameBudget budget, FrameShare[] shares, Func<int, TimeSpan, bool, double> work)
    {
        var parts = new List<TimeSpan>();
        budget.BeginFrame();
        for (int i = 0; i < shares.Length; i++)
        {
            parts.Add(shares[i].Begin(out bool must));
            double milliseconds = work(i, parts[^1], must);
            shares[i].End(Ms(milliseconds), progressed: milliseconds > 0, hasWork: true);
        }

        return parts;
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
