using Google.Protobuf;
using VisionPlugin.Fuzz.Tests.Trials;
using VisionPlugin.Onnx;

namespace VisionPlugin.Fuzz.Tests.Mutations;

/// <summary>Changes what a model means: its nodes, edges, attributes, shapes, constants, recorded inputs and versions.</summary>
/// <param name="corpus">The good models; attributes, operators and nodes are taken from one to another.</param>
internal sealed class ModelMutator(IReadOnlyList<ModelProto> corpus)
{
    private readonly GraphMutator _graphs = new(corpus);

    /// <summary>A changed copy of a model.</summary>
    public ModelProto Make(Random random)
    {
        ModelProto model = Odd.Of(corpus, random).Clone();
        if (random.Next(3) == 0)
            Freeze(model, random);
        for (int grafts = random.Next(3) == 0 ? random.Next(1, 4) : 0; grafts > 0; grafts--)
            GraphMutator.Graft(model, Odd.Of(corpus, random).Clone(), random);
        // None at all now and then: other inputs alone, and grafts that are right.
        for (int changes = random.Next(4); changes > 0; changes--)
            Change(model, random);
        return model;
    }

    private void Change(ModelProto model, Random random)
    {
        GraphProto graph = Odd.Of([.. GraphMutator.GraphsIn(model.Graph)], random);
        switch (random.Next(20))
        {
            case 0:
                model.OpsetImport[0].Version = random.Next(4) == 0 ? Odd.Integer(random) : random.Next(5, 25);
                break;
            case 1 when random.Next(4) == 0:
                model.IrVersion = Odd.Integer(random);
                break;
            case 2 or 3 when graph.Initializer.Count > 0:
                TensorMutator.Mutate(Odd.Of(graph.Initializer, random), random);
                break;
            case 4 or 5 when graph.Input.Count > 0:
                ChangeValue(Odd.Of(graph.Input, random), random);
                break;
            case 6 or 7:
                ChangeRecording(model, random);
                break;
            case 8:
                Freeze(model, random);
                break;
            case 9:
                GraphMutator.ChangeOutputs(graph, random);
                break;
            case 10 or 11 or 12:
                _graphs.ChangeNodes(graph, random);
                break;
            default:
                if (graph.Node.Count > 0)
                    _graphs.ChangeAttributes(Odd.Of(graph.Node, random), random);
                break;
        }
    }

    // Recorded inputs become constants, as exporters write them.
    private static void Freeze(ModelProto model, Random random)
    {
        foreach (StringStringEntryProto entry in model.MetadataProps.Where(e => e.Key.StartsWith(FuzzInputs.Key)).ToArray())
        {
            string name = entry.Key[FuzzInputs.Key.Length..];
            if (random.Next(3) == 0 || model.Graph.Initializer.Any(t => t.Name == name))
                continue;
            TensorProto tensor = TensorProto.Parser.ParseFrom(Convert.FromBase64String(entry.Value));
            tensor.Name = name;
            model.Graph.Initializer.Add(tensor);
            model.MetadataProps.Remove(entry);
            if (model.Graph.Input.FirstOrDefault(i => i.Name == name) is { } input)
                model.Graph.Input.Remove(input);
        }
    }

    private static void ChangeRecording(ModelProto model, Random random)
    {
        StringStringEntryProto[] entries = [.. model.MetadataProps.Where(e => e.Key.StartsWith(FuzzInputs.Key))];
        if (entries.Length == 0)
            return;
        StringStringEntryProto entry = Odd.Of(entries, random);
        TensorProto tensor = TensorProto.Parser.ParseFrom(Convert.FromBase64String(entry.Value));
        TensorMutator.Mutate(tensor, random);
        entry.Value = Convert.ToBase64String(tensor.ToByteArray());
        // What the graph declares follows mostly, else the tensor would not be used.
        if (random.Next(4) > 0 && model.Graph.Input.FirstOrDefault(i => i.Name == entry.Key[FuzzInputs.Key.Length..]) is { } input)
        {
            var shape = new TensorShapeProto();
            shape.Dim.Add(tensor.Dims.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }));
            input.Type = new TypeProto { TensorType = new() { ElemType = tensor.DataType, Shape = shape } };
        }
    }

    private static void ChangeValue(ValueInfoProto value, Random random)
    {
        TypeProto.Types.Tensor? type = value.Type?.TensorType;
        TensorShapeProto? shape = type?.Shape;
        switch (random.Next(8))
        {
            case 0 when type is not null:
                type.ElemType = random.Next(20);
                break;
            case 1 when type is not null:
                type.Shape = null;
                break;
            case 2 when shape is { Dim.Count: > 0 }:
                Odd.Of(shape.Dim, random).DimParam = Odd.Text(random);
                break;
            case 3:
                shape?.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = Odd.Integer(random) });
                break;
            case 4 when shape is { Dim.Count: > 0 }:
                shape.Dim.RemoveAt(random.Next(shape.Dim.Count));
                break;
            case 5 when random.Next(4) == 0:
                value.Type = null;
                break;
            default:
                if (shape is not { Dim.Count: > 0 })
                    break;
                TensorShapeProto.Types.Dimension dim = Odd.Of(shape.Dim, random);
                dim.DimValue = Odd.Near(dim.HasDimValue ? dim.DimValue : 1, random);
                break;
        }
    }
}
