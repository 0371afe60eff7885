using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing;

/// <summary>
/// ONNX Runtime, through Node: loads what the plugin exports. Its npm package is looked for in the folder that
/// <c>VISION_ORT</c> names, else in <c>artifacts/onnxruntime</c>. One process runs any number of models.
/// </summary>
public sealed class OnnxRuntime : IDisposable
{
    private static readonly (DataType Type, string Name)[] Types =
    [
        (DataType.Float32, "float32"), (DataType.Float64, "float64"), (DataType.Float16, "float16"),
        (DataType.Int8, "int8"), (DataType.UInt8, "uint8"), (DataType.Int16, "int16"), (DataType.UInt16, "uint16"),
        (DataType.Int32, "int32"), (DataType.UInt32, "uint32"), (DataType.Int64, "int64"), (DataType.UInt64, "uint64"),
        (DataType.Bool, "bool"),
    ];

    private readonly Process _process;
    private readonly string _files = Directory.CreateTempSubdirectory("vision-ort").FullName;
    private int _runs;

    private OnnxRuntime(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts it, or skips the test where Node or the package is missing.</summary>
    public static OnnxRuntime Require()
    {
        string folder = Environment.GetEnvironmentVariable("VISION_ORT") is { Length: > 0 } named ? named
            : Path.Combine(TestData.Repository, "artifacts", "onnxruntime");
        Requirement.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules", "onnxruntime-node")),
            $"ONNX Runtime is not installed: copy eng/onnxruntime/package.json to {folder}, or a folder named by VISION_ORT,"
            + " and run 'npm install --ignore-scripts' there");
        Process? process = Start(folder);
        Requirement.SkipUnless(process is not null, "there is no Node on this machine");
        return new OnnxRuntime(process!);
    }

    /// <summary>Runs a model file.</summary>
    /// <param name="model">The file.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="outputs">Its outputs by name.</param>
    /// <returns>Why it could not, in ONNX Runtime's words; null if it did.</returns>
    public string? Run(string model, IReadOnlyDictionary<string, Tensor> inputs, out Dictionary<string, Tensor> outputs)
    {
        outputs = [];
        string prefix = Path.Combine(_files, $"{_runs++}");
        var request = new JsonObject
        {
            ["model"] = model,
            ["inputs"] = new JsonArray([.. inputs.Select((input, i) => Describe(input.Key, input.Value, $"{prefix}.in{i}"))]),
            ["out"] = prefix + ".out",
        };
        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        string line = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"ONNX Runtime died on {model}, exit code {(_process.WaitForExit(5000) ? _process.ExitCode : -1)}.");
        using JsonDocument answer = JsonDocument.Parse(line);
        if (answer.RootElement.TryGetProperty("error", out JsonElement error))
            return error.GetString();
        foreach (JsonElement output in answer.RootElement.GetProperty("outputs").EnumerateArray())
            outputs.Add(output.GetProperty("name").GetString()!, Read(output));
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(10_000))
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        Directory.Delete(_files, recursive: true);
    }

    private static Process? Start(string folder)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("node", [Path.Combine(TestData.Repository, "eng", "onnxruntime", "run.js")])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static JsonObject Describe(string name, Tensor tensor, string file)
    {
        File.WriteAllBytes(file, tensor.AsBytes());
        return new JsonObject
        {
            ["name"] = name,
            ["type"] = Types.First(t => t.Type == tensor.DataType).Name,
            ["dims"] = new JsonArray([.. tensor.Shape.Sizes.ToArray().Select(size => JsonValue.Create(size))]),
            ["file"] = file,
        };
    }

    private static Tensor Read(JsonElement output)
    {
        string type = output.GetProperty("type").GetString()!, file = output.GetProperty("file").GetString()!;
        TensorShape shape = [.. output.GetProperty("dims").EnumerateArray().Select(d => d.GetInt32())];
        var tensor = Tensor.Create(Types.First(t => t.Name == type).Type, shape);
        File.ReadAllBytes(file).CopyTo(tensor.AsBytes());
        File.Delete(file);
        return tensor;
    }
}
