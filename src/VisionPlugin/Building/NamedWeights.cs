using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Building;

/// <summary>
/// Trained weights by name, from a file: ONNX (its initialisers), safetensors, or NumPy's .npz. A name fits as it is, or else
/// by its words: separators count as equal, <c>w</c> is <c>weight</c>, <c>b</c> is <c>bias</c>, and a last <c>0</c> is left out, so
/// that <c>fire2/squeeze1x1.weight</c> finds <c>fire2/squeeze1x1_w_0</c>. Half and double precision are converted.
/// </summary>
public sealed class NamedWeights : IWeightSource
{
    private static readonly char[] Separators = ['.', '/', '_', ':'];

    private readonly string _source;
    private readonly Dictionary<string, Tensor> _exact;
    private readonly ILookup<string, string> _byWords;
    private readonly HashSet<string> _used = [];

    /// <summary>Weights that are in memory already.</summary>
    /// <param name="tensors">The weights; models that are built share the single-precision ones.</param>
    /// <param name="source">Where they are from, for messages.</param>
    public NamedWeights(IEnumerable<KeyValuePair<string, Tensor>> tensors, string source = "weights")
    {
        _source = source;
        _exact = new Dictionary<string, Tensor>(tensors, StringComparer.Ordinal);
        _byWords = _exact.Keys.ToLookup(Words, StringComparer.Ordinal);
    }

    /// <summary>Names of the file's tensors that no layer has asked for yet.</summary>
    public IEnumerable<string> Unused => _exact.Keys.Where(name => !_used.Contains(name)).Order(StringComparer.Ordinal);

    /// <summary>Reads .onnx, .safetensors or .npz.</summary>
    /// <exception cref="ModelFormatException">The file is none of these, or damaged.</exception>
    public static NamedWeights Load(string path, ModelLimits? limits = null) => new(Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".onnx" => ModelLoader.Load(path, limits).Constants,
        ".safetensors" => SafeTensorsFile.Read(path, limits),
        ".npz" => NumPyArchive.Read(path, limits),
        _ => throw new ModelFormatException($"{path}: weights are read from .onnx, .safetensors and .npz files."),
    }, path);

    /// <inheritdoc/>
    public Tensor Get(WeightRequest request)
    {
        string name = Find(request);
        Tensor tensor = _exact[name];
        if (tensor.Shape != request.Shape)
        {
            // The file's vector may be stored as (C, 1, 1), a matrix as a 1 x 1 kernel.
            if (!tensor.Shape.Sizes.ToArray().Where(s => s != 1).SequenceEqual(request.Shape.Sizes.ToArray().Where(s => s != 1)))
                throw new WeightsException($"{_source}: '{name}' is {tensor}; the layer needs Float32{request.Shape} for '{request.Name}'.");
            tensor = tensor.Reshape(request.Shape);
        }

        Tensor single = ToSingle(tensor, name);
        _used.Add(name);
        return single;
    }

    private string Find(WeightRequest request)
    {
        if (_exact.ContainsKey(request.Name))
            return request.Name;
        string[] found = [.. _byWords[Words(request.Name)]];
        return found switch
        {
            [string only] => only,
            [] => throw new WeightsException($"{_source} has no weights '{request.Name}' {request.Shape}. It has {Listed()}."),
            _ => throw new WeightsException($"{_source}: '{request.Name}' could be {string.Join(" or ", found.Select(f => $"'{f}'"))}."),
        };
    }

    private Tensor ToSingle(Tensor tensor, string name) => tensor.DataType switch
    {
        DataType.Float32 => tensor,
        DataType.Float16 => Convert<Half>(tensor, h => (float)h),
        DataType.Float64 => Convert<double>(tensor, d => (float)d),
        _ => throw new WeightsException($"{_source}: '{name}' is {tensor}; weights are numbers of half, single or double precision."),
    };

    private static Tensor<float> Convert<T>(Tensor tensor, Func<T, float> convert)
        where T : unmanaged
    {
        var result = new Tensor<float>(tensor.Shape);
        ReadOnlySpan<T> from = tensor.AsSpan<T>();
        Span<float> to = result.AsSpan();
        for (int i = 0; i < to.Length; i++)
            to[i] = convert(from[i]);
        return result;
    }

    private string Listed()
    {
        string[] names = [.. _exact.Keys.Order(StringComparer.Ordinal).Take(8)];
        return names.Length == 0 ? "none" : string.Join(", ", names) + (_exact.Count > names.Length ? $", ... ({_exact.Count} in all)" : "");
    }

    private static string Words(string name)
    {
        List<string> words = [.. name.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries)];
        if (words.Count > 1 && words[^1] == "0")
            words.RemoveAt(words.Count - 1);
        for (int i = 0; i < words.Count; i++)
        {
            words[i] = words[i] switch
            {
                "w" or "weights" or "kernel" => "weight",
                "b" => "bias",
                var word => word,
            };
        }

        return string.Join('.', words);
    }
}
