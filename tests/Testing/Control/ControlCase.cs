using Google.Protobuf;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Control;

/// <summary>A model whose control flow is decided when it is compiled, with inputs and the outputs to expect.</summary>
public sealed class ControlCase
{
    private readonly Tensor[] _inputs;
    private readonly Tensor[] _outputs;

    internal ControlCase(string name, ModelProto model, Tensor[] inputs, params Tensor[] outputs) =>
        (Name, Proto, Model, _inputs, _outputs) = (name, model, ModelLoader.Load(model.ToByteArray(), name), inputs, outputs);

    /// <summary>What it is about.</summary>
    public string Name { get; }

    /// <summary>The model's file.</summary>
    internal ModelProto Proto { get; }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>Runs the model on a backend and compares with what is expected.</summary>
    public void Check(IBackend backend, WorkerOptions? options = null)
    {
        using var worker = new Worker(Model, backend, options);
        for (int i = 0; i < _inputs.Length; i++)
            worker.SetInput(i, _inputs[i]);
        worker.Schedule();
        for (int i = 0; i < _outputs.Length; i++)
        {
            using Tensor actual = worker.PeekOutput(i).ReadbackAndClone();
            TensorAssert.Equal(_outputs[i], actual, 1e-6, 1e-6, $"{Name}, output {i}");
        }
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
