using Google.Protobuf;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>Operators that move, make or reduce elements, where that takes more than a line.</summary>
internal static class ExportTensors
{
    /// <summary>The value is an attribute in ONNX; a computed one is expanded instead.</summary>
    public static void ConstantOfShape(ConstantOfShape o, ExportNode n)
    {
        if (n.Has(1) && n.Constant(1) is null)
        {
            n.Add("Expand", [n.Scalar(1), n.Int64(0)], n.Out);
            return;
        }

        NodeProto node = n.Add("ConstantOfShape", [n.Int64(0)], n.Out);
        if (n.Constant(1) is { } value)
            node.Set("value", Value(value.Reshape([1])));
    }

    /// <summary>ONNX has it for fractions only; of anything else nothing is dropped either.</summary>
    public static void Dropout(Dropout o, ExportNode n)
    {
        if (DataTypes.IsFloat(n.Info(0).DataType))
        {
            n.Add("Dropout", [n.In(0), n.Scalar(1), n.Scalar(2)], [.. n.Outputs]);
            return;
        }

        if (n.Wants(0))
            n.Add("Identity", [n.In(0)], n.Out);
        if (n.Wants(1))
        {
            n.Add("ConstantOfShape", [n.Step("Shape", "shape", n.In(0))], n.Outputs[1])
                .Set("value", Value(new Tensor<bool>([1], [true])));
        }
    }

    /// <summary>ONNX wants a list of indices; one index alone is made one.</summary>
    public static void OneHot(OneHot o, ExportNode n)
    {
        if (n.Info(0).Shape is not { Rank: 0 })
        {
            n.Add("OneHot").Set("axis", o.Axis);
            return;
        }

        string list = n.Step("Reshape", "list", n.In(0), n.Longs("list.shape", 1)), rows = n.Value("rows");
        n.Add("OneHot", [list, n.In(1), n.In(2)], rows).Set("axis", -1);
        n.Add("Reshape", [rows, n.Longs("row.shape", -1)], n.Out);
    }

    /// <summary>Wrapping came with operator set 19.</summary>
    public static void Pad(Pad o, ExportNode n)
    {
        if (o.Mode == PadMode.Wrap)
            n.Require(19);
        n.Add("Pad", [n.In(0), n.Int64(1), n.Scalar(2), n.Int64(3)], n.Out).Set("mode", o.Mode.ToString().ToLowerInvariant());
    }

    /// <summary>Numbers of one element without axes, of the types that ONNX has.</summary>
    public static void Range(NumberRange o, ExportNode n) =>
        n.AddWidened("Range", [n.Scalar(0), n.Scalar(1), n.Scalar(2)], [0, 1, 2],
            DataType.Int16, DataType.Int32, DataType.Int64);

    /// <summary>Axes are an input; of bool there are Min and Max from operator set 20.</summary>
    public static void Reduce(Reduce o, ExportNode n)
    {
        if (n.Info(0).DataType == DataType.Bool)
            n.Require(20);
        DataType own = n.Info(0).DataType;
        bool isAny = own == DataType.Bool || (o.Function is ReduceFunction.Min or ReduceFunction.Max
            && own is DataType.Int8 or DataType.UInt8 or DataType.UInt32 or DataType.UInt64);
        ReadOnlySpan<DataType> allowed =
            [DataType.Int32, DataType.Int64, DataType.UInt32, DataType.UInt64, isAny ? own : DataType.Int32];
        n.AddWidened(o.Name, [n.In(0), n.Int64(1)], [0], allowed).Set("keepdims", o.KeepDims)
            .Set("noop_with_empty_axes", o.NoopWithEmptyAxes);
    }

    /// <summary>All parts are named, also those that nobody wants: their number says where to cut.</summary>
    public static void Split(Split o, ExportNode n)
    {
        NodeProto node = n.Add("Split", [n.In(0), n.Int64(1)], n.AllOutputs(o.Outputs)).Set("axis", o.Axis);
        if (!n.Has(1))
            node.Set("num_outputs", o.Outputs);
    }

    private static TensorProto Value(Tensor value)
    {
        TensorProto proto = OnnxWriter.Header("", value);
        proto.RawData = ByteString.CopyFrom(value.AsBytes());
        return proto;
    }
}
