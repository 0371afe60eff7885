using System.Numerics;
using VisionPlugin.Components;
using VisionPlugin.Decoding;

namespace VisionPlugin.Tests.Components;

public class ObjectTrackerTests
{
    private const double Fps = 30;

    [Fact]
    public void An_object_is_reported_when_it_was_seen_often_enough_and_keeps_its_number()
    {
        var tracker = new ObjectTracker(new TrackerOptions { MinHits = 3 });
        Assert.Empty(Step(tracker, 0, At(100, 100)));
        Assert.Empty(Step(tracker, 1, At(102, 100)));
        for (int frame = 2; frame < 20; frame++)
        {
            Track track = Assert.Single(Step(tracker, frame, At(100 + (2 * frame), 100)));
            Assert.Equal((1, frame + 1, 0, 0), (track.Id, track.Hits, track.Misses, track.DetectionIndex));
            Assert.Equal((Time(0), Time(frame), Time(frame)), (track.FirstSeen, track.LastSeen, track.Time));
            Assert.True(track.Box.IoU(At(100 + (2 * frame), 100).Box) > 0.9f);
        }

        Assert.Equal(60f, tracker.Tracks[0].Velocity.X, 3f);
        Assert.Equal(0f, tracker.Tracks[0].Velocity.Y, 1f);
        Box later = tracker.Tracks[0].BoxAt(Time(19) + TimeSpan.FromSeconds(0.5));
        Assert.True(later.IoU(At(138 + 30, 100).Box) > 0.85f);
    }

    [Fact]
    public void What_is_seen_once_is_never_reported()
    {
        var tracker = new ObjectTracker();
        for (int frame = 0; frame < 30; frame++)
            Assert.Empty(Step(tracker, frame, frame % 3 < 2 ? [At(100, 100)] : []));
    }

