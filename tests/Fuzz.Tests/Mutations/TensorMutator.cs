using Google.Protobuf;
using VisionPlugin.Onnx;

namespace VisionPlugin.Fuzz.Tests.Mutations;

/// <summary>Changes tensors: sizes, element types, values, and where the values lie.</summary>
internal static class TensorMutator
{
    // All that have a size, and some that have none.
    private static readonly int[] Types = [1, 1, 1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 21, 22, 26, 0, -1];

    /// <summary>A small tensor, mostly right.</summary>
    public static TensorProto Create(Random random)
    {
        var tensor = new TensorProto { Name = "t", DataType = Odd.Of(Types, random) };
        long[] dims = [.. Enumerable.Range(0, random.Next(4)).Select(_ => (long)random.Next(5))];
        tensor.Dims.Add(dims);
        int length = (int)dims.Aggregate(1L, (product, dim) => product * dim);
        if (random.Next(2) == 0)
        {
            byte[] raw = new byte[((length * OnnxTypes.Bits(tensor.DataType)) + 7) / 8];
            random.NextBytes(raw);
            tensor.RawData = ByteString.CopyFrom(raw);
        }
        else
        {
            Fill(tensor, length, random);
        }

        for (int changes = random.Next(3); changes > 0; changes--)
            Mutate(tensor, random);
        return tensor;
    }

    /// <summary>Changes a tensor.</summary>
    public static void Mutate(TensorProto tensor, Random random)
    {
        switch (random.Next(10))
        {
            case 0 when tensor.Dims.Count > 0:
                int axis = random.Next(tensor.Dims.Count);
                tensor.Dims[axis] = Odd.Near(tensor.Dims[axis], random);
                break;
            case 1:
                tensor.Dims.Insert(random.Next(tensor.Dims.Count + 1), random.Next(2) == 0 ? 1 : Odd.Integer(random));
                break;
            case 2 when tensor.Dims.Count > 0:
                tensor.Dims.RemoveAt(random.Next(tensor.Dims.Count));
                break;
            case 3:
                tensor.DataType = Odd.Of(Types, random);
                break;
            case 4 when tensor.Dims.Count > 1:
                (tensor.Dims[0], tensor.Dims[^1]) = (tensor.Dims[^1], tensor.Dims[0]);
                break;
            case 5:
                // A scalar, or nothing at all.
                tensor.Dims.Clear();
                tensor.ClearRawData();
                if (random.Next(2) == 0)
                    Fill(tensor, 1, random);
                else
                    tensor.Dims.Add(0);
                break;
            default:
                ChangeValue(tensor, random);
                break;
        }
    }

    private static void ChangeValue(TensorProto tensor, Random random)
    {
        if (!tensor.HasRawData || tensor.RawData.Length == 0)
        {
            int at = random.Next(Math.Max(1, tensor.Int64Data.Count));
            if (tensor.Int64Data.Count > 0)
                tensor.Int64Data[at] = Odd.Near(tensor.Int64Data[at], random);
            else if (tensor.FloatData.Count > 0)
                tensor.FloatData[random.Next(tensor.FloatData.Count)] = Odd.Real(random);
            else if (tensor.Int32Data.Count > 0)
                tensor.Int32Data[random.Next(tensor.Int32Data.Count)] = unchecked((int)Odd.Integer(random));
            return;
        }

        byte[] raw = tensor.RawData.ToByteArray();
        byte[] value = tensor.DataType switch
        {
            OnnxTypes.Float => BitConverter.GetBytes(Odd.Real(random)),
            OnnxTypes.Int64 => BitConverter.GetBytes(Odd.Integer(random)),
            OnnxTypes.Double => BitConverter.GetBytes((double)Odd.Real(random)),
            OnnxTypes.Int32 => BitConverter.GetBytes(unchecked((int)Odd.Integer(random))),
            _ => [(byte)random.Next(256)],
        };
        if (value.Length <= raw.Length && random.Next(10) > 0)
            value.CopyTo(raw, random.Next(raw.Length / value.Length) * value.Length);
        else
            raw = random.Next(2) == 0 ? [.. raw, .. value] : raw[..random.Next(raw.Length)];
        tensor.RawData = ByteString.CopyFrom(raw);
    }

    private static void Fill(TensorProto tensor, int length, Random random)
    {
        for (int i = 0; i < length; i++)
        {
            switch (tensor.DataType)
            {
                case OnnxTypes.Float: tensor.FloatData.Add(Odd.Real(random)); break;
                case OnnxTypes.Double: tensor.DoubleData.Add(Odd.Real(random)); break;
                case OnnxTypes.Int64: tensor.Int64Data.Add(Odd.Integer(random)); break;
                case OnnxTypes.UInt32 or OnnxTypes.UInt64: tensor.Uint64Data.Add(unchecked((ulong)Odd.Integer(random))); break;
                default: tensor.Int32Data.Add(unchecked((int)Odd.Integer(random))); break;
            }
        }
    }
}
