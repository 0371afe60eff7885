using VisionPlugin.Cpu;

namespace VisionPlugin.Tests.Cpu;

public class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_index_runs_once(int size)
    {
        using var team = new ThreadTeam(size);
        for (int count = 0; count < 200; count++)
        {
            var calls = new int[count];
            team.For(count, (i, member) =>
            {
                Assert.InRange(member, 0, size - 1);
                Interlocked.Increment(ref calls[i]);
            });
            Assert.All(calls, c => Assert.Equal(1, c));
        }
    }

    [Fact]
    public void Members_that_are_late_leave_their_part_to_others()
    {
        using var team = new ThreadTeam(3);
        var members = new int[64];
        team.For(members.Length, (i, member) =>
        {
            members[i] = member;
            if (member > 0)
                Thread.Sleep(5);
        });
        Assert.True(members.Count(m => m == 0) > members.Length / 3, "The caller took nothing from the others' parts.");
    }

    [Fact]
    public void An_exception_reaches_the_caller_and_the_team_works_on()
    {
        using var team = new ThreadTeam(3);
        for (int failing = 0; failing < 30; failing++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => team.For(30, (i, _) =>
            {
                if (i == failing)
                    throw new InvalidOperationException($"at {i}");
            }));
            Assert.Equal($"at {failing}", error.Message);
        }

        int sum = 0;
        team.For(100, (i, _) => Interlocked.Add(ref sum, i));
        Assert.Equal(4950, sum);
    }

    [Fact]
    public void Several_callers_and_loops_in_loops_do_not_block_one_another()
    {
        using var team = new ThreadTeam(3);
        int sum = 0;
        Thread[] callers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int round = 0; round < 200; round++)
                team.For(5, (_, _) => team.For(3, (j, _) => Interlocked.Add(ref sum, j)));
        }))];
        foreach (Thread caller in callers)
            caller.Start();
        foreach (Thread caller in callers)
            Assert.True(caller.Join(TimeSpan.FromSeconds(60)), "A caller hangs.");
        Assert.Equal(4 * 200 * 5 * 3, sum);
    }

    [Fact]
    public void Sleeping_members_wake_up()
    {
        using var team = new ThreadTeam(2);
        for (int round = 0; round < 5; round++)
        {
            Thread.Sleep(30);
            using var both = new Barrier(2);
            team.For(2, (_, _) => Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30)), "The other member sleeps on."));
        }
    }

    [Fact]
    public void A_disposed_team_refuses_work()
    {
        var team = new ThreadTeam(2);
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.For(2, (_, _) => { }));
    }
}
