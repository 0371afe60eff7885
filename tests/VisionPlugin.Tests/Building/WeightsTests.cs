using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using VisionPlugin.Building;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Building;

public sealed class WeightsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weights").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Seeded_weights_are_he_normal_and_the_same_in_any_order()
    {
        var request = new WeightRequest("conv1.weight", [301, 35, 3, 3], WeightRole.Kernel, 315);
        float[] first = Values(new SeededWeights(7).Get(request));
        var again = new SeededWeights(7);
        _ = again.Get(request with { Name = "other" });
        Assert.Equal(first, Values(again.Get(request)));
        Assert.NotEqual(first, Values(again.Get(request with { Name = "other" })));
        Assert.NotEqual(first, Values(new SeededWeights(8).Get(request)));

        double mean = first.Average(v => (double)v), variance = first.Average(v => (v - mean) * (v - mean));
        double deviation = Math.Sqrt(2.0 / 315);
        // Five standard errors of n normal numbers.
        Assert.InRange(mean, -5 * deviation / Math.Sqrt(first.Length), 5 * deviation / Math.Sqrt(first.Length));
        Assert.InRange(variance * 315 / 2, 1 - (5 * Math.Sqrt(2.0 / first.Length)), 1 + (5 * Math.Sqrt(2.0 / first.Length)));
        Assert.InRange(first.Count(v => Math.Abs(v) < deviation) / (double)first.Length, 0.675, 0.690);
    }

    [Fact]
    public void Biases_are_zero_unless_a_spread_is_wanted_and_variances_positive()
    {
        var bias = new WeightRequest("b", [64], WeightRole.Bias, 1);
        Assert.All(Values(new SeededWeights().Get(bias)), v => Assert.Equal(0, v));
        Assert.All(Values(new SeededWeights(0, 0.1f).Get(bias)), v => Assert.NotEqual(0, v));
        Assert.All(Values(new SeededWeights().Get(bias with { Role = WeightRole.Variance })), v => Assert.Equal(1, v));
        Assert.All(Values(new SeededWeights(0, 2).Get(bias with { Role = WeightRole.Variance })), v => Assert.True(v > 0));
    }

    [Fact]
    public void Names_fit_as_they_are_or_by_their_words()
    {
        var weights = new NamedWeights(new Dictionary<string, Tensor>
        {
            ["fire2/squeeze1x1_w_0"] = new Tensor<float>([2], [1, 2]),
            ["fire2/squeeze1x1_b_0"] = new Tensor<float>([2, 1, 1], [3, 4]),
            ["half.weight"] = new Tensor<Half>([2], [(Half)0.5f, (Half)2]),
            ["twice_w"] = new Tensor<float>([1], [1]),
            ["twice/weight"] = new Tensor<float>([1], [2]),
            ["count"] = new Tensor<long>([1], [2]),
            ["left"] = new Tensor<float>([1], [2]),
        }, "file");
        Assert.Equal([1, 2], Values(weights.Get(Request("fire2.squeeze1x1.weight", 2))));
        Tensor bias = weights.Get(Request("fire2.squeeze1x1.bias", 2));
        Assert.Equal([2], bias.Shape);
        Assert.Equal([3, 4], Values(bias));
        Assert.Equal([0.5f, 2], Values(weights.Get(Request("half.weight", 2))));
        Assert.Equal([2], Values(weights.Get(Request("twice/weight", 1))));
        Assert.Contains("could be 'twice_w' or 'twice/weight'", Error(weights, Request("twice.w", 1)), StringComparison.Ordinal);
        Assert.Contains("is Float32[2]; the layer needs Float32[3]", Error(weights, Request("half.weight", 3)).Replace("Float16", "Float32", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("has no weights 'conv9.weight'", Error(weights, Request("conv9.weight", 3)), StringComparison.Ordinal);
        Assert.Contains("'count' is Int64[1]", Error(weights, Request("count", 1)), StringComparison.Ordinal);
        Assert.Equal(["count", "left", "twice_w"], weights.Unused);
    }

    [Fact]
    public void Safetensors_and_npz_are_read_and_damaged_ones_are_errors()
    {
        byte[] safe = SafeTensors("""{"__metadata__":{"a":"b"},"w":{"dtype":"F32","shape":[2],"data_offsets":[2,10]},"h":{"dtype":"F16","shape":[],"data_offsets":[0,2]}}""");
        NamedWeights weights = NamedWeights.Load(Write("a.safetensors", safe));
        Assert.Equal([1.5f, -2], Values(weights.Get(Request("w", 2))));
        Assert.Equal([1], Values(weights.Get(new WeightRequest("h", [], WeightRole.Bias, 1))));
        for (int length = 0; length < safe.Length; length++)
            Assert.Throws<ModelFormatException>(() => NamedWeights.Load(Write("cut.safetensors", safe[..length])));
        foreach (string header in (string[])["[]", "{\"w\":3}", "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,10]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,10]}}", "{\"w\":{\"dtype\":\"F8\",\"shape\":[2],\"data_offsets\":[0,2]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[99999,99999],\"data_offsets\":[0,10]}}"])
            Assert.Throws<ModelFormatException>(() => NamedWeights.Load(Write("bad.safetensors", SafeTensors(header))));

        NumPyFile.Write(Path.Combine(_folder, "w.npy"), new Tensor<float>([2], [1, 2]));
        string npz = Path.Combine(_folder, "a.npz");
        using (ZipArchive archive = ZipFile.Open(npz, ZipArchiveMode.Create))
            archive.CreateEntryFromFile(Path.Combine(_folder, "w.npy"), "layer/w.npy");
        Assert.Equal([1, 2], Values(NamedWeights.Load(npz).Get(Request("layer.weight", 2))));
        byte[] whole = File.ReadAllBytes(npz);
        Assert.Throws<ModelFormatException>(() => NamedWeights.Load(Write("cut.npz", whole[..(whole.Length / 2)])));
        Assert.Throws<ModelFormatException>(() => NamedWeights.Load(Write("a.txt", whole)));
        Assert.Throws<ModelFormatException>(() => NamedWeights.Load(Path.Combine(_folder, "absent.npz")));
    }

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    // A header and ten bytes of data: 1 as a half, then 1.5 and -2 as singles.
    private static byte[] SafeTensors(string header)
    {
        byte[] text = Encoding.UTF8.GetBytes(header), length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. BitConverter.GetBytes((Half)1), .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)];
    }

    private static WeightRequest Request(string name, int length) => new(name, [length], WeightRole.Bias, 1);

    private static string Error(NamedWeights weights, WeightRequest request) =>
        Assert.Throws<WeightsException>(() => weights.Get(request)).Message;

    private static float[] Values(Tensor tensor) => [.. tensor.AsSpan<float>()];
}
