using VisionPlugin.Decoding;

namespace VisionPlugin.Tests.Decoding;

public class NonMaxSuppressionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_boxes_stay_as_in_a_naive_implementation(bool classAgnostic)
    {
        var random = new Random(5);
        for (int round = 0; round < 300; round++)
        {
            Detection[] boxes = [.. Enumerable.Range(0, random.Next(60)).Select(_ => RandomDetection(random))];
            float iou = random.NextSingle();
            var list = new CandidateList();
            foreach (Detection box in boxes)
                list.Add(box);
            var kept = new Detection[20];
            int count = NonMaxSuppression.Run(list, iou, classAgnostic, kept);
            Assert.Equal(Naive(boxes, iou, classAgnostic, kept.Length), kept[..count]);
        }
    }

    [Fact]
    public void Among_equal_scores_the_first_found_wins()
    {
        var list = new CandidateList();
        Detection first = new(0, 0.5f, new Box(0, 0, 10, 10)), second = new(0, 0.5f, new Box(0, 0, 10, 9)), other = new(1, 0.5f, new Box(0, 0, 10, 10));
        list.Add(first);
        list.Add(second);
        list.Add(other);
        var kept = new Detection[5];
        Assert.Equal(2, NonMaxSuppression.Run(list, 0.5f, false, kept));
        Assert.Equal([first, other], kept[..2]);
        Assert.Equal(1, NonMaxSuppression.Run(list, 0.5f, true, kept));
    }

    [Fact]
    public void What_is_not_a_box_is_never_a_candidate()
    {
        var list = new CandidateList();
        foreach (float bad in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            list.Add(new Detection(0, bad, new Box(0, 0, 1, 1)));
            list.Add(new Detection(0, 0.5f, new Box(bad, 0, 1, 1)));
            list.Add(new Detection(0, 0.5f, new Box(0, 0, 1, bad)));
        }

        list.Add(new Detection(0, 0.5f, new Box(1, 0, 1, 1)));
        list.Add(new Detection(0, 0.5f, new Box(0, 2, 1, 1)));
        Assert.Equal(0, list.Count);
    }

    [Fact]
    public void A_flood_of_candidates_keeps_the_best_in_their_order()
    {
        const int Limit = 50;
        var list = new CandidateList(Limit);
        var random = new Random(1);
        Detection[] all = [.. Enumerable.Range(0, 1000).Select(i => new Detection(0, random.Next(100) / 100f, new Box(i, 0, i + 1, 1)))];
        foreach (Detection one in all)
            list.Add(one);
        list.KeepBest(Limit);
        // A stable sort and the first fifty, put back into the order in which they came.
        Detection[] expected = [.. all.OrderByDescending(d => d.Score).Take(Limit).OrderBy(d => d.Box.X1)];
        Assert.Equal(expected, list.Items.ToArray());
    }

    [Fact]
    public void Only_the_classes_asked_for_are_let_in()
    {
        var list = new CandidateList { Classes = [2, 5] };
        for (int i = 0; i < 8; i++)
            list.Add(new Detection(i, 0.5f, new Box(0, 0, 1, 1)));
        Assert.Equal([2, 5], list.Items.ToArray().Select(d => d.ClassId));
    }

    [Fact]
    public void Frames_after_the_first_allocate_nothing()
    {
        var list = new CandidateList();
        var kept = new Detection[100];
        var random = new Random(1);
        Detection[] boxes = [.. Enumerable.Range(0, 3000).Select(_ => RandomDetection(random))];
        void Frame()
        {
            list.Clear();
            foreach (Detection box in boxes)
                list.Add(box);
            list.KeepBest(1000);
            NonMaxSuppression.Run(list, 0.5f, false, kept);
        }

        Frame();
        Frame();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Frame();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Overlap_is_intersection_over_union()
    {
        Assert.Equal(1f / 7, new Box(0, 0, 2, 2).IoU(new Box(1, 1, 3, 3)), 6);
        Assert.Equal(0, new Box(0, 0, 2, 2).IoU(new Box(2, 0, 3, 3)));
        Assert.Equal(1, new Box(0, 0, 2, 2).IoU(new Box(0, 0, 2, 2)));
        Assert.Equal(0, new Box(0, 0, 0, 0).IoU(new Box(0, 0, 0, 0)));
        Assert.Equal(0, new Box(0, 0, float.NaN, 2).IoU(new Box(0, 0, 2, 2)));
    }

    private static List<Detection> Naive(Detection[] boxes, float iou, bool classAgnostic, int most)
    {
        List<Detection> rest = [.. boxes.Select((b, i) => (b, i)).OrderByDescending(p => p.b.Score).ThenBy(p => p.i).Select(p => p.b)];
        var kept = new List<Detection>();
        while (rest.Count > 0 && kept.Count < most)
        {
            Detection best = rest[0];
            kept.Add(best);
            rest.RemoveAt(0);
            rest.RemoveAll(o => (classAgnostic || o.ClassId == best.ClassId) && Overlap(best.Box, o.Box) > iou);
        }

        return kept;
    }

    private static float Overlap(Box a, Box b)
    {
        float width = Math.Max(0, Math.Min(a.X2, b.X2) - Math.Max(a.X1, b.X1)), height = Math.Max(0, Math.Min(a.Y2, b.Y2) - Math.Max(a.Y1, b.Y1));
        float shared = width * height;
        return shared / ((a.Width * a.Height) + (b.Width * b.Height) - shared);
    }

    private static Detection RandomDetection(Random random)
    {
        float x = random.NextSingle() * 20, y = random.NextSingle() * 20;
        var box = new Box(x, y, x + 1 + (random.NextSingle() * 15), y + 1 + (random.NextSingle() * 15));
        // Few different scores, so that many are equal.
        return new Detection(random.Next(3), random.Next(10) / 10f, box);
    }
}