    [Fact]
    public void An_object_survives_a_gap_where_it_was_heading_and_is_dropped_after_a_longer_one()
    {
        var tracker = new ObjectTracker(new TrackerOptions { MaxMisses = 8 });
        int frame = 0;
        for (; frame < 15; frame++)
            Step(tracker, frame, At(5 * frame, 50));
        for (int miss = 1; miss <= 8; miss++, frame++)
        {
            Track hidden = Assert.Single(Step(tracker, frame));
            Assert.Equal((1, miss, -1), (hidden.Id, hidden.Misses, hidden.DetectionIndex));
            Assert.True(hidden.Box.IoU(At(5 * frame, 50).Box) > 0.7f, $"{hidden.Box} after {miss} misses");
        }

        Assert.Equal((1, 0), (Assert.Single(Step(tracker, frame, At(5 * frame, 50))).Id, tracker.Tracks[0].Misses));
        frame++;
        for (int miss = 1; miss <= 9; miss++, frame++)
            Step(tracker, frame);
        Assert.Empty(tracker.Tracks.ToArray());
        for (int hit = 0; hit < 3; hit++, frame++)
            Step(tracker, frame, At(5 * frame, 50));
        Assert.Equal(2, tracker.Tracks[0].Id);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Two_objects_that_cross_keep_their_numbers(int seed)
    {
        var random = new Random(seed);
        var tracker = new ObjectTracker();
        for (int frame = 0; frame < 100; frame++)
        {
            Detection left = Noisy(random, (4 * frame) + 50, 100), right = Noisy(random, 450 - (4 * frame), 105);
            Detection[] both = random.Next(2) == 0 ? [left, right] : [right, left];
            Step(tracker, frame, both);
            if (frame < 5)
                continue;
            Track[] tracks = tracker.Tracks.ToArray();
            Assert.Equal([1, 2], tracks.Select(t => t.Id));
            Assert.True(tracks.All(t => t.Misses == 0));
        }

        Vector2[] velocities = [.. tracker.Tracks.ToArray().Select(t => t.Velocity)];
        Assert.True(velocities[0].X * velocities[1].X < 0);
        // Whoever came from the left is on the right now.
        foreach (Track track in tracker.Tracks)
        {
            Assert.Equal(track.Velocity.X > 0, track.Box.X1 > 250);
            Assert.Equal(track.Velocity.X > 0, tracker.TrailOf(track.Id)[0].X < tracker.TrailOf(track.Id)[^1].X);
        }
    }

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.2)]
    [InlineData(3, 0.3)]
    public void Many_moving_objects_are_not_mistaken_for_each_other(int seed, double missed)
    {
        // Paths on a grid of lanes, with misses, noise and detections in any order. The truth travels in the score.
        const int Objects = 40;
        var random = new Random(seed);
        var tracker = new ObjectTracker();
        var idOf = new Dictionary<int, int>();
        int switches = 0, seen = 0;
        float[] speeds = [.. Enumerable.Range(0, Objects).Select(_ => (random.NextSingle() * 12) - 6)];
        for (int frame = 0; frame < 150; frame++)
        {
            float sway = 500 + (20 * MathF.Sin(frame / 20f));
            Detection[] detections =
            [
                .. Enumerable.Range(0, Objects).Where(_ => random.NextDouble() >= missed)
                    .Select(i => Noisy(random, sway + (speeds[i] * frame), 60 * i) with { Score = i / 100f }),
            ];
            random.Shuffle(detections);
            foreach (Track track in Step(tracker, frame, detections))
            {
                if (track.Misses > 0)
                    continue;
                seen++;
                int truth = (int)MathF.Round(100 * track.Score);
                Assert.Equal(detections[track.DetectionIndex].Score, track.Score);
                switches += idOf.TryGetValue(truth, out int id) && id != track.Id ? 1 : 0;
                idOf[truth] = track.Id;
            }
        }

        Assert.Equal(0, switches);
        Assert.Equal(Objects, idOf.Count);
        Assert.InRange(seen, (1 - missed - 0.1) * Objects * 150, Objects * 150);
    }

    [Fact]
    public void Frames_may_come_at_uneven_times()
    {
        var random = new Random(5);
        var tracker = new ObjectTracker();
        double time = 0;
        for (int i = 0; i < 60; i++)
        {
            time += random.NextDouble() * 0.15;
            float x = (float)(150 * time);
            tracker.Process([At(x, 80)], TimeSpan.FromSeconds(time));
            if (i > 3)
                Assert.Equal(1, Assert.Single(tracker.Tracks.ToArray()).Id);
        }

        Assert.InRange(tracker.Tracks[0].Velocity.X, 140, 160);
    }

    [Fact]
    public void Classes_are_kept_apart_unless_told_otherwise()
    {
        foreach (bool match in (bool[])[true, false])
        {
            var tracker = new ObjectTracker(new TrackerOptions { MatchClasses = match, MinHits = 1 });
            Step(tracker, 0, At(100, 100));
            Step(tracker, 1, At(100, 100) with { ClassId = 7 });
            Assert.Equal(match ? 2 : 1, tracker.Tracks.Length);
            Assert.Equal(7, tracker.Tracks[^1].ClassId);
        }
    }

    [Fact]
    public void A_trail_holds_the_last_places_in_order()
    {
        var tracker = new ObjectTracker(new TrackerOptions { TrailLength = 5, MinHits = 1 });
        for (int frame = 0; frame < 13; frame++)
        {
            Step(tracker, frame, At(10 * frame, 40));
            Vector2[] trail = tracker.TrailOf(1).ToArray();
            Assert.Equal(Math.Min(frame + 1, 5), trail.Length);
            Assert.Equal(trail.OrderBy(p => p.X), trail);
            Assert.Equal(10 * frame, trail[^1].X, 4f);
        }

        Assert.True(tracker.TrailOf(2).IsEmpty);
        Assert.True(tracker.TrailOf(0).IsEmpty);
        var without = new ObjectTracker(new TrackerOptions { TrailLength = 0, MinHits = 1 });
        Step(without, 0, At(10, 40));
        Assert.True(without.TrailOf(1).IsEmpty);
    }

    [Fact]
    public void What_is_no_box_is_left_out()
    {
        var tracker = new ObjectTracker(new TrackerOptions { MinHits = 1 });
        Box[] bad = [new(float.NaN, 0, 1, 1), new(0, 0, float.PositiveInfinity, 1), new(5, 5, 5, 9), new(9, 9, 1, 1),
            new(-float.MaxValue, -float.MaxValue, float.MaxValue, float.MaxValue)];
        Detection[] detections = [At(100, 100), .. bad.Select(box => new Detection(0, 1, box))];
        for (int frame = 0; frame < 5; frame++)
        {
            Track track = Assert.Single(Step(tracker, frame, detections));
            Assert.Equal((1, 0), (track.Id, track.DetectionIndex));
        }
    }

    [Fact]
    public void Time_does_not_run_backwards_but_may_start_over()
    {
        var tracker = new ObjectTracker(new TrackerOptions { MinHits = 1 });
        Step(tracker, 5, At(100, 100));
        Step(tracker, 5, At(100, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => Step(tracker, 4, At(100, 100)));
        tracker.Reset();
        Assert.True(tracker.Tracks.IsEmpty);
        Assert.Equal(2, Assert.Single(Step(tracker, 0, At(100, 100))).Id);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        TrackerOptions[] wrong =
        [
            new() { MinIou = 0 }, new() { MinIou = 1.1f }, new() { MinIou = float.NaN },
            new() { MinHits = 0 }, new() { MaxMisses = -1 }, new() { TrailLength = -1 },
            new() { MeasurementNoise = 0 }, new() { MotionNoise = -1 }, new() { MotionNoise = float.NaN },
        ];
        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => new ObjectTracker(options)));
    }

    [Fact]
    public void Updates_allocate_nothing_from_the_second_on()
    {
        var tracker = new ObjectTracker(new TrackerOptions { MaxMisses = 3, MinHits = 2 });
        Detection[] detections = new Detection[20];
        Run(0, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(1, 120);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(tracker.Tracks[^1].Id > 100);

        // Every ten frames all of them jump away, so that objects are dropped and begun all the time.
        void Run(int from, int to)
        {
            for (int frame = from; frame < to; frame++)
            {
                for (int i = 0; i < detections.Length; i++)
                    detections[i] = At((1000 * (frame / 10 % 2)) + frame, 60 * i);
                tracker.Process(detections, Time(frame));
                tracker.TrailOf(1);
            }
        }
    }

    private static TimeSpan Time(int frame) => TimeSpan.FromSeconds(frame / Fps);

    private static Detection At(float x, float y) => new(0, 0.9f, Box.FromCenter(x, y, 40, 50));

    private static Detection Noisy(Random random, float x, float y) => new(0, 0.9f, Box.FromCenter(
        x + Noise(random), y + Noise(random), 40 + Noise(random), 50 + Noise(random)));

    private static float Noise(Random random) => (random.NextSingle() * 3) - 1.5f;

    private static Track[] Step(ObjectTracker tracker, int frame, params Detection[] detections) =>
        tracker.Process(detections, Time(frame)).ToArray();
}
