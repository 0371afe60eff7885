using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Tests.Results;

/// <summary>Every decoder with a shader against itself on the CPU, on the same outputs.</summary>
public class GpuDetectionDecoderTests
{
    public static TheoryData<string, GlProfile> Cases
    {
        get
        {
            var data = new TheoryData<string, GlProfile>();
            foreach (string name in DecodingCase.Names)
            {
                data.Add(name, GlProfile.Core);
                data.Add(name, GlProfile.Es);
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Results_are_the_cpus_with_options_that_change(string name, GlProfile profile)
    {
        DecodingCase test = DecodingCase.Find(name);
        using GlDevice device = Gpu.Open(profile);
        using var decoding = new Decoding(device, test.Decoder, test.Outputs);
        Assert.Null(decoding.Gpu.Results.WhyDecodedOnHost);
        while (decoding.Gpu.TryWarmUp())
        {
        }

        int programs = device.Programs.Count, found = 0;
        foreach (DetectionOptions options in (DetectionOptions[])
            [
                new() { Conf = 0.3f }, new() { Conf = 0.3f, ClassAgnostic = true }, new() { Conf = 0.3f, MaxDet = 3 },
                new() { Conf = 0.2f, Classes = [0, 2, 130, 500, -1], Iou = 0.7f }, new() { Conf = 0.99f },
                new() { Conf = 0, MaxDet = 20_000, Iou = 1 }, new() { Conf = 1 },
            ])
        {
            for (int seed = 0; seed < 3; seed++)
                found += decoding.AssertSame(options, test.Random(seed)).Length;
        }

        Assert.True(found > 100, $"{found} objects are too few for a test.");
        Assert.Equal(programs, device.Programs.Count);
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Numbers_that_are_none_propose_nothing(string name, GlProfile profile)
    {
        DecodingCase test = DecodingCase.Find(name);
        using GlDevice device = Gpu.Open(profile);
        using var decoding = new Decoding(device, test.Decoder, test.Outputs);
        foreach (float odd in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue])
        {
            Tensor<float>[] outputs = test.Random(7);
            foreach (Tensor<float> output in outputs)
            {
                for (int i = 0; i < output.Shape.Length; i += 5)
                    output.AsSpan()[i] = odd;
            }

            Detection[] found = decoding.OnGpu(new DetectionOptions { Conf = 0.1f }, outputs);
            Assert.All(found, d => Assert.True(float.IsFinite(d.Score) && d.Box.Width > 0 && d.Box.Height > 0));
            foreach (Tensor<float> output in outputs)
                output.AsSpan().Fill(odd);
            Assert.Equal(decoding.OnCpu(new DetectionOptions(), outputs).Length,
                decoding.OnGpu(new DetectionOptions(), outputs).Length);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Of_too_many_the_best_are_kept_and_the_earliest_of_equals(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        TensorShape shape = [1, 4, 60, 80];
        var decoder = new CenterNetDecoder { Top = int.MaxValue };
        using var decoding = new Decoding(device, decoder, shape, [1, 4, 60, 80]);
        var boxes = new Tensor<float>([1, 4, 60, 80]);
        boxes.AsSpan().Fill(0.5f);
        // With no two alike, with a few steps, with all alike: the last one that counts is found in the score's high
        // digits, in its low ones, and in the order.
        foreach (int steps in (int[])[1 << 20, 3, 1])
        {
            var heat = new Tensor<float>(shape);
            var random = new Random(steps);
            foreach (ref float value in heat.AsSpan())
                value = (1 + random.Next(steps)) / (float)(1 << 20);
            // Plateaus, where all are peaks: rows of one value.
            Span<float> values = heat.AsSpan();
            if (steps > 3)
            {
                for (int i = 0; i < values.Length; i++)
                    values[i] = 0.5f + (i / (80 * 60) * 1e-4f);
            }

            var options = new DetectionOptions { Conf = 0, Iou = 1, MaxDet = CandidateList.DefaultLimit, ClassAgnostic = true };
            Detection[] found = decoding.AssertSame(options, heat, boxes);
            if (steps != 3)
                Assert.Equal(CandidateList.DefaultLimit, found.Length);
            Assert.Empty(decoding.AssertSame(options with { Conf = 2 }, heat, boxes));
        }
    }
}
